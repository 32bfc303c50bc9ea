import type { Finding } from '../../../contracts/openapi/findings.ts'
import type { Operation } from '../../../contracts/openapi/operation.ts'
import { sendsContent } from '../http/content.ts'
import { writeXml } from '../http/xml.ts'
import type { RawReply, Sent } from '../system/call.ts'
import { closeExchange } from './exchange.ts'
import type { RequestState } from './request.ts'

/** The reply with the headers that the system gives to every reply. The call is over for the system, which writes its log. */
export function complete({ world, system, received, call, context, exchange }: RequestState, reply: RawReply): RawReply {
  system.ended?.(call, { clock: world.clock, memory: context.memory }, reply)
  const headers = { ...reply.headers, ...system.headers?.(received, reply.status, context) }
  if (system.logs && !reply.ahead) context.log(system.logs.request(received, reply, world.since(exchange.began)))
  return { ...reply, headers }
}

/** The findings of an exchange, after its reply is compared with the document. */
export function check({ operation, findings, garbled, parsed, unavailable }: RequestState, reply: RawReply): Finding[] {
  const documented = reply.ahead || unavailable ? undefined : operation
  const strayed = documented?.checkResponse(reply.status, reply.body) ?? []
  return [...findings, ...garbled, ...(parsed?.ambiguous ?? []), ...strayed]
}

/** The reply as it is sent: in the media type that the document gives to its status, unless it has a content type of its own. */
export function serialise({ status, headers = {}, body }: RawReply, operation: Operation | undefined, traceId?: string): Sent {
  const { mediaType = 'application/json', schema } = operation?.replies.get(status) ?? {}
  const sent: Record<string, string> = traceId ? { ...headers, 'x-sandbox-trace': traceId } : { ...headers }
  const isText = typeof body === 'string' && (headers['content-type'] || mediaType.startsWith('text/'))
  const isXml = !isText && mediaType === 'text/xml' && body instanceof Object
  const text = body === undefined ? '' : isText ? body : isXml ? writeXml(body, schema ?? {}) : JSON.stringify(body)
  if (text) sent['content-type'] ??= `${isText || isXml ? mediaType : 'application/json'}; charset=utf-8`
  return { status, headers: sent, text }
}

/** Writes the exchange to its trace. The sandbox's own interface has none. */
export async function record(state: RequestState, reply: RawReply, sent: Sent, findings: Finding[]) {
  const { world, received: call, exchange, operation, parsed, unit } = state
  if (!world.traced(call)) return
  const requestBody = parsed?.request.body ?? (call.body || undefined)
  const responseBody = sendsContent(call.method, reply.status) ? reply.body : undefined
  await closeExchange(world, exchange, { call, operation, sent, findings, unit, requestBody, responseBody })
}
