import { nameOf } from '../../../../contracts/words.ts'
import type { Lead } from './pages.ts'
import { type System, systems } from './words.ts'

/** How one system stands in a lead's way. */
export type Mark = 'passed' | 'here' | 'failed' | 'ahead'

/** A mark for each system, in the pipeline's order: where the lead was, where it is or ended, and where it went wrong. */
export function marksOf({ systems: reached, state, error }: Lead): Map<System, Mark> {
  const last = reached.at(-1)
  const isOver = state === 'arrived' || state === 'answered'
  const mark = (system: System): Mark => {
    if (!isOver && state !== 'under_way' && error?.system === system) return 'failed'
    if (!reached.includes(system)) return 'ahead'
    return system === last && !isOver ? 'here' : 'passed'
  }
  return new Map([...systems.keys()].map((system) => [system, mark(system)]))
}

/** The marks in words. */
export function saysReach({ systems: reached, ...lead }: Lead): string {
  const last = reached.at(-1)
  const failed = [...marksOf({ systems: reached, ...lead })].find(([, mark]) => mark === 'failed')?.[0]
  const far = last ? `${nameOf(last)}, ${reached.length} of ${systems.size} systems` : 'No system reached'
  return failed ? `${far}; went wrong at ${nameOf(failed)}` : far
}
