import type { Finding } from '../contracts/findings.ts'
import type { Operation } from '../contracts/operation.ts'
import type { Call, RawReply, Sent } from './call.ts'
import { sendsContent } from './content.ts'
import { Context } from './context.ts'
import { closeExchange, type Opened, openExchange } from './exchange.ts'
import { type Read, read } from './request.ts'
import { type Route, route } from './route.ts'
import type { AnySystem } from './system.ts'
import { readTraceparent } from './traceparent.ts'
import { Unit } from './unit.ts'
import { attempt } from './work.ts'
import type { World } from './world.ts'
import { writeXml } from './xml.ts'

/** The system of this world that asks, when one does, and at which attempt of its job. */
interface Asker {
  consumer?: string
  attempt?: number
}

/**
 * Answers a call: route → parse → guard → handler → commit → check → record. Whatever comes in, a reply in the system's own
 * dialect goes out, and the exchange is in the trace.
 */
export async function answer(world: World, call: Call, asker: Asker = {}): Promise<Sent> {
  const opened = open(world, call, asker)
  const system = world.system(call.system)
  const meant = system.override?.(call) ?? call
  const found = route(call.system, meant.method, meant.path)
  const operation = found && 'operation' in found ? found.operation : undefined
  const taken = operation && found && 'path' in found && !call.oversized ? read(operation, found.path, meant) : undefined
  const findings = requestFindings(operation, taken, meant)
  const visit = { call: meant, length: call.path.length + call.query.length, found, taken, findings }
  const { reply, unit } = await serve(world, system, opened, visit)
  const headers = { ...reply.headers, ...system.headers?.(call, reply.status, new Context(world, system, unit)) }
  if (operation) findings.push(...operation.checkResponse(reply.status, reply.body))
  if (system.rails) logRequest(new Context(world, system, unit), call, reply, world.since(opened.began))
  const sent = serialise({ ...reply, headers }, operation, opened.span.traceId)
  if (world.traced(call)) {
    const requestBody = taken?.request.body ?? (call.body || undefined)
    const responseBody = sendsContent(call.method, reply.status) ? reply.body : undefined
    closeExchange(world, opened, { call, operation, sent, findings, unit, requestBody, responseBody })
  }
  world.runner.wake()
  return sent
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

function requestFindings(operation: Operation | undefined, taken: Read | undefined, call: Call): Finding[] {
  if (call.oversized) return [{ side: 'request', at: '/body', code: 'malformed', message: `The body is larger than ${call.system} takes.` }]
  if (!operation || !taken)
    return [{ side: 'request', at: '/url', code: 'undocumented', message: `${call.method} ${call.path} is not in the contract.` }]
  const { problem } = taken
  if (!problem) return operation.checkRequest(taken.request, taken.mediaType)
  return [{ side: 'request', at: 'at' in problem ? problem.at : '/header/content-type', code: 'malformed', message: problem.message }]
}

interface Visit {
  system: AnySystem
  call: Call
  /** Characters of the path and the query, as they came. */
  length: number
  found: Route
  taken: Read | undefined
  findings: Finding[]
  context: Context
}

async function respond({ system, call, length, found, taken, findings, context }: Visit): Promise<RawReply> {
  const { errors } = system
  if (call.oversized) return errors.oversized(call, context)
  if (length > (system.uriLimit ?? Number.POSITIVE_INFINITY)) return { status: 414 }
  if (!found) return errors.unknownPath(call, context)
  if ('allowed' in found) return errors.unknownMethod(call, found.allowed, context)
  const { operation } = found
  const refusal = await guard(system, operation, call, context)
  if (refusal) return refusal
  if (taken?.problem) return errors.unreadable(taken.problem, call, operation, context)
  const { request } = taken as Read
  const invalid = findings.length ? errors.invalid(findings, request, operation, context) : undefined
  if (invalid) return invalid
  return handlerOf(system, operation)({ ...request, headers: call.headers, base: call.base }, context)
}

type UntypedHandler = (asked: object, context: Context) => Promise<RawReply> | RawReply

/** The operation is known by its id only here; each handler is typed where it is written. */
const handlerOf = (system: AnySystem, { id }: Operation) =>
  (system.handlers as Record<string, UntypedHandler>)[id.slice(id.indexOf('.') + 1)] as UntypedHandler

/** Passes when one of the alternatives of `security` does; else refuses as the last of them does. */
async function guard(system: AnySystem, operation: Operation, call: Call, context: Context): Promise<RawReply | undefined> {
  let refusal: RawReply | undefined
  for (const alternative of operation.security) {
    refusal = undefined
    for (const [scheme, needs] of Object.entries(alternative)) refusal ??= await system.guards[scheme]?.(call, context, needs)
    if (!refusal) return undefined
  }
  return refusal
}

/** The reply, after which the system is told that the call is over. */
async function serve(world: World, system: AnySystem, opened: Opened, visit: Omit<Visit, 'context' | 'system'>): Promise<Served> {
  let served: Served | undefined
  try {
    return (served = await tryToServe(world, system, opened, visit))
  } finally {
    system.ended?.(visit.call, { clock: world.clock, memory: world.memoryOf(system.name) }, served?.reply)
  }
}

interface Served {
  reply: RawReply
  unit: Unit
}

/** The reply, or the dialect's 500 when the simulator has a bug; then nothing is changed. */
async function tryToServe(world: World, system: AnySystem, opened: Opened, visit: Omit<Visit, 'context' | 'system'>): Promise<Served> {
  try {
    const { result, unit } = await attempt(world, opened.span, (unit) =>
      respond({ ...visit, system, context: new Context(world, system, unit) }),
    )
    return { reply: result, unit }
  } catch (error) {
    world.report(error)
    const unit = new Unit(opened.span, world.store)
    return { reply: system.errors.failed(visit.call, new Context(world, system, unit)), unit }
  }
}

function logRequest(context: Context, call: Call, { status }: RawReply, duration: number) {
  const severity = status >= 500 ? 'ERROR' : 'INFO'
  context.log({ severity, message: `Completed ${status}`, method: call.method, path: call.path, status, duration_s: duration / 1000 })
}

/** The reply as it goes out: in the media type that the document gives to its status, unless it has a content type of its own. */
function serialise({ status, headers = {}, body }: RawReply, operation: Operation | undefined, traceId: string): Sent {
  const { mediaType = 'application/json', schema } = operation?.replies.get(status) ?? {}
  const sent: Record<string, string> = { ...headers, 'x-sandbox-trace': traceId }
  const isText = typeof body === 'string' && (headers['content-type'] || mediaType.startsWith('text/'))
  const isXml = !isText && mediaType === 'text/xml' && body instanceof Object
  const text = body === undefined ? '' : isText ? body : isXml ? writeXml(body, schema ?? {}) : JSON.stringify(body)
  if (text) sent['content-type'] ??= `${isText || isXml ? mediaType : 'application/json'}; charset=utf-8`
  return { status, headers: sent, text }
}
