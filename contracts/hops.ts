import type { Hop } from './consumer/interaction.ts'
import { interactions as customersdotGitlab } from './customersdot-gitlab/interactions.ts'
import { interactions as gitlabCustomersdot } from './gitlab-customersdot/interactions.ts'

/** The arrows of the pipeline that have a contract, in its order. */
export const hops: Hop[] = [
  { consumer: 'gitlab', provider: 'customersdot', interactions: gitlabCustomersdot },
  { consumer: 'customersdot', provider: 'gitlab', interactions: customersdotGitlab },
]
