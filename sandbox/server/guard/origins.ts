import type { IncomingMessage } from 'node:http'
import { Mistake } from '../../../contracts/openapi/mistake.ts'
import { originOf } from '../../../mocks/core/http/cors.ts'
import { hostName } from './hosts.ts'

/** Hosts that a sandbox answers for, and origins whose pages may use it. */
export interface Origins {
  /** Normalised origins whose pages may use the sandbox, in addition to its own. */
  allowOrigins: ReadonlySet<string>
  /** Normalised host names of the sandbox, in addition to those of this machine. */
  allowHosts: ReadonlySet<string>
}

/** Normalises the hosts and origins that a sandbox is started with; throws a Mistake for one that is invalid. */
export function originsOf({ allowHosts = [], allowOrigins = [] }: { allowHosts?: string[]; allowOrigins?: string[] }): Origins {
  return { allowHosts: new Set(allowHosts.map(checkedHost)), allowOrigins: new Set(allowOrigins.map(checkedOrigin)) }
}

/** A URL may have more in its host than a name or an address, such as the `*` of a wildcard, which would match no request. */
const nameOrAddress = /^(\[[\da-f:.]+\]|[\w.-]+)$/

function checkedHost(host: string): string {
  const name = hostName(host)
  if (!name || !nameOrAddress.test(name))
    throw new Mistake(`"${host}" is not a host name. Give --allow-host a name such as sandbox.example.`)
  return name
}

function checkedOrigin(text: string): string {
  const origin = originOf(text)
  if (origin === undefined)
    throw new Mistake(`"${text}" is not an origin. Give --allow-origin a scheme, a host and a port, such as http://localhost:5173.`)
  return origin
}

/**
 * Whether a request comes from a client other than a browser, or from a page of the sandbox's own origin or an allowed one. Another port is
 * another origin. Links may be followed from any page. `host` is the host that the request is addressed to, and is one of the sandbox's.
 */
export function isWelcome(request: IncomingMessage, host: string, origins: Origins): boolean {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = request.headers
  // The browser compared the origins. `Origin` differs from `Host` only behind a proxy that rewrites `Host`, as Vite's does.
  if (site === 'same-origin') return true
  if (origin !== undefined) return isOwn(origin, host, origins) || isAllowed(origin, origins)
  return site === undefined || site === 'none' || (mode === 'navigate' && request.method === 'GET')
}

/** Whether an origin is allowed to use the sandbox. */
export const isAllowed = (origin: string | undefined, { allowOrigins }: Origins): origin is string =>
  origin !== undefined && allowOrigins.has(originOf(origin) ?? '')

/** The sandbox speaks http. An allowed host name may belong to a proxy that speaks https. */
function isOwn(origin: string, host: string, { allowHosts }: Origins): boolean {
  const given = originOf(origin)
  if (given === undefined) return false
  return given === originOf(`http://${host}`) || (allowHosts.has(hostName(host) ?? '') && given === originOf(`https://${host}`))
}
