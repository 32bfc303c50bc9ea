import type { Body } from '../../contracts/openapi/types.ts'
import type { Clock } from '../../mocks/core/system/clock.ts'
import type { World } from '../../mocks/core/world.ts'
import { refuse } from './errors.ts'
import type { ControlHandlers } from './host.ts'

export const clockHandlers = (world: () => World): Pick<ControlHandlers, 'getClock' | 'moveClock'> => ({
  getClock: () => ({ status: 200, body: readClock(world()) }),

  async moveClock({ body }) {
    const { clock, runner } = world()
    const target = targetOf(body, clock)
    if (target !== undefined && !isKept(target)) return refuse(400, 'The clock can be moved to any time from 2002 to 2199.')
    if (body.action === 'freeze') clock.freeze(body.now === undefined ? undefined : Date.parse(body.now))
    else if (body.action === 'advance') await runner.advance(body.seconds * 1000)
    else if (body.action === 'resume') clock.resume()
    else clock.restore()
    return { status: 200, body: readClock(world()) }
  },
})

/** The time that a move names, in epoch milliseconds; undefined when it names none. */
function targetOf(move: Body<'control.moveClock'>, clock: Clock): number | undefined {
  if (move.action === 'advance') return clock.now() + move.seconds * 1000
  return move.action === 'freeze' && move.now !== undefined ? Date.parse(move.now) : undefined
}

/** Whether every system can write a time and the times that follow from it: Salesforce's have 13 digits, and years have four. */
const isKept = (at: number) => at >= Date.UTC(2002) && at < Date.UTC(2200)

/** The clock as the interface shows it. */
export function readClock({ clock }: World) {
  const { offset, frozen } = clock.state
  return { now: clock.stamp(), frozen: frozen !== null, offset_ms: offset }
}
