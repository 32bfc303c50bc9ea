import type { Finding } from '../../../contracts/openapi/findings.ts'
import type { Operation } from '../../../contracts/openapi/operation.ts'
import type { Read } from '../http/request.ts'
import type { Route } from '../http/router.ts'
import type { StorageError } from '../store/storage.ts'
import type { Call } from '../system/call.ts'
import type { AnySystem } from '../system/system.ts'
import { readTraceparent } from '../traces/traceparent.ts'
import type { World } from '../world.ts'
import { type Opened, openExchange } from './exchange.ts'
import { Scope } from './scope.ts'
import { Unit } from './unit.ts'

/** The system of this world that asks, if any, and the attempt of its job. */
export interface Asker {
  consumer?: string
  attempt?: number
}

/** A request while it is answered. Each step adds what it finds out. */
export interface RequestState {
  readonly world: World
  readonly system: AnySystem
  /** The call as it came. */
  readonly received: Call
  readonly exchange: Opened
  /** What the handler does. */
  unit: Unit
  context: Scope
  /** The call in the form that is answered: Marketo takes a POST with `_method=GET` for a GET. */
  call: Call
  match: Route
  operation: Operation | undefined
  parsed: Read | undefined
  /** Ways in which the request differs from the document. */
  findings: Finding[]
  /** Characters that get lost or that some systems refuse. */
  garbled: Finding[]
  /** Set when data cannot be read or written. The document does not list the reply then. */
  unavailable: StorageError | undefined
}

/** Begins to answer a call. */
export function open(world: World, system: AnySystem, received: Call, asker: Asker): RequestState {
  const exchange = openOrContinue(world, received, asker)
  const unit = new Unit(exchange.span, world.store)
  return {
    ...{ world, system, received, exchange, unit },
    context: new Scope(world, system, unit),
    call: received,
    match: undefined,
    operation: undefined,
    parsed: undefined,
    findings: [],
    garbled: [],
    unavailable: undefined,
  }
}

/** The context of an attempt. After a conflict the work is done again with a unit and a context of its own. */
export function contextOf(state: RequestState, unit: Unit): Scope {
  if (unit !== state.unit) {
    state.unit = unit
    state.context = new Scope(state.world, state.system, unit)
  }
  return state.context
}

/** A call that this very world sent over the network is answered as the exchange that its sender began. */
function openOrContinue(world: World, { headers }: Call, { consumer, attempt = 1 }: Asker): Opened {
  const parent = readTraceparent(headers.traceparent)
  const outgoing = parent && world.outgoing.get(parent.spanId)
  if (!parent || !outgoing)
    return openExchange(world, parent, { consumer: consumer ?? guess(headers), attempt, transport: consumer ? 'simulated' : 'network' })
  outgoing.adopted = true
  const opened = openExchange(world, outgoing.parent, { ...outgoing, transport: 'network' })
  return { ...opened, span: parent }
}

/** The name of a consumer outside this world, according to the User-Agent. */
function guess(headers: Call['headers']): string {
  const agent = headers['user-agent'] ?? ''
  if (agent.startsWith('GitLab/')) return 'gitlab'
  return agent.startsWith('Mozilla/') ? 'browser' : 'client'
}
