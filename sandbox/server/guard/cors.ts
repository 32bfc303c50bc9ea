import type { IncomingMessage, ServerResponse } from 'node:http'
import { share } from '../../../mocks/core/http/cors.ts'
import { isAllowed, type Origins } from './origins.ts'

/**
 * Lets pages of allowed origins read the reply. A preflight is answered here, because browsers send it without the access token and
 * the systems do not expect it; the result is then true.
 */
export function answersPreflight(request: IncomingMessage, response: ServerResponse, origins: Origins): boolean {
  if (origins.allowOrigins.size) response.setHeader('vary', 'Origin')
  const { origin } = request.headers
  if (!isAllowed(origin, origins)) return false
  const { headers, isPreflight } = share(origin, request.method ?? 'GET', (name) => request.headers[name] as string | undefined)
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  if (isPreflight) response.writeHead(204).end()
  return isPreflight
}
