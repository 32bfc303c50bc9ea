import type { Hop } from '../../consumer/interaction.ts'
import { leads } from './leads.ts'
import { tokens } from './tokens.ts'

/** What Platypus asked of Workato in 2022. */
export const hop: Hop = {
  consumer: 'platypus',
  provider: 'workato',
  interactions: [...tokens, ...leads],
}
