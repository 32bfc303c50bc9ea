import { operation as lookUp } from '../../../contracts/openapi/spec.ts'
import type { OperationId, Schema, SystemName } from '../../../contracts/openapi/types.ts'
import { answer } from '../../../mocks/core/engine/answer.ts'
import { redacted } from '../../../mocks/core/secrets/redact.ts'
import type { Call } from '../../../mocks/core/system/call.ts'
import type { Context } from '../../../mocks/core/system/context.ts'
import type { Exchange, Span } from '../../../mocks/core/system/record.ts'
import type { World } from '../../../mocks/core/world.ts'
import { written } from '../har.ts'
import { renew } from './renew.ts'

/** The reply to a request that was sent again, or the reason why it was not sent. */
export type Replayed = Schema<'ControlReplay'> | { refused: string }

/** Headers of the old connection or trace, which a new request sets itself. The trace keeps the decoded body, so its encoding goes too. */
const passing = [
  'traceparent',
  'tracestate',
  'host',
  'connection',
  'content-length',
  'content-encoding',
  'transfer-encoding',
  'x-sandbox-user',
]

/** Sends the request with which a trace began again, in a new trace. */
export async function replay(spans: Span[], world: World, context: Context): Promise<Replayed> {
  const [first] = spans
  const refused = obstacle(first, spans)
  if (refused) return { refused }
  const exchange = first as Exchange
  const headers = await renew(lookUp(exchange.operation as OperationId), exchange, context, world.systems)
  if (!headers) return { refused: 'Who was signed in is not in the trace, so the request cannot be sent in their name.' }
  // The answering system must see the new session or token.
  context.commit()
  const sent = await answer(world, call(exchange, headers, world), { consumer: exchange.consumer })
  return { trace_id: sent.headers['x-sandbox-trace'] as string, status: sent.status }
}

/** Why a span cannot be sent again; undefined when it can. */
function obstacle(first: Span | undefined, spans: Span[]): string | undefined {
  if (first?.type !== 'exchange' || !isBeginning(first, spans))
    return 'The request with which the trace began is no longer kept, or was not sent to this sandbox.'
  if (first.operation === null) return `${first.method} ${first.url} is not in the contract, so nobody knows how to send it again.`
  if (first.status === 413) return 'The body was too large to be kept.'
  const content = JSON.stringify(first.request.body ?? '') + withoutToken(first.url)
  return content.includes(redacted) ? 'The request carried a secret, and a trace does not keep secrets.' : undefined
}

/** A client that traces its own work sends the id of its span as the parent; no such span is in the trace. */
const isBeginning = ({ parent_id, transport }: Exchange, spans: Span[]): boolean =>
  parent_id === null || (transport === 'network' && !spans.some(({ id }) => id === parent_id))

function call({ provider, method, url, request }: Exchange, renewed: Record<string, string>, world: World): Call {
  const [path, query = ''] = withoutToken(url).split('?') as [string, string?]
  const kept = Object.entries(request.headers).filter(([name, value]) => !passing.includes(name) && value !== redacted)
  const system = provider as SystemName
  const body = written(request.body, request.headers['content-type'] ?? '')
  return { system, method, path, query, headers: { ...Object.fromEntries(kept), ...renewed }, body, base: world.baseOf(system) }
}

/** Marketo takes its token in the query, too; the new one goes into a header. */
const withoutToken = (url: string) => url.replace(/([?&])access_token=[^&]*&?/, '$1').replace(/[?&]$/, '')
