import { setTimeout as pause } from 'node:timers/promises'
import type { Job } from '../../../mocks/core/system/record.ts'
import type { Client } from '../client.ts'
import type { Told } from '../print/trace.ts'

/** Milliseconds between two looks, and after which one no longer waits. */
const interval = 50
const patience = 30_000
/** What is due within this many milliseconds is worth waiting for. */
const soon = 1000

/** A trace as it is now. */
export async function look(client: Client, id: string): Promise<Told> {
  const trace = await client.ask('control.getTrace', { path: { id } })
  const told = { ...trace, jobs: await jobsOf(client, id) }
  return trace.summary.state === 'overwritten' ? { ...told, lineage: await client.ask('control.getLineage', { path: { id } }) } : told
}

/** A trace once nothing of it is due any more; jobs may still wait for a later time. */
export async function lookWhenQuiet(client: Client, id: string): Promise<Told> {
  const until = Date.now() + patience
  while (Date.now() < until && (await isBusy(client, id))) await pause(interval)
  return look(client, id)
}

async function isBusy(client: Client, id: string): Promise<boolean> {
  const { now, frozen } = await client.ask('control.getClock', {})
  const horizon = Date.parse(now) + (frozen ? 0 : soon)
  return (await jobsOf(client, id)).some(({ state, run_at }) => state !== 'dead' && Date.parse(run_at) <= horizon)
}

/** The jobs of a trace, those that run included. */
async function jobsOf(client: Client, trace: string): Promise<Job[]> {
  return (await client.ask('control.listJobs', { query: { trace, limit: 500 } })).jobs
}
