import type { Call, Sent } from '../../mocks/core/system/call.ts'
import type { Exchange, Span } from '../../mocks/core/system/record.ts'
import type { World } from '../../mocks/core/world.ts'
import { inSession, shareKeys, signed } from './credentials.ts'
import { wrongWith } from './expected.ts'
import { filled, knownTo, withTable } from './known.ts'
import type { Shot } from './shot.ts'
import type { Way } from './ways.ts'
import { newWorld } from './world.ts'

/** What went over a way: how many calls, with which statuses, and the one that took longest. */
export interface Tally {
  calls: number
  statuses: Map<string, number>
  slowest: { milliseconds: number; shot?: Shot }
}

export const newTally = (): Tally => ({ calls: 0, statuses: new Map(), slowest: { milliseconds: 0 } })

/** Sends some calls one after the other to a new world, runs the jobs that they left, and answers with all that went wrong. */
export async function fire(shots: Shot[], open: Way, tally = newTally()): Promise<string[]> {
  const wrong: string[] = []
  const world = await newWorld((error) => wrong.push(`A bug was reported: ${(error as Error)?.stack ?? error}`))
  world.events.follow((event) => event.type === 'span' && wrong.push(...strays(event.span)))
  const way = await open(world)
  for (const shot of shots) {
    shareKeys(world)
    const began = performance.now()
    const arrived = await way.send(await loaded(shot, world))
    if (!arrived) continue
    note(tally, shot, arrived.sent, performance.now() - began)
    wrong.push(...wrongWith(world, arrived))
  }
  way.close()
  await world.settle()
  return wrong
}

/** A shot as a call, its marks filled in. */
async function loaded(shot: Shot, world: World): Promise<Call> {
  const { system } = shot
  const ids = knownTo(world, system)
  const path = filled(withTable(world, shot.path), knownTo(world, system, shot.path), system, encodeURIComponent)
  return {
    ...shot,
    path,
    query: filled(shot.query, ids, system, encodeURIComponent),
    headers: await signed({ ...shot, path }, world),
    body: inSession(filled(shot.body, ids, system), system),
    base: world.baseOf(system),
  }
}

/** What a system answered outside the document, also to another system. */
function strays(span: Span): string[] {
  if (span.type !== 'exchange') return []
  const { operation, findings } = span as Exchange
  return findings.filter(({ side }) => side === 'response').map(({ at, message }) => `${operation} at ${at}: ${message}`)
}

function note(tally: Tally, shot: Shot, { status }: Sent, milliseconds: number) {
  const key = `${shot.system} ${status}`
  tally.calls++
  tally.statuses.set(key, (tally.statuses.get(key) ?? 0) + 1)
  if (milliseconds > tally.slowest.milliseconds) tally.slowest = { milliseconds, shot }
}
