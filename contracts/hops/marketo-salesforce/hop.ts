import type { Hop } from '../../consumer/interaction.ts'
import { leads } from './leads.ts'
import { refusals } from './refusals.ts'
import { tokens } from './tokens.ts'

/** What Marketo's sync asks of Salesforce. */
export const hop: Hop = {
  consumer: 'marketo',
  provider: 'salesforce',
  interactions: [...tokens, ...leads, ...refusals],
}
