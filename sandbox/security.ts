import type { IncomingMessage, ServerResponse } from 'node:http'
import { basic, bearer, sameSecret } from '../mocks/token.ts'
import { isOn } from './board/path.ts'
import type { Listener } from './face.ts'

/** Who may use a sandbox. */
export interface Access {
  /** Host names, besides those of this machine, under which the sandbox may be addressed. */
  allowHosts: string[]
  /** Demanded for the sandbox's own interface, which the pages ask for it, and for the queues' dashboard; undefined while only this machine reaches it. */
  token?: string
}

const ownNames = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Lets through what was meant for this sandbox. A web page must not drive it: neither by a name of its own that resolves to
 * this machine (DNS rebinding shows in `Host`), nor from another site (`Origin`, `Sec-Fetch-Site`).
 */
export function guarded(access: Access, listener: Listener): Listener {
  return (request, response) => {
    const objection = foreign(request, access) ?? crossSite(request, access) ?? unauthorised(request, access)
    if (objection) refuse(response, objection)
    else listener(request, response)
  }
}

interface Objection {
  status: number
  error: string
  headers?: Record<string, string>
}

function foreign(request: IncomingMessage, access: Access): Objection | undefined {
  const name = request.headers.host?.replace(/:\d+$/, '').toLowerCase()
  if (name && (isOwn(name, access) || name === local(request))) return undefined
  return {
    status: 403,
    error: `The host "${request.headers.host}" is not this sandbox. If it is meant to be, start it with --allow-host ${name ?? '<name>'}.`,
  }
}

function crossSite(request: IncomingMessage, access: Access): Objection | undefined {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  const navigates = request.headers['sec-fetch-mode'] === 'navigate' && request.method === 'GET'
  const name = origin === undefined ? undefined : hostname(origin)
  const stranger = origin !== undefined && !(name && (isOwn(name, access) || name === local(request)))
  if (!stranger && (site !== 'cross-site' || navigates)) return undefined
  return { status: 403, error: 'Another site may not use this sandbox through your browser.' }
}

function unauthorised(request: IncomingMessage, { token }: Access): Objection | undefined {
  const path = request.url ?? '/'
  if (!token || path === '/_sandbox/health') return undefined
  const { authorization } = request.headers
  if (isOn(path)) return sameSecret(basic(authorization)?.password ?? bearer(authorization), token) ? undefined : wanting(challenge)
  if (!path.startsWith('/_sandbox') || sameSecret(bearer(authorization), token)) return undefined
  return wanting()
}

/** Makes a browser ask for a name and a password: the queues' dashboard has no page that could. */
const challenge = { 'www-authenticate': 'Basic realm="The queues: any name, and the access token as the password", charset="UTF-8"' }

const wanting = (headers: Record<string, string> = {}): Objection => ({
  status: 401,
  error: 'This sandbox is reachable by others and wants its access token: Authorization: Bearer <token>, as printed at start.',
  headers,
})

const isOwn = (name: string, { allowHosts }: Access) => ownNames.has(name) || allowHosts.includes(name)

/** The address of this machine that the request came to, which no foreign name can be. */
function local(request: IncomingMessage): string | undefined {
  const address = request.socket.localAddress?.replace(/^::ffff:/, '')
  return address?.includes(':') ? `[${address}]` : address
}

function hostname(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined
}

function refuse(response: ServerResponse, { status, error, headers }: Objection) {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers })
  response.end(JSON.stringify({ error }))
}
