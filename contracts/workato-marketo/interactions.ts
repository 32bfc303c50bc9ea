import type { Interaction } from '../consumer/interaction.ts'
import { people } from './people.ts'
import { refusals } from './refusals.ts'
import { tokens } from './tokens.ts'

/** What Workato's recipe asks of Marketo. */
export const interactions: Interaction[] = [...tokens, ...people, ...refusals]
