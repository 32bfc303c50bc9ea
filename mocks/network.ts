import type { Operation } from '../contracts/operation.ts'
import { type Asking, parsed, type Unanswered } from './ask.ts'
import type { Call, Sent } from './call.ts'
import { closeExchange, openExchange } from './exchange.ts'
import { readHeaders } from './headers.ts'
import { read } from './request.ts'
import { patternOf } from './route.ts'
import { writeTraceparent } from './traceparent.ts'
import type { World } from './world.ts'

/**
 * Sends a call to a real system with `fetch` and records the exchange. When the other end turns out to be this very world (our
 * MSW handlers under the real host names) the answering side records it, and it is not recorded twice.
 */
export async function overNetwork(
  world: World,
  operation: Operation,
  call: Call,
  asking: Asking<Operation['id']>,
): Promise<ReturnType<typeof parsed> | Unanswered> {
  const exchange = openExchange(world, asking.parent, { ...asking, transport: 'network' })
  const headers = { ...call.headers, traceparent: writeTraceparent(exchange.span) }
  const outgoing = { consumer: asking.consumer, attempt: asking.attempt, parent: asking.parent, adopted: false }
  world.outgoing.set(exchange.span.spanId, outgoing)
  const sent = await transmit(world, { ...call, headers })
  world.outgoing.delete(exchange.span.spanId)
  if (!outgoing.adopted) closeExchange(world, exchange, { call, operation, sent, ...findingsOf(operation, call, sent) })
  return 'error' in sent ? { status: 0, error: sent.error } : parsed(sent)
}

type Transmitted = Sent | { error: string }

async function transmit(world: World, call: Call): Promise<Transmitted> {
  const url = `${call.base}${call.path}${call.query && `?${call.query}`}`
  try {
    const signal = AbortSignal.timeout(world.timeoutMs)
    const response = await world.fetch(url, { method: call.method, headers: call.headers, body: call.body || null, signal })
    return { status: response.status, headers: readHeaders(response.headers), text: await response.text() }
  } catch (error) {
    const cause = (error as Error).cause as Error | undefined
    return { error: cause?.message || (error as Error).message }
  }
}

function findingsOf(operation: Operation, call: Call, sent: Transmitted) {
  const { request, mediaType } = read(operation, pathValues(operation, call), call)
  const body = 'error' in sent ? undefined : parsed(sent).body
  const findings = operation.checkRequest(request, mediaType)
  return {
    requestBody: request.body,
    responseBody: body,
    findings: 'error' in sent ? findings : [...findings, ...operation.checkResponse(sent.status, body)],
  }
}

function pathValues(operation: Operation, call: Call): Record<string, string> {
  const { pattern, names } = patternOf(operation.path)
  const match = call.path.match(pattern)
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match?.[index + 1] ?? '')]))
}
