import type { Hop } from '../../consumer/interaction.ts'
import { people } from './people.ts'
import { refusals } from './refusals.ts'
import { tokens } from './tokens.ts'

/** What Workato's recipe asks of Marketo. */
export const hop: Hop = {
  consumer: 'workato',
  provider: 'marketo',
  interactions: [...tokens, ...people, ...refusals],
}
