import { Conflict } from './changes.ts'
import type { Job } from './record.ts'
import type { Parent } from './traceparent.ts'
import { Unit } from './unit.ts'
import type { World } from './world.ts'

/** Far more than ever wait for one row: whoever conflicts has seen somebody else get through. */
const attempts = 100

/**
 * Does a piece of work and commits what it changed as one change set; anew, with a clean slate, when somebody else's change
 * came between. Throws what the work throws.
 */
export async function attempt<Result>(
  world: World,
  span: Parent,
  task: (unit: Unit) => Promise<Result>,
): Promise<{ result: Result; unit: Unit }> {
  let conflict = ''
  for (let count = 0; count < attempts; count++) {
    const { commits } = world.store
    const unit = new Unit(span, world.store)
    try {
      const result = await task(unit)
      commit(world, unit)
      return { result, unit }
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      conflict = error.message
    }
    if (world.store.commits === commits) break
  }
  throw new Error(`${conflict}, and not by somebody else: the work inserts without looking first.`)
}

/** Commits what a unit has staged and schedules its jobs; throws a conflict when somebody else's change came between. */
export function commit(world: World, { changes }: Unit) {
  const wanted = changes.wanted()
  const outcome = world.store.commit(wanted)
  if (!outcome.done) throw new Conflict(outcome.conflict)
  changes.settle()
  for (const { table, key, after } of wanted) if (table === 'control.jobs') noteJob(world, key as string, after as Job | null)
}

function noteJob(world: World, id: string, job: Job | null) {
  world.backlog.note(id, job)
  if (job) world.runner.schedule(job)
}
