import type { RunResult } from '../jobs/jobrunner.ts'
import { Conflict } from '../store/changes.ts'
import { WriteError } from '../store/storage.ts'
import type { Context } from '../system/context.ts'
import type { Job, KeptRow, Run } from '../system/record.ts'
import type { AnySystem, Outcome } from '../system/system.ts'
import type { World } from '../world.ts'
import { keptRows } from './kept.ts'
import { Scope } from './scope.ts'
import { attempt } from './transaction.ts'
import { Unit } from './unit.ts'

type Failure = NonNullable<Outcome>

/**
 * Performs a job once. What its worker changed and the job's own new state (gone when done, else waiting for its next
 * attempt, or dead) are one change set, so that a crash leaves either both or none. Work that cannot be committed has failed. Throws
 * a WriteError when data cannot be written: the job is as it was, and this was no attempt.
 */
export async function perform(world: World, job: Job): Promise<RunResult> {
  const begun = begin(world, job)
  try {
    return await tryOrFail(world, begun)
  } catch (error) {
    if (error instanceof WriteError) recordUnkept(world, begun, error)
    throw error
  }
}

async function tryOrFail(world: World, begun: Begun): Promise<RunResult> {
  try {
    return await tryOnce(world, begun, (context) => work(world, begun.job, context))
  } catch (error) {
    if (error instanceof WriteError) throw error
    world.report(error)
    const again = { ...begun, unit: begun.unit.next(world.store) }
    return tryOnce(world, again, async () => failureOf(error))
  }
}

/** What the run asked of other systems has happened, so it belongs into the trace although nothing of it could be kept. */
function recordUnkept(world: World, begun: Begun, { message }: WriteError) {
  const unit = begun.unit.next(world.store)
  const next: Job = { ...begun.job, state: 'retry' }
  world.record(describe(begun, { duration: world.since(begun.began), unit, rows: [], failure: { failed: message }, next }))
}

/** A run that has begun. */
interface Begun {
  job: Job
  unit: Unit
  startedAt: string
  began: number
}

function begin(world: World, job: Job): Begun {
  const unit = new Unit({ traceId: job.trace_id, spanId: world.ids.span() }, world.store)
  unit.attempt = job.attempt + 1
  unit.inherited = job.rows ?? []
  return { job, unit, startedAt: world.clock.stamp(), began: world.timer() }
}

async function tryOnce(world: World, begun: Begun, task: (context: Context) => Promise<Outcome>): Promise<RunResult> {
  const { job, began } = begun
  const system = world.system(job.system)
  let isAgain = false
  const once = async (unit: Unit) => {
    const before = world.jobs.get(job.id)
    if (!before) return isAgain ? { failure: { failed: `Job ${job.id} was removed while it ran.` }, next: undefined } : undefined
    isAgain = true
    const context = new Scope(world, system, unit)
    if (system.logs) context.log(system.logs.job({ job, status: 'start' }))
    const failure = await task(context)
    // What another system refused because it could not write either does not count against the job.
    if (failure && world.writes.failing) throw new WriteError(world.writes.failing.reason)
    const next = failure && settleFailure(world, system, job, failure)
    unit.changes.stage('control.jobs', job.id, before, next ?? null)
    if (system.logs) context.log(system.logs.job({ job, status: failure ? 'fail' : 'done', duration: world.since(began), failure }))
    return { failure, next }
  }
  const { result, unit } = await attempt(world, begun.unit, once)
  if (!result) return { outcome: 'dead', error: `Job ${job.id} is gone: the world began anew.` }
  const run = describe(begun, { duration: world.since(began), unit, rows: keptRows(unit, world.store), ...result })
  world.record(run)
  return { outcome: run.outcome, ...(run.error ? { error: run.error } : {}) }
}

async function work(world: World, job: Job, context: Context): Promise<Outcome> {
  const system = world.system(job.system)
  const worker = system.workers[job.class]
  if (!worker) return { failed: `${system.name} has no worker "${job.class}".`, dead: true }
  try {
    return await worker.perform(job.args, context, job)
  } catch (error) {
    if (error instanceof Conflict || error instanceof WriteError) throw error
    world.report(error)
    context.discard()
    return failureOf(error)
  }
}

const failureOf = (error: unknown): Failure => ({ failed: (error as Error).message, errorClass: (error as Error).name })

/** What becomes of a job that failed: it waits for its next attempt, or is dead. */
function settleFailure(world: World, system: AnySystem, job: Job, { failed, dead }: Failure): Job {
  const failures = job.attempt + 1
  const seconds = dead ? undefined : system.workers[job.class]?.retryIn(failures, world.chance())
  const settled = { ...job, attempt: failures, error: failed }
  if (seconds === undefined) return { ...settled, state: 'dead' }
  return { ...settled, state: 'retry', run_at: world.clock.stamp(world.clock.now() + seconds * 1000) }
}

interface Ended {
  duration: number
  unit: Unit
  rows: KeptRow[]
  failure: Outcome
  next: Job | undefined
}

function describe({ job, startedAt }: Begun, { duration, unit, rows, failure, next }: Ended): Run {
  return {
    type: 'run',
    id: unit.span.spanId,
    trace_id: job.trace_id,
    parent_id: job.parent_id,
    system: job.system,
    queue: job.queue,
    class: job.class,
    job_id: job.id,
    attempt: job.attempt + 1,
    started_at: startedAt,
    duration_ms: duration,
    outcome: !failure ? 'done' : next?.state === 'retry' ? 'retry' : 'dead',
    ...(failure ? { error: failure.failed } : {}),
    ...(next?.state === 'retry' ? { retry_at: next.run_at } : {}),
    steps: unit.steps,
    ...(rows.length ? { rows } : {}),
    logs: unit.logs,
    tags: unit.tags,
  }
}
