import type { Interaction } from '../consumer/interaction.ts'
import { handRaises } from './handraises.ts'
import { lookups } from './lookups.ts'
import { refusals } from './refusals.ts'
import { trials } from './trials.ts'

/** What GitLab asks of CustomersDot. */
export const interactions: Interaction[] = [...handRaises, ...trials, ...refusals, ...lookups]
