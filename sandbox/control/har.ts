import { STATUS_CODES } from 'node:http'
import type { Schema, SystemName } from '../../contracts/openapi/types.ts'
import { encode } from '../../mocks/core/http/encode.ts'
import { readSearch } from '../../mocks/core/http/search.ts'
import type { Exchange, Span } from '../../mocks/core/system/record.ts'
import type { World } from '../../mocks/core/world.ts'

const httpVersion = 'HTTP/1.1'

/** A trace's exchanges as an HTTP archive. Source: the HAR 1.2 specification. */
export function harOf(spans: Span[], world: World, version: string): Schema<'ControlHar'> {
  const exchanges = spans.filter((span): span is Exchange => span.type === 'exchange')
  return {
    log: { version: '1.2', creator: { name: 'pql-sandbox', version }, entries: exchanges.map((exchange) => entry(exchange, world)) },
  }
}

const entry = (exchange: Exchange, world: World): Schema<'ControlHarEntry'> => ({
  startedDateTime: exchange.started_at,
  time: exchange.duration_ms,
  request: request(exchange, world.baseOf(exchange.provider as SystemName)),
  response: response(exchange),
  cache: {},
  timings: { send: 0, wait: exchange.duration_ms, receive: 0 },
  _span: exchange.id,
  _consumer: exchange.consumer,
  _provider: exchange.provider,
  _operation: exchange.operation,
  _attempt: exchange.attempt,
  _findings: exchange.findings,
  ...(exchange.error === undefined ? {} : { _error: exchange.error }),
})

function request({ method, url, request: { headers, body } }: Exchange, base: string): Schema<'ControlHarRequest'> {
  const mimeType = headers['content-type'] ?? ''
  const text = written(body, mimeType)
  return {
    method,
    url: base + url,
    httpVersion,
    cookies: [],
    headers: pairs(headers),
    queryString: [...readSearch(url.split('?')[1] ?? '')].map(([name, value]) => ({ name, value })),
    ...(text === '' ? {} : { postData: { mimeType, text } }),
    headersSize: -1,
    bodySize: Buffer.byteLength(text),
  }
}

function response({ status, response: { headers, body } }: Exchange): Schema<'ControlHarResponse'> {
  const mimeType = headers['content-type'] ?? ''
  const text = written(body, mimeType)
  return {
    status,
    statusText: STATUS_CODES[status] ?? '',
    httpVersion,
    cookies: [],
    headers: pairs(headers),
    content: { size: Buffer.byteLength(text), mimeType, text },
    redirectURL: headers.location ?? '',
    headersSize: -1,
    bodySize: Buffer.byteLength(text),
  }
}

/** A body as it went over the wire, as far as its media type tells. */
export function written(body: unknown, mediaType: string): string {
  if (body === undefined) return ''
  if (typeof body === 'string') return body
  return mediaType.startsWith('application/x-www-form-urlencoded') ? encode(body as object) : JSON.stringify(body)
}

const pairs = (headers: Record<string, string>) => Object.entries(headers).map(([name, value]) => ({ name, value }))
