import jsforce, { type Connection } from 'jsforce'
import { expect } from 'vitest'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import type { World } from '../../mocks/core/world.ts'
import { running } from '../sandbox/sandbox.ts'

const { clientId, clientSecret } = developmentCredentials.salesforce

export const doe = { LastName: 'Doe', Company: 'ACME' }

export interface Client {
  world: World
  base: string
  /** A connection that has no token yet. */
  connection: Connection
}

/** A running sandbox of its own, with jsforce as npm has it. Its jobs run by themselves only when `automatic` says so. */
export async function connect(place: 'prefix' | 'port', version: string, { automatic = false } = {}): Promise<Client> {
  const { world, url, systems } = await running({ world: { automatic } })
  const base = place === 'prefix' ? `${url}/salesforce` : (systems.salesforce as string)
  const connection = new jsforce.Connection({ instanceUrl: base, version, oauth2: { clientId, clientSecret, loginUrl: base } })
  return { world, base, connection }
}

/** A client with a token. */
export async function authorized(place: 'prefix' | 'port' = 'port', version = '66.0', options = {}): Promise<Client> {
  const client = await connect(place, version, options)
  await client.connection.authorize({ grant_type: 'client_credentials' })
  return client
}

/** What a call was refused with. */
export const refusal = async (call: PromiseLike<unknown>) =>
  call.then(
    () => expect.unreachable('The call was not refused.'),
    (error: Error & { errorCode?: string; data?: unknown }) => error,
  )
