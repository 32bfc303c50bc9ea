import type { IncomingMessage, ServerResponse } from 'node:http'
import { isAllowed, type Origins } from './origins.ts'

/** Browsers ignore the star for requests with credentials. */
const exposed = '*, X-Sandbox-Trace, Sforce-Limit-Info, Location, Allow, WWW-Authenticate'

/** Seconds for which a browser may remember the answer to a preflight. */
const maxAge = '600'

/**
 * Lets pages of allowed origins read the reply, also when they send cookies. A preflight is answered here, because browsers send it without
 * the access token and the systems do not expect it; the result is then true.
 */
export function share(request: IncomingMessage, response: ServerResponse, origins: Origins): boolean {
  if (origins.allowOrigins.size) response.setHeader('vary', 'Origin')
  const { origin } = request.headers
  if (!isAllowed(origin, origins)) return false
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('access-control-allow-credentials', 'true')
  response.setHeader('access-control-expose-headers', exposed)
  const method = request.headers['access-control-request-method']
  if (request.method !== 'OPTIONS' || method === undefined) return false
  response.setHeader('access-control-allow-methods', method)
  response.setHeader('access-control-allow-headers', request.headers['access-control-request-headers'] ?? '')
  response.setHeader('access-control-max-age', maxAge)
  response.writeHead(204).end()
  return true
}
