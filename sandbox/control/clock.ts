import type { World } from '../../mocks/world.ts'
import type { ControlHandlers } from './host.ts'

export const clockHandlers = (world: () => World): Pick<ControlHandlers, 'getClock' | 'moveClock'> => ({
  getClock: () => ({ status: 200, body: readClock(world()) }),

  async moveClock({ body }) {
    const { clock, runner } = world()
    if (body.action === 'freeze') clock.freeze(body.now === undefined ? undefined : Date.parse(body.now))
    else if (body.action === 'advance') await runner.advance(body.seconds * 1000)
    else if (body.action === 'resume') clock.resume()
    else clock.restore()
    return { status: 200, body: readClock(world()) }
  },
})

/** The clock as the interface shows it. */
export function readClock({ clock }: World) {
  const { offset, frozen } = clock.state
  return { now: clock.stamp(), frozen: frozen !== null, offset_ms: offset }
}
