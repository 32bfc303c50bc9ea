import type { Hop } from '../../consumer/interaction.ts'
import { leads } from './leads.ts'
import { tokens } from './tokens.ts'

/** What CustomersDot asks of Workato. */
export const hop: Hop = {
  consumer: 'customersdot',
  provider: 'workato',
  interactions: [...tokens, ...leads],
}
