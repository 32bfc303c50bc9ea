import type { IncomingMessage } from 'node:http'
import { hostName } from './hosts.ts'
import { StartError } from './listen.ts'

/** What a sandbox may be addressed by, and whose pages may use it. */
export interface Origins {
  /** Origins in their one spelling, besides its own, whose pages may use the sandbox. */
  allowOrigins: ReadonlySet<string>
  /** Host names in their one spelling, besides those of this machine, under which the sandbox may be addressed. */
  allowHosts: ReadonlySet<string>
}

/** The hosts and origins that a sandbox is started with; throws a StartError when one is misspelt. */
export function originsOf({ allowHosts = [], allowOrigins = [] }: { allowHosts?: string[]; allowOrigins?: string[] }): Origins {
  return { allowHosts: new Set(allowHosts.map(checkedHost)), allowOrigins: new Set(allowOrigins.map(checkedOrigin)) }
}

function checkedHost(host: string): string {
  const name = hostName(host)
  if (name === undefined) throw new StartError(`"${host}" is not a host name. Give --allow-host a name such as sandbox.example.`)
  return name
}

function checkedOrigin(text: string): string {
  const origin = originOf(text)
  if (origin === undefined)
    throw new StartError(`"${text}" is not an origin. Give --allow-origin a scheme, a host and a port, such as http://localhost:5173.`)
  return origin
}

/** An http or https origin in its one spelling: scheme, host, and the port unless it is the scheme's own. Undefined when the text is not one. */
export function originOf(text: string): string | undefined {
  const url = URL.parse(text)
  return url && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/` ? url.origin : undefined
}

/**
 * Whether a request may have been made by a page: one of the origin that it is addressed to, or of an allowed one. Another port is another
 * origin. Anyone may follow a link. Clients other than browsers send neither `Origin` nor `Sec-Fetch-Site`. `host` is one of the sandbox's.
 */
export function isWelcome(request: IncomingMessage, host: string, origins: Origins): boolean {
  const { origin, 'sec-fetch-site': site, 'sec-fetch-mode': mode } = request.headers
  // A browser says so itself. Origin then differs only behind a proxy that rewrites Host, as Vite's does.
  if (site === 'same-origin') return true
  if (origin !== undefined) return isOwn(origin, host, origins) || isAllowed(origin, origins)
  return site === undefined || site === 'none' || (mode === 'navigate' && request.method === 'GET')
}

/** Whether an origin was named as one that may use the sandbox. */
export const isAllowed = (origin: string | undefined, { allowOrigins }: Origins): origin is string =>
  origin !== undefined && allowOrigins.has(originOf(origin) ?? '')

/** The sandbox speaks http. A name that was allowed for it may belong to a proxy that speaks https. */
function isOwn(origin: string, host: string, { allowHosts }: Origins): boolean {
  const given = originOf(origin)
  if (given === undefined) return false
  return given === originOf(`http://${host}`) || (allowHosts.has(hostName(host) ?? '') && given === originOf(`https://${host}`))
}
