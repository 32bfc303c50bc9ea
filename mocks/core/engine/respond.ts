import type { Finding } from '../../../contracts/openapi/findings.ts'
import type { Operation } from '../../../contracts/openapi/operation.ts'
import { garbledIn } from '../http/body/garbled.ts'
import { type Problem, type Read, read } from '../http/request.ts'
import { route as find, type Route } from '../http/router.ts'
import type { Call, RawReply } from '../system/call.ts'
import type { Context } from '../system/context.ts'
import type { AnySystem } from '../system/system.ts'
import { atOnce, inTurns, isLong, nextTurn, type Portions } from '../system/turn.ts'
import type { RequestState } from './request.ts'

/** What a call leads to. */
interface Located {
  call: Call
  match: Route
  operation: Operation | undefined
}

/** Finds what a call leads to. */
export function locate(system: AnySystem, received: Call): Located {
  const call = system.override?.(received) ?? received
  const match = find(received.system, call.method, call.path)
  return { call, match, operation: match && 'operation' in match ? match.operation : undefined }
}

/** Finds the operation of a request. */
export function route(state: RequestState) {
  Object.assign(state, locate(state.system, state.received))
}

/** Reads a request and checks it against the document. Other requests are served while a long one is read. */
export async function parse(state: RequestState) {
  if (!isLong(state.received.body)) return atOnce(parsing(state))
  await inTurns(parsing(state), state.world.turnMs)
  await nextTurn()
}

function* parsing(state: RequestState): Portions<void> {
  const { system, call, match, operation } = state
  const isRead = operation && match && 'path' in match && !isOversized(call, operation)
  state.parsed = isRead ? yield* read(operation, match.path, call, system.reading) : undefined
  yield
  state.findings = findingsOf(state)
  yield
  state.garbled = garbledIn(call, state.parsed?.request.body)
}

/** Whether a body is too large. One that the operation does not read may have any size. */
const isOversized = ({ oversized }: Call, operation: Operation | undefined): boolean =>
  oversized === true && !(operation && Object.keys(operation.bodies).length === 0)

function findingsOf({ operation, parsed, call }: RequestState): Finding[] {
  if (isOversized(call, operation))
    return [{ side: 'request', at: '/body', code: 'malformed', message: `The body is larger than ${call.system} takes.` }]
  if (!operation || !parsed)
    return [{ side: 'request', at: '/url', code: 'undocumented', message: `${call.method} ${call.path} is not in the contract.` }]
  const { problem } = parsed
  if (!problem) return operation.checkRequest(parsed.request, parsed.mediaType)
  return [{ side: 'request', at: placeOf(problem), code: 'malformed', message: problem.message }]
}

const placeOf = (problem: Problem): string =>
  problem.kind === 'malformed' ? problem.at : problem.kind === 'encoding' ? '/body' : '/header/content-type'

/** The reply to a request that leads to no operation; undefined when it leads to one. */
export function refuse(state: RequestState, context: Context): RawReply | undefined {
  const { system, received, call, match, operation, parsed, garbled } = state
  const { errors, uriLimit = Number.POSITIVE_INFINITY } = system
  if (isOversized(call, operation)) return errors.oversized(call, operation, context)
  if (received.path.length + received.query.length > uriLimit) return { status: 414 }
  const screened = errors.screen?.(garbled, call, parsed)
  if (screened) return { ...screened, ahead: true }
  if (!match) return errors.unknownPath(call, context)
  return 'allowed' in match ? errors.unknownMethod(call, match.allowed, context) : undefined
}

/** Passes when one of the alternatives of `security` does; else refuses as the last of them does. */
export async function guard({ system, operation, call }: RequestState, context: Context): Promise<RawReply | undefined> {
  let refusal: RawReply | undefined
  for (const alternative of (operation as Operation).security) {
    refusal = undefined
    for (const [scheme, needs] of Object.entries(alternative)) refusal ??= await system.guards[scheme]?.(call, context, needs)
    if (!refusal) return undefined
  }
  return refusal
}

type UntypedHandler = (asked: object, context: Context) => Promise<RawReply> | RawReply

/** The handler's reply, unless the dialect refuses the request. The operation is known by its id only; each handler is typed where it is written. */
export function handle(state: RequestState, context: Context): Promise<RawReply> | RawReply {
  const { system, call, findings } = state
  const [operation, { request, problem }] = [state.operation as Operation, state.parsed as Read]
  if (problem) return system.errors.unreadable(problem, call, operation, context)
  const invalid = findings.length ? system.errors.invalid(findings, request, operation, context) : undefined
  if (invalid) return invalid
  const name = operation.id.slice(operation.id.indexOf('.') + 1)
  const handler = (system.handlers as Record<string, UntypedHandler>)[name] as UntypedHandler
  return handler({ ...request, headers: call.headers, base: call.base }, context)
}
