import type { Hop } from '../../consumer/interaction.ts'
import { leads } from './leads.ts'
import { tokens } from './tokens.ts'

/** What CustomersDot asked of Platypus in 2022. */
export const hop: Hop = {
  consumer: 'customersdot',
  provider: 'platypus',
  interactions: [...tokens, ...leads],
}
