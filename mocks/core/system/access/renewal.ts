import type { Context } from '../context.ts'
import type { Exchange } from '../record.ts'
import type { Definitions } from '../table.ts'

type Headers = Record<string, string>

/**
 * Headers with which a request that was traced is sent again, as one security scheme requires them; undefined when it is unknown who sent it.
 * Works in this process, so that it leaves no trace.
 */
export type Renewal<Tables extends Definitions> = (
  first: Exchange,
  context: Context<Tables>,
) => Promise<Headers | undefined> | Headers | undefined

interface Client {
  clientId: string
  clientSecret: string
}

/** The rest of a call to a token endpoint, in addition to its body or query. */
export const unsent = { path: {}, query: {}, headers: {}, base: '' }

/** The fields with which a client asks for a token. */
export const grantOf = ({ clientId, clientSecret }: Client) => ({
  grant_type: 'client_credentials' as const,
  client_id: clientId,
  client_secret: clientSecret,
})

/** The header for the token that an endpoint issued; undefined when it refused. */
export const bearerOf = ({ status, body }: { status: number; body?: unknown }): Headers | undefined =>
  status === 200 ? { authorization: `Bearer ${(body as { access_token: string }).access_token}` } : undefined

/** The header with a client's credentials. */
export const basicOf = ({ clientId, clientSecret }: Client): Headers => ({ authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` })
