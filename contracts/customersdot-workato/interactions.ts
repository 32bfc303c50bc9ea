import type { Interaction } from '../consumer/interaction.ts'
import { leads } from './leads.ts'
import { tokens } from './tokens.ts'

/** What CustomersDot asks of Workato. */
export const interactions: Interaction[] = [...tokens, ...leads]
