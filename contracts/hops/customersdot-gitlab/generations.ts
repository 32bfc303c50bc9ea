import type { Credentials } from '../../../mocks/core/system/credentials.ts'
import { developmentCredentials } from '../../../mocks/core/system/credentials.ts'
import type { Generation as Api } from '../../../mocks/customersdot/trials/callback.ts'
import type { Template } from '../../consumer/interaction.ts'
import { configured, fromState, regex } from '../../consumer/matchers.ts'
import type { OperationId } from '../../openapi/types.ts'
import type { Given } from '../../pact/pact.ts'

/** One of GitLab's two interfaces for CustomersDot: the operations, and how CustomersDot signs in. */
export interface Generation {
  api: Api
  /** Added to each description, so that it stays unique. */
  title: string
  load: OperationId
  show: OperationId
  create: OperationId
  update: OperationId
  signedIn: Given
  headers: Record<string, Template>
  /** Signed in by what GitLab does not know. */
  stranger: { headers: Record<string, Template>; credentials?: Partial<Credentials> }
}

const jwt = '^[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$'
/** Its signature is no signature of anybody's. */
const unsigned = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJjdXN0b21lcnMtZG90LWludGVybmFsLWFwaSJ9.c2lnbmF0dXJl'

export const generations: Generation[] = [
  {
    api: 'internal',
    title: '',
    load: 'gitlab.getInternalNamespace',
    show: 'gitlab.getInternalSubscription',
    create: 'gitlab.createInternalSubscription',
    update: 'gitlab.updateInternalSubscription',
    signedIn: { name: "a token for GitLab's internal API is signed" },
    headers: { 'X-Customers-Dot-Internal-Token': fromState('internal_token', jwt, unsigned) },
    stranger: { headers: { 'X-Customers-Dot-Internal-Token': regex(jwt, unsigned) } },
  },
  {
    api: 'namespaces',
    title: ', by the API until 2024',
    load: 'gitlab.getNamespace',
    show: 'gitlab.getSubscription',
    create: 'gitlab.createSubscription',
    update: 'gitlab.updateSubscription',
    signedIn: { name: "an admin's access token exists" },
    headers: { 'PRIVATE-TOKEN': configured('private_token', developmentCredentials.gitlab.adminToken) },
    stranger: { headers: { 'PRIVATE-TOKEN': 'revoked_admin_token' }, credentials: { gitlab: { adminToken: 'revoked_admin_token' } } },
  },
]
