import { nameOf, wayOf } from '../../../../contracts/openapi/systems/simulated.ts'
import type { Lead } from './pages.ts'
import type { System } from './words.ts'

/** How one system stands in a lead's way. */
export type Mark = 'passed' | 'here' | 'ended' | 'ahead'

/** The states of a lead that has passed every system that it reached. */
const over: Lead['state'][] = ['arrived', 'overwritten', 'answered']

/** A mark for each system on the lead's way: where the lead was, where it is, or where it came to an end. */
export function marksOf({ systems: reached, state }: Lead): Map<System, Mark> {
  const last = reached.at(-1)
  const [isOver, isLost] = [over.includes(state), state === 'dead' || state === 'refused']
  const mark = (system: System): Mark => {
    if (!reached.includes(system)) return 'ahead'
    if (system !== last || isOver) return 'passed'
    return isLost ? 'ended' : 'here'
  }
  return new Map(wayOf(reached).map((system) => [system, mark(system)]))
}

/** The marks in words. */
export function saysReach({ systems: reached }: Lead): string {
  const last = reached.at(-1)
  return last ? `${nameOf(last)}, ${reached.length} of ${wayOf(reached).length} systems` : 'No system'
}
