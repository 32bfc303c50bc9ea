import type { Finding } from '../../../contracts/openapi/findings.ts'
import type { Operation } from '../../../contracts/openapi/operation.ts'
import { unreadable } from '../../../contracts/openapi/reliance.ts'
import { document } from '../../../contracts/openapi/spec.ts'
import { nameOf } from '../../../contracts/openapi/words.ts'
import type { Asking } from '../dispatch.ts'
import { readHeaders } from '../http/headers.ts'
import { parseJson } from '../http/json.ts'
import { readReply } from '../http/reply.ts'
import { read } from '../http/request.ts'
import { patternOf } from '../http/router.ts'
import type { Call, Sent } from '../system/call.ts'
import type { Unusable } from '../system/question.ts'
import { atOnce } from '../system/turn.ts'
import { writeTraceparent } from '../traces/traceparent.ts'
import type { World } from '../world.ts'
import { closeExchange, openExchange } from './exchange.ts'

/**
 * Sends a call to a real system with `fetch` and records the exchange. When the other end turns out to be this very world (our
 * MSW handlers under the real host names) the answering side records it, and it is not recorded twice. An answer that the consumer
 * cannot read keeps its status and has an `error`.
 */
export async function overNetwork(
  world: World,
  operation: Operation,
  call: Call,
  asking: Asking<Operation['id']>,
): Promise<ReturnType<typeof readReply> | Unusable> {
  const exchange = openExchange(world, asking.parent, { ...asking, transport: 'network' })
  const headers = { ...call.headers, traceparent: writeTraceparent(exchange.span) }
  const outgoing = { consumer: asking.consumer, attempt: asking.attempt, parent: asking.parent, adopted: false }
  world.outgoing.set(exchange.span.spanId, outgoing)
  const sent = await transmit(world, { ...call, headers })
  world.outgoing.delete(exchange.span.spanId)
  const answer = 'error' in sent ? { status: 0, error: sent.error } : readReply(sent, readJson)
  if (outgoing.adopted) return answer
  const { request, mediaType } = atOnce(read(operation, pathValues(operation, call), call))
  const strayed = 'error' in answer ? [] : operation.checkResponse(answer.status, answer.body)
  const findings = [...operation.checkRequest(request, mediaType), ...strayed]
  const responseBody = 'body' in answer ? answer.body : undefined
  await closeExchange(world, exchange, { call, operation, sent, findings, requestBody: request.body, responseBody })
  const problem = unreadable(strayed, operation.replies.get(answer.status), asking.consumer, document)
  return problem ? { ...answer, error: sentence(operation, answer.status, problem) } : answer
}

const sentence = ({ system }: Operation, status: number, { at, message }: Finding): string =>
  `${nameOf(system)} answered ${status}, but not as documented: ${at}: ${message}`

/** The value of a JSON text. Invalid JSON stays text, and is a finding. */
function readJson(text: string): unknown {
  const read = atOnce(parseJson(text))
  return 'value' in read ? read.value : text
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

function pathValues(operation: Operation, call: Call): Record<string, string> {
  const { pattern, names } = patternOf(operation.path)
  const match = call.path.match(pattern)
  return Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match?.[index + 1] ?? '')]))
}
