import type { Finding } from '../../../contracts/openapi/findings.ts'
import type { Operation } from '../../../contracts/openapi/operation.ts'
import type { Call, Sent } from '../system/call.ts'
import type { Exchange } from '../system/record.ts'
import { isLong } from '../system/turn.ts'
import type { Parent } from '../traces/traceparent.ts'
import type { World } from '../world.ts'
import { keptRows } from './kept.ts'
import type { Unit } from './unit.ts'

/** An exchange under way. */
export interface Opened {
  span: Parent
  parentId: string | null
  consumer: string
  attempt: number
  transport: Exchange['transport']
  startedAt: string
  began: number
}

/** Begins an exchange under a parent, or a new trace when there is none. */
export function openExchange(
  world: World,
  parent: Parent | undefined,
  { consumer, attempt, transport }: Pick<Opened, 'consumer' | 'attempt' | 'transport'>,
): Opened {
  return {
    span: { traceId: parent?.traceId ?? world.ids.trace(), spanId: world.ids.span() },
    parentId: parent?.spanId ?? null,
    consumer,
    attempt,
    transport,
    startedAt: world.clock.stamp(),
    began: world.timer(),
  }
}

/** What is known of an exchange at its end. */
export interface Closing {
  call: Call
  operation?: Operation | undefined
  sent: Sent | { error: string }
  findings: Finding[]
  /** The request's JSON; text when it was none. */
  requestBody?: unknown
  responseBody?: unknown
  unit?: Unit | undefined
}

/** Ends an exchange and writes it to the trace. Resolves when it is written: at once unless the body is long. */
export async function closeExchange(world: World, opened: Opened, closing: Closing) {
  const { call, operation, sent, findings, unit } = closing
  const failed = 'error' in sent
  const exchange: Exchange = {
    type: 'exchange',
    id: opened.span.spanId,
    trace_id: opened.span.traceId,
    parent_id: opened.parentId,
    consumer: opened.consumer,
    provider: call.system,
    operation: operation?.id ?? null,
    method: call.method,
    url: call.query ? `${call.path}?${call.query}` : call.path,
    attempt: opened.attempt,
    transport: opened.transport,
    started_at: opened.startedAt,
    duration_ms: world.since(opened.began),
    status: failed ? 0 : sent.status,
    request: { headers: call.headers, body: closing.requestBody },
    response: { headers: failed ? {} : sent.headers, body: closing.responseBody },
    findings,
    steps: unit?.steps ?? [],
    logs: unit?.logs ?? [],
    tags: unit?.tags ?? {},
  }
  const rows = unit ? keptRows(unit, world.store) : []
  if (rows.length) exchange.rows = rows
  if (failed) exchange.error = sent.error
  if (isLong(call.body)) await world.recordInTurns(exchange)
  else world.record(exchange)
}
