import type { CustomersdotContext } from '../../../mocks/customersdot/tables.ts'
import { loadNamespace } from '../../../mocks/customersdot/trials/callback.ts'
import type { Interaction } from '../../consumer/interaction.ts'
import type { Generation } from './generations.ts'

const id = 7000

/** Loading the namespace that a trial is for. */
export function namespaces({ api, title, load, signedIn, headers, stranger }: Generation): Interaction[] {
  const act: Interaction['act'] = ({ within }) => within((context: CustomersdotContext) => loadNamespace(context, api, id))
  const request = { path: { id: String(id) }, headers }
  const namespace = { id, name: 'Initech', kind: 'group', plan: 'free' }
  return [
    {
      description: `a request for the details of a namespace${title}`,
      states: [signedIn, { name: 'a namespace without a subscription exists', params: { id, name: 'Initech', path: 'initech' } }],
      operation: load,
      request,
      response: { status: 200, body: namespace },
      act,
      outcome: { namespace },
    },
    {
      description: `a request for the details of a namespace that does not exist${title}`,
      states: [signedIn, { name: 'no namespace exists', params: { id } }],
      operation: load,
      request,
      response: { status: 404, body: { message: '404 Namespace Not Found' } },
      act,
      outcome: { unknown: true },
    },
    {
      description: `a request for the details of a namespace by a stranger${title}`,
      states: [],
      operation: load,
      request: { path: { id: String(id) }, headers: stranger.headers },
      response: { status: 401, body: { message: '401 Unauthorized' } },
      act,
      outcome: { failed: 'GitLab answered 401: "401 Unauthorized"' },
      credentials: stranger.credentials,
    },
  ]
}
