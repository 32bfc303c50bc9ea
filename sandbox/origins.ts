import type { IncomingMessage } from 'node:http'
import { hostName } from './hosts.ts'
import { StartError } from './listen.ts'

/** Hosts that a sandbox answers for, and origins whose pages may use it. */
export interface Origins {
  /** Normalised origins whose pages may use the sandbox, in addition to its own. */
  allowOrigins: ReadonlySet<string>
  /** Normalised host names of the sandbox, in addition to those of this machine. */
  allowHosts: ReadonlySet<string>
}

/** Normalises the hosts and origins that a sandbox is started with; throws a StartError for one that is invalid. */
export function originsOf({ allowHosts = [], allowOrigins = [] }: { allowHosts?: string[]; allowOrigins?: string[] }): Origins {
  return { allowHosts: new Set(allowHosts.map(checkedHost)), allowOrigins: new Set(allowOrigins.map(checkedOrigin)) }
}

/** A URL may have more in its host than a name or an address, such as the `*` of a wildcard, which would match no request. */
const nameOrAddress = /^(\[[\da-f:.]+\]|[\w.-]+)$/

function checkedHost(host: string): string {
  const name = hostName(host)
  if (!name || !nameOrAddress.test(name))
    throw new StartError(`"${host}" is not a host name. Give --allow-host a name such as sandbox.example.`)
  return name
}

function checkedOrigin(text: string): string {
  const origin = originOf(text)
  if (origin === undefined)
    throw new StartError(`"${text}" is not an origin. Give --allow-origin a scheme, a host and a port, such as http://localhost:5173.`)
  return origin
}

/** Normalises an http or https origin: scheme, host, and the port if it is not the scheme's default. Undefined when the text is not an origin. */
export function originOf(text: string): string | undefined {
  const url = URL.parse(text)
  return url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` ? url.origin : undefined
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
