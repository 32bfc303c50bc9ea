import type { SystemName } from '../../contracts/openapi/types.ts'
import { Scope } from '../../mocks/core/engine/scope.ts'
import { Unit } from '../../mocks/core/engine/unit.ts'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import type { World } from '../../mocks/core/world.ts'
import type { CustomersdotContext } from '../../mocks/customersdot/tables.ts'
import { internalToken } from '../../mocks/customersdot/trials/keys.ts'
import type { Shot } from './shot.ts'
import { token } from './world.ts'

const { customersdot, gitlab, workato } = developmentCredentials
const authorization = `Bearer ${token}`

/** All credentials of a caller, which replace the mark `credentials`. */
export async function signed(shot: Shot, world: World): Promise<Record<string, string>> {
  const { credentials, ...headers } = shot.headers
  return credentials ? { ...(await credentialsOf(shot, world)), ...headers } : headers
}

async function credentialsOf({ system, path }: Shot, world: World): Promise<Record<string, string>> {
  if (system === 'gitlab') return { 'x-sandbox-user': 'jane', 'private-token': gitlab.adminToken, ...(await internal(path, world)) }
  if (system === 'customersdot') return { 'x-admin-email': customersdot.adminEmail, 'x-admin-token': customersdot.adminToken }
  if (system === 'workato' && path.startsWith('/api/')) return { authorization: `Bearer ${workato.developerToken}` }
  return { authorization }
}

/** Generating CustomersDot's key takes longer than a hundred calls, so all worlds share one. */
let keys: unknown

export function shareKeys(world: World) {
  const memory = world.memoryOf('customersdot')
  keys ??= memory.get('keys')
  if (keys) memory.set('keys', keys)
}

async function internal(path: string, world: World): Promise<Record<string, string>> {
  if (!path.includes('internal')) return {}
  const unit = new Unit({ traceId: world.ids.trace(), spanId: world.ids.span() }, world.store)
  const context = new Scope(world, world.system('customersdot'), unit) as CustomersdotContext
  return { 'x-customers-dot-internal-token': await internalToken(context) }
}

/** The session of the SOAP examples does not exist: an open one replaces it. */
export const inSession = (body: string, system: SystemName): string =>
  system === 'salesforce' ? body.replace(/(<sessionId>)[^<]*/, `$1${token}`) : body
