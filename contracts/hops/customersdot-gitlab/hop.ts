import type { Hop } from '../../consumer/interaction.ts'
import { addOns } from './addons.ts'
import { generations } from './generations.ts'
import { namespaces } from './namespaces.ts'
import { subscriptions } from './subscriptions.ts'

/** What CustomersDot asks of GitLab, of the namespaces API (until 2024) and of the internal one. */
export const hop: Hop = {
  consumer: 'customersdot',
  provider: 'gitlab',
  interactions: generations.flatMap((generation) => [
    ...namespaces(generation),
    ...subscriptions(generation),
    ...(generation.api === 'internal' ? addOns(generation) : []),
  ]),
}
