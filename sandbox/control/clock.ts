import type { Body } from '../../contracts/openapi/types.ts'
import type { World } from '../../mocks/core/world.ts'
import { refuse } from './errors.ts'
import type { ControlHandlers } from './host.ts'

export const clockHandlers = (world: () => World): Pick<ControlHandlers, 'getClock' | 'moveClock'> => ({
  getClock: () => ({ status: 200, body: readClock(world()) }),

  async moveClock({ body }) {
    const isMoved = await move(body, world())
    return isMoved ? { status: 200, body: readClock(world()) } : refuse(400, 'The clock can be moved to any time from 2002 to 2199.')
  },
})

/** Moves the clock; false when the time is out of bounds. A time that is set gives up the moves that have not ended. */
async function move(body: Body<'control.moveClock'>, { clock, runner }: World): Promise<boolean> {
  if (body.action === 'advance') return runner.advance(body.seconds * 1000, last)
  const at = body.action === 'freeze' && body.now !== undefined ? Date.parse(body.now) : undefined
  if (at !== undefined && !(at >= first && at <= last)) return false
  if (body.action !== 'resume') runner.interrupt()
  if (body.action === 'freeze') clock.freeze(at)
  else if (body.action === 'resume') clock.resume()
  else clock.restore()
  return true
}

/** The bounds of the clock, in epoch milliseconds. All systems can write these times and the times derived from them: Salesforce's have 13 digits, and years have four. */
const first = Date.UTC(2002)
const last = Date.UTC(2200) - 1

/** The clock as the interface shows it. */
export function readClock({ clock }: World) {
  const { offset, frozen } = clock.state
  return { now: clock.stamp(), frozen: frozen !== null, offset_ms: offset }
}
