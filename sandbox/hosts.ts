import type { IncomingMessage } from 'node:http'
import type { Target } from './target.ts'

/** Names and addresses of this machine itself. */
const own = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * The name in `host` or `host:port` in one spelling: lower case, without a closing dot, an IPv6 address in brackets and shortened.
 * Undefined when the text is neither.
 */
export function hostName(host: string): string | undefined {
  return /^[^\s/?#@\\]+$/.test(host) ? URL.parse(`http://${host}`)?.hostname.replace(/\.$/, '') : undefined
}

/** Whether a name is this machine's, or one of those that were allowed in their one spelling. */
export const isOurs = (name: string | undefined, request: IncomingMessage, allowed: ReadonlySet<string>): boolean =>
  name !== undefined && (own.has(name) || allowed.has(name) || name === addressOf(request))

/**
 * The hosts that a request is addressed to: that of its target, which counts (RFC 9112, 3.2.2), and that of `Host`. HTTP/1.0 needs neither;
 * then it is the address that the connection came to. No browser leaves `Host` out, so no name can be rebound this way.
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
