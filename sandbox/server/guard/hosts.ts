import type { IncomingMessage } from 'node:http'
import type { Target } from './target.ts'

/** Names and addresses of this machine. */
const own = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The normalised name in `host` or `host:port`: lower case, without a closing dot, an IPv6 address in brackets and shortened.
 * Undefined when the text is neither.
 */
export function hostName(host: string): string | undefined {
  return /^[^\s/?#@\\]+$/.test(host) ? URL.parse(`http://${host}`)?.hostname.replace(/\.$/, '') : undefined
}

/** Whether a normalised name is this machine's, or is allowed. */
export const isOurs = (name: string | undefined, request: IncomingMessage, allowed: ReadonlySet<string>): boolean =>
  name !== undefined && (own.has(name) || allowed.has(name) || name === addressOf(request))

/**
 * The hosts that a request names, in its target and in `Host`. The first one counts (RFC 9112, 3.2.2). A request in HTTP/1.0 may name
 * neither; then it is the address that the client connected to. Browsers always send `Host`, so this does not weaken the check against DNS rebinding.
 */
export function hostsOf(request: IncomingMessage, { authority }: Target): [string, ...string[]] {
  const hosts = [authority, request.headers.host].filter((host) => host !== undefined)
  return [hosts[0] ?? `${addressOf(request)}:${request.socket.localPort}`, ...hosts.slice(1)]
}

/** Whether there is more than one `Host`, which a server must refuse (RFC 9112, 3.2). */
export function repeatsHost({ rawHeaders }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, index) => index % 2 === 0 && name.length === 4 && name.toLowerCase() === 'host')
  return hosts.length > 1
}

/** The address of this machine that the request came to, which no foreign name can be. */
function addressOf({ socket }: IncomingMessage): string | undefined {
  const address = socket.localAddress?.replace(/^::ffff:/, '')
  return address?.includes(':') ? `[${address}]` : address
}
