import type { Hop } from '../../consumer/interaction.ts'
import { handRaises } from './handraises.ts'
import { jobs } from './jobs.ts'
import { lookups } from './lookups.ts'
import { refusals } from './refusals.ts'
import { trials } from './trials.ts'

/** What GitLab asks of CustomersDot. */
export const hop: Hop = {
  consumer: 'gitlab',
  provider: 'customersdot',
  interactions: [...handRaises, ...trials, ...jobs, ...refusals, ...lookups],
}
