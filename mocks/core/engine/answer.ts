import { StorageError } from '../store/storage.ts'
import type { Call, RawReply, Sent } from '../system/call.ts'
import { Clock } from '../system/clock.ts'
import { Ids } from '../system/ids.ts'
import type { World } from '../world.ts'
import { check, complete, record, serialise } from './finish.ts'
import { type Asker, contextOf, open, type RequestState } from './request.ts'
import { guard, handle, locate, parse, refuse, route } from './respond.ts'
import { attempt } from './transaction.ts'
import type { Unit } from './unit.ts'

/**
 * Answers a call: open → route → parse → guard → handle → commit → check → record. The reply is in the system's own dialect, and the exchange
 * is in the trace. When any of these steps throws, the bug is reported and the reply is the system's own 500, as it is when data cannot be
 * written. Rejects only when the world has no such system, or when that 500 throws too.
 */
export async function answer(world: World, call: Call, asker: Asker = {}): Promise<Sent> {
  const system = world.system(call.system)
  let state: RequestState | undefined
  try {
    state = open(world, system, call, asker)
    route(state)
    await parse(state)
    return await finish(state, await respond(state))
  } catch (error) {
    world.report(error)
    return state ? await fail(state, error) : failUntraced(world, call)
  } finally {
    world.runner.wake()
  }
}

/** The reply, after what the handler changed is committed. When it throws, the steps stay, without what they changed. */
async function respond(state: RequestState): Promise<RawReply> {
  const { world, unit } = state
  const task = async (current: Unit) => {
    const context = contextOf(state, current)
    return refuse(state, context) ?? (await guard(state, context)) ?? handle(state, context)
  }
  try {
    return (await attempt(world, unit, task)).result
  } catch (error) {
    contextOf(state, state.unit.next(world.store))
    throw error
  }
}

/** Ends a call with a reply. */
async function finish(state: RequestState, raw: RawReply): Promise<Sent> {
  const reply = complete(state, raw)
  const findings = check(state, reply)
  const sent = serialise(reply, state.operation, state.exchange.span.traceId)
  await record(state, reply, sent, findings)
  return sent
}

/** The system's own 500 after a bug or a failure of the storage. It is sent as it is when the bug is in the way that replies end. */
async function fail(state: RequestState, error: unknown): Promise<Sent> {
  const { system, context, call, operation, exchange } = state
  if (error instanceof StorageError) state.unavailable = error
  const unavailable = state.unavailable && system.errors.unavailable?.(state.unavailable, context)
  const reply = unavailable ?? system.errors.failed(call, spare())
  try {
    return await finish(state, reply)
  } catch {
    return serialise(reply, operation, exchange.span.traceId)
  }
}

/** The system's own 500 without an exchange: it could not begin, or a face could not read the request or send the reply. */
export function failUntraced(world: World, received: Call): Sent {
  const system = world.system(received.system)
  const { call, operation } = locate(system, received)
  return serialise(system.errors.failed(call, spare()), operation)
}

/** A clock and ids for the reply to a bug, since those of the world may have thrown it. */
const spare = () => ({ clock: new Clock(), ids: new Ids() })
