import type { Finding } from '../../../contracts/openapi/findings.ts'
import type { Operation } from '../../../contracts/openapi/operation.ts'
import { garbledIn } from '../http/body/garbled.ts'
import { type Problem, type Read, read } from '../http/request.ts'
import { type Route, route } from '../http/router.ts'
import type { Call, RawReply } from '../system/call.ts'
import type { Context } from '../system/context.ts'
import type { AnySystem } from '../system/system.ts'
import type { Portions } from '../system/turn.ts'

/** What a call leads to. */
export interface Located {
  /** The call in the form that is answered: Marketo takes a POST with `_method=GET` for a GET. */
  meant: Call
  found: Route
  operation: Operation | undefined
}

/** Finds what a call leads to. */
export function locate(system: AnySystem, call: Call): Located {
  const meant = system.override?.(call) ?? call
  const found = route(call.system, meant.method, meant.path)
  return { meant, found, operation: found && 'operation' in found ? found.operation : undefined }
}

/** A request as it was read, with the ways in which it differs from the document. */
export interface Taken {
  taken: Read | undefined
  findings: Finding[]
  /** Characters that get lost or that some systems refuse. */
  garbled: Finding[]
}

/** Reads a request and checks it against the document, in portions. */
export function* take({ reading }: AnySystem, { meant, found, operation }: Located): Portions<Taken> {
  const isRead = operation && found && 'path' in found && !isOversized(meant, operation)
  const taken = isRead ? yield* read(operation, found.path, meant, reading) : undefined
  yield
  const findings = findingsOf(operation, taken, meant)
  yield
  return { taken, findings, garbled: garbledIn(meant, taken?.request.body) }
}

/** Whether a body is too large. One that the operation does not read may have any size. */
const isOversized = ({ oversized }: Call, operation: Operation | undefined): boolean =>
  oversized === true && !(operation && Object.keys(operation.bodies).length === 0)

function findingsOf(operation: Operation | undefined, taken: Read | undefined, call: Call): Finding[] {
  if (isOversized(call, operation))
    return [{ side: 'request', at: '/body', code: 'malformed', message: `The body is larger than ${call.system} takes.` }]
  if (!operation || !taken)
    return [{ side: 'request', at: '/url', code: 'undocumented', message: `${call.method} ${call.path} is not in the contract.` }]
  const { problem } = taken
  if (!problem) return operation.checkRequest(taken.request, taken.mediaType)
  return [{ side: 'request', at: placeOf(problem), code: 'malformed', message: problem.message }]
}

const placeOf = (problem: Problem): string =>
  problem.kind === 'malformed' ? problem.at : problem.kind === 'encoding' ? '/body' : '/header/content-type'

/** A call that was read, with the system that answers it. */
interface Asked extends Located, Taken {
  system: AnySystem
  /** As it came. */
  call: Call
}

/** The reply to a call: the handler's, unless the path, a guard or the dialect refuses it first. */
export async function respond(
  { system, call, meant, found, operation, taken, findings, garbled }: Asked,
  context: Context,
): Promise<RawReply> {
  const { errors, uriLimit = Number.POSITIVE_INFINITY } = system
  if (isOversized(meant, operation)) return errors.oversized(meant, operation, context)
  if (call.path.length + call.query.length > uriLimit) return { status: 414 }
  const screened = errors.screen?.(garbled, meant, taken)
  if (screened) return { ...screened, ahead: true }
  if (!found) return errors.unknownPath(meant, context)
  if ('allowed' in found) return errors.unknownMethod(meant, found.allowed, context)
  const refusal = await guard(system, found.operation, meant, context)
  if (refusal) return refusal
  if (taken?.problem) return errors.unreadable(taken.problem, meant, found.operation, context)
  const { request } = taken as Read
  const invalid = findings.length ? errors.invalid(findings, request, found.operation, context) : undefined
  if (invalid) return invalid
  return handlerOf(system, found.operation)({ ...request, headers: meant.headers, base: meant.base }, context)
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
