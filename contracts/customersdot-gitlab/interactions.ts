import type { Interaction } from '../consumer/interaction.ts'
import { generations } from './generations.ts'
import { namespaces } from './namespaces.ts'
import { subscriptions } from './subscriptions.ts'

/** What CustomersDot asks of GitLab, of the namespaces API (until 2024) and of the internal one. */
export const interactions: Interaction[] = generations.flatMap((generation) => [...namespaces(generation), ...subscriptions(generation)])
