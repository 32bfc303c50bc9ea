import type { IncomingMessage } from 'node:http'
import { originOf } from '../../../mocks/core/http/cors.ts'
import { basic, bearer, sameSecret } from '../../../mocks/core/system/oauth.ts'
import type { Listener } from '../listener.ts'
import type { Area, Areas } from './area.ts'
import { answersPreflight } from './cors.ts'
import { isFree } from './free.ts'
import { hostName, hostsOf, isOurs, repeatsHost } from './hosts.ts'
import { isWelcome, type Origins } from './origins.ts'
import { type Refusal, refuse } from './refusal.ts'
import { readTarget, type Target } from './target.ts'

/** Clients and pages that may use a sandbox. */
export interface Access extends Origins {
  /** Required for everything that free.ts does not list; undefined while only this machine reaches the sandbox. */
  token?: string
}

/** Default headers of every reply: browsers do not guess its media type, and a page loads only its own styles. */
const shield = [
  ['x-content-type-options', 'nosniff'],
  ['content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"],
] as const

/**
 * Guards a port. Reads each request's target once, refuses requests that are not meant for this sandbox, and passes the others to their area.
 * A web page must not drive the sandbox, neither by a host name that resolves to this machine (DNS rebinding shows in `Host`), nor from another
 * origin (`Origin`, `Sec-Fetch-Site`) that is not allowed.
 */
export function guarded(access: Access, areas: Areas): Listener {
  return (request, response) => {
    for (const [name, value] of shield) response.setHeader(name, value)
    const target = readTarget(request.url ?? '')
    if (!target || repeatsHost(request)) return refuse(response, target ? doubled : unreadable)
    const hosts = hostsOf(request, target)
    const area = areas(target, request)
    const stranger = foreign(request, hosts, access) ?? crossOrigin(request, hosts[0], access)
    if (stranger) return refuse(response, stranger)
    if (answersPreflight(request, response, access)) return
    const refusal = unauthorised(request, area, target, access)
    if (refusal) return refuse(response, refusal)
    request.url = area.url
    request.headers.host = hosts[0]
    area.answer(request, response)
  }
}

const unreadable: Refusal = { status: 400, error: 'The request line must name a path, such as /gitlab/-/countries, or an http URL.' }
const doubled: Refusal = { status: 400, error: 'The request has more than one Host.' }

function foreign(request: IncomingMessage, hosts: string[], { allowHosts }: Access): Refusal | undefined {
  const host = hosts.find((host) => !isOurs(hostName(host), request, allowHosts))
  if (host === undefined) return undefined
  return {
    status: 403,
    error: `The host "${host}" is not this sandbox. If it should be, start it with --allow-host ${hostName(host) ?? '<name>'}.`,
  }
}

function crossOrigin(request: IncomingMessage, host: string, access: Access): Refusal | undefined {
  if (isWelcome(request, host, access)) return undefined
  const origin = originOf(request.headers.origin ?? '')
  return {
    status: 403,
    error: `A page ${origin ? `at ${origin}` : 'of another origin'} may not use this sandbox. If it should, start the sandbox with --allow-origin ${origin ?? '<origin>'}.`,
  }
}

function unauthorised(request: IncomingMessage, { part }: Area, { path }: Target, access: Access): Refusal | undefined {
  const { authorization } = request.headers
  if (isFree(part, request.method ?? '', path) || isTrusted(authorization, access)) return undefined
  if (part !== 'queues') return requiring()
  return holds(basic(authorization)?.password, access) ? undefined : requiring(challenge)
}

/** Whether a caller with this `Authorization` header may see everything. */
export const isTrusted = (authorization: string | undefined, access: Pick<Access, 'token'>): boolean => holds(bearer(authorization), access)

const holds = (given: string | undefined, { token }: Pick<Access, 'token'>): boolean => token === undefined || sameSecret(given, token)

/** Makes a browser ask for a name and a password, since the queues' dashboard has no page for the token. */
const challenge = { 'www-authenticate': 'Basic realm="The queues: any name, and the access token as the password", charset="UTF-8"' }

const requiring = (headers: Record<string, string> = {}): Refusal => ({
  status: 401,
  error: 'Other machines can reach this sandbox, so it requires its access token: Authorization: Bearer <token>, as printed at start.',
  headers,
})
