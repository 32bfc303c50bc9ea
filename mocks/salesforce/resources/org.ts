import { operation } from '../../../contracts/openapi/spec.ts'
import type { Context } from '../../core/system/context.ts'

/** The org of the sandbox, and the one user of it: the integration user that every token runs as. */
export const org = {
  id: '00D000000000001EAA',
  user: { id: '005000000000001AAA', name: 'Integration User' },
} as const

/** The identity URL of the user, under the base that the caller used. */
export const identityUrl = (base: string) => `${base}/id/${org.id}/${org.user.id}`

const { server: ownUrl, servers } = operation('salesforce.createToken')

/** The hosts that sign in the users of every org. */
export const loginUrls = servers.filter((url) => url !== ownUrl)

/** The base URL that a client uses after sign-in: the same one, or the org's own when the host only signs users in. */
export const instanceUrl = (base: string, context: Pick<Context, 'baseOf'>): string =>
  loginUrls.includes(base.replace(/^http:/, 'https:')) ? context.baseOf('salesforce') : base
