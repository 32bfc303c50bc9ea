import { Conflict } from '../store/changes.ts'
import type { Job } from '../system/record.ts'
import type { World } from '../world.ts'
import type { Unit } from './unit.ts'
import { noteWriters } from './writers.ts'

/** Far more than work ever needs: each conflict means that other work was committed. */
const attempts = 100

/**
 * Does a piece of work and commits what it changed as one change set. When another change set came between, the work is done
 * again from its beginning, with a unit of its own. Its steps come after those of the attempts before, since what they asked of other
 * systems has happened. Returns the unit that was committed. Throws what the work throws.
 */
export async function attempt<Result>(
  world: World,
  first: Unit,
  task: (unit: Unit) => Promise<Result>,
): Promise<{ result: Result; unit: Unit }> {
  let next = first
  return untilCommitted(world, async () => {
    const unit = next
    try {
      const result = await task(unit)
      commit(world, unit)
      return { result, unit }
    } catch (error) {
      unit.abandon((error as Error).message)
      next = unit.next(world.store)
      throw error
    }
  })
}

/** Does the end of a unit's work and commits it. When another change set came between, only the end is done again. */
export async function conclude<Result>(world: World, unit: Unit, end: () => Promise<Result>): Promise<Result> {
  return untilCommitted(world, async () => {
    try {
      const result = await end()
      commit(world, unit)
      return result
    } catch (error) {
      unit.discard()
      throw error
    }
  })
}

async function untilCommitted<Result>(world: World, once: () => Promise<Result>): Promise<Result> {
  let conflict = ''
  for (let count = 0; count < attempts; count++) {
    const { commits } = world.store
    try {
      return await once()
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      conflict = error.message
    }
    if (world.store.commits === commits) break
  }
  throw new Error(`${conflict}, and not by somebody else: the work inserts without looking first.`)
}

/** Commits what a unit has staged and schedules its jobs; throws a conflict when somebody else's change came between. */
export function commit(world: World, unit: Unit) {
  const wanted = unit.changes.wanted()
  const outcome = world.store.commit([...wanted, ...noteWriters(wanted, unit.span.traceId, world)])
  if (!outcome.done) throw new Conflict(outcome.conflict)
  unit.settle()
  for (const { table, key, after } of wanted) if (table === 'control.jobs') noteJob(world, key as string, after as Job | null)
}

function noteJob(world: World, id: string, job: Job | null) {
  world.backlog.note(id, job)
  if (job) world.runner.schedule(job)
}
