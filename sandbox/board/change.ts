import { attempt } from '../../mocks/core/engine/transaction.ts'
import { Unit } from '../../mocks/core/engine/unit.ts'
import type { Job } from '../../mocks/core/system/record.ts'
import type { World } from '../../mocks/core/world.ts'
import { Refusal } from './refusal.ts'

/** Does something that belongs to no lead's trace, and lets what is due begin. */
export async function change(world: World, work: (unit: Unit) => Promise<unknown>) {
  await attempt(world, new Unit({ traceId: world.ids.trace(), spanId: world.ids.span() }, world.store), work)
  world.runner.wake()
}

/** Changes a job that does not run; null takes it away. */
export const changeJob = (world: World, id: string, to: (job: Job) => Job | null) =>
  change(world, async ({ changes }) => {
    const job = world.jobs.get(id)
    if (world.runner.isRunning(id)) throw new Refusal(409, `Job ${id} is running.`)
    if (job) changes.stage('control.jobs', id, job, to(job))
  })

/** Takes a row away. */
export const removeRow = (world: World, table: string, id: string) =>
  change(world, async ({ changes }) => {
    const row = world.store.relation(table).rows.get(id)
    if (row) changes.stage(table, id, row, null)
  })
