import type { Operation } from '../../../contracts/openapi/operation.ts'
import { sendsContent } from '../http/content.ts'
import { writeXml } from '../http/xml.ts'
import { StorageError } from '../store/storage.ts'
import type { Call, RawReply, Sent } from '../system/call.ts'
import { Clock } from '../system/clock.ts'
import type { Context } from '../system/context.ts'
import { Ids } from '../system/ids.ts'
import type { AnySystem } from '../system/system.ts'
import { atOnce, inTurns, isLong, nextTurn } from '../system/turn.ts'
import { readTraceparent } from '../traces/traceparent.ts'
import type { World } from '../world.ts'
import { closeExchange, type Opened, openExchange } from './exchange.ts'
import { type Located, locate, respond, type Taken, take } from './respond.ts'
import { Scope } from './scope.ts'
import { attempt } from './transaction.ts'
import { Unit } from './unit.ts'

/** The system of this world that asks, when one does, and at which attempt of its job. */
interface Asker {
  consumer?: string
  attempt?: number
}

/** A call on its way, with what is known of it so far. */
interface Visit extends Located, Taken {
  world: World
  system: AnySystem
  call: Call
  opened: Opened
  /** What the handler did, once that is committed; until then only its steps. */
  unit: Unit
  /** Set when data could not be read or written: then the reply has nothing to do with the contract. */
  unavailable?: StorageError
}

/**
 * Answers a call: route → parse → guard → handler → commit → check → record. The reply is in the system's own dialect, and the exchange is in
 * the trace. When any of these steps throws, the bug is reported and the reply is the system's own 500, as it is when data cannot be written.
 * Rejects only when the world has no such system, or when that 500 throws too.
 */
export async function answer(world: World, call: Call, asker: Asker = {}): Promise<Sent> {
  const system = world.system(call.system)
  let visit: Visit | undefined
  try {
    visit = begin(world, system, call, asker)
    return await conclude(visit, await serve(visit))
  } catch (error) {
    world.report(error)
    return visit ? await fail(visit, error) : failUntraced(system, call)
  } finally {
    world.runner.wake()
  }
}

function begin(world: World, system: AnySystem, call: Call, asker: Asker): Visit {
  const opened = open(world, call, asker)
  const unknown = { meant: call, found: undefined, operation: undefined, taken: undefined, findings: [], garbled: [] }
  return { world, system, call, opened, ...unknown, unit: new Unit(opened.span, world.store) }
}

/** A call that this very world sent over the network is answered as the exchange that its sender began. */
function open(world: World, call: Call, { consumer, attempt = 1 }: Asker): Opened {
  const parent = readTraceparent(call.headers.traceparent)
  const outgoing = parent && world.outgoing.get(parent.spanId)
  if (!parent || !outgoing)
    return openExchange(world, parent, { consumer: consumer ?? guess(call), attempt, transport: consumer ? 'simulated' : 'network' })
  outgoing.adopted = true
  const opened = openExchange(world, outgoing.parent, { ...outgoing, transport: 'network' })
  return { ...opened, span: parent }
}

/** Who calls from outside, as far as the User-Agent tells. */
function guess(call: Call): string {
  const agent = call.headers['user-agent'] ?? ''
  if (agent.startsWith('GitLab/')) return 'gitlab'
  return agent.startsWith('Mozilla/') ? 'browser' : 'client'
}

/** The reply, after what the handler changed is committed. */
async function serve(visit: Visit): Promise<RawReply> {
  const { world, system, call, opened } = visit
  Object.assign(visit, locate(system, call))
  Object.assign(visit, isLong(call.body) ? await inTurns(take(system, visit), world.turnMs) : atOnce(take(system, visit)))
  if (isLong(call.body)) await nextTurn()
  const handle = (unit: Unit) => respond(visit, new Scope(world, system, unit))
  const { result, unit } = await attempt(world, opened.span, handle, visit.unit.steps)
  visit.unit = unit
  return result
}

/** Ends a call with a reply: completes and checks the reply, and records the exchange. */
async function conclude(visit: Visit, reply: RawReply): Promise<Sent> {
  const { world, system, call, meant, operation, opened, unit } = visit
  const context = new Scope(world, system, unit)
  system.ended?.(meant, { clock: world.clock, memory: world.memoryOf(system.name) }, reply)
  const headers = { ...reply.headers, ...system.headers?.(call, reply.status, context) }
  const listed = reply.ahead || visit.unavailable ? undefined : operation
  const findings = [
    ...visit.findings,
    ...visit.garbled,
    ...(visit.taken?.ambiguous ?? []),
    ...(listed?.checkResponse(reply.status, reply.body) ?? []),
  ]
  if (system.rails && !reply.ahead) logRequest(context, call, reply, world.since(opened.began))
  const sent = serialise({ ...reply, headers }, operation, opened.span.traceId)
  if (world.traced(call)) {
    const requestBody = visit.taken?.request.body ?? (call.body || undefined)
    const responseBody = sendsContent(call.method, reply.status) ? reply.body : undefined
    await closeExchange(world, opened, { call, operation, sent, findings, unit, requestBody, responseBody })
  }
  return sent
}

/** The system's own 500 after a bug or a failure of the storage. It is sent as it is when the bug is in the way that replies end. */
async function fail(visit: Visit, error: unknown): Promise<Sent> {
  const { world, system, meant, operation, opened, unit } = visit
  const { errors } = system
  if (error instanceof StorageError) visit.unavailable = error
  const unavailable = visit.unavailable && errors.unavailable?.(visit.unavailable, new Scope(world, system, unit))
  const reply = unavailable ?? errors.failed(meant, spare())
  try {
    return await conclude(visit, reply)
  } catch {
    return serialise(reply, operation, opened.span.traceId)
  }
}

/** The system's own 500 when the exchange could not even begin, so that it has no trace. */
function failUntraced(system: AnySystem, call: Call): Sent {
  const { meant, operation } = locate(system, call)
  return serialise(system.errors.failed(meant, spare()), operation)
}

/** A clock and ids for the reply to a bug, since those of the world may have thrown it. */
const spare = () => ({ clock: new Clock(), ids: new Ids() })

function logRequest(context: Context, call: Call, { status }: RawReply, duration: number) {
  const severity = status >= 500 ? 'ERROR' : 'INFO'
  context.log({ severity, message: `Completed ${status}`, method: call.method, path: call.path, status, duration_s: duration / 1000 })
}

/** The reply as it goes out: in the media type that the document gives to its status, unless it has a content type of its own. */
function serialise({ status, headers = {}, body }: RawReply, operation: Operation | undefined, traceId?: string): Sent {
  const { mediaType = 'application/json', schema } = operation?.replies.get(status) ?? {}
  const sent: Record<string, string> = traceId ? { ...headers, 'x-sandbox-trace': traceId } : { ...headers }
  const isText = typeof body === 'string' && (headers['content-type'] || mediaType.startsWith('text/'))
  const isXml = !isText && mediaType === 'text/xml' && body instanceof Object
  const text = body === undefined ? '' : isText ? body : isXml ? writeXml(body, schema ?? {}) : JSON.stringify(body)
  if (text) sent['content-type'] ??= `${isText || isXml ? mediaType : 'application/json'}; charset=utf-8`
  return { status, headers: sent, text }
}
