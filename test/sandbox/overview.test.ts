import { readdirSync, statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Schema } from '../../contracts/openapi/types.ts'
import { startSandbox } from '../../sandbox/server/sandbox.ts'
import { temporaryFolder } from './folder.ts'
import { desk, using } from './raise.ts'
import { running } from './sandbox.ts'

type Overview = Schema<'ControlOverview'>

const hop = ({ hops }: Overview, consumer: string, provider: string) =>
  hops.find((other) => other.consumer === consumer && other.provider === provider)?.traffic
const jobs = ({ systems }: Overview, name: string) => systems.find(({ system }) => system === name)?.jobs
const concerns = ({ attention }: Overview) => attention.map(({ kind, count, open }) => [kind, count, open])

test('counts and times the exchanges of every hop, and says of which kind they were', async () => {
  const { ask, raise, world } = await desk()
  const id = await raise()
  await world.settle()
  const told: Overview = await ask('/overview')
  expect(told).toMatchObject({ traces: 1, since: expect.any(String), attention: [] })
  const workato = hop(told, 'customersdot', 'workato')
  expect(workato).toMatchObject({ exchanges: 2, failures: 0, failing: null, p50_ms: expect.any(Number), p95_ms: expect.any(Number) })
  expect(workato?.per_minute.reduce((sum, { exchanges }) => sum + exchanges, 0)).toBe(2)
  expect(told.systems.map(({ system, traffic }) => [system, traffic.exchanges])).toEqual([
    ['gitlab', 1],
    ['customersdot', 1],
    ['platypus', 0],
    ['workato', 2],
    ['marketo', 2],
    ['salesforce', 2],
  ])
  expect(told.exchanges).toContainEqual({
    consumer: 'marketo',
    provider: 'salesforce',
    operation: 'salesforce.upsertLead',
    status: 201,
    count: 1,
    trace_id: id,
  })
})

test('tells which jobs are due, wait and are dead, and when the next is due', async () => {
  const { ask, raise, setRecipe, world } = await desk()
  await setRecipe(false)
  await raise()
  expect(jobs(await ask('/overview'), 'customersdot')).toMatchObject({ due: 1, waiting: 0, dead: 0 })
  await world.settle()
  const [job] = (await ask('/jobs')).jobs
  expect(jobs(await ask('/overview'), 'customersdot')).toEqual({ due: 0, waiting: 1, dead: 0, next_at: job.run_at })
  await world.runner.advance(60 * 86_400_000)
  expect(jobs(await ask('/overview'), 'customersdot')).toEqual({ due: 0, waiting: 0, dead: 1, next_at: null })
})

test('names what needs attention and where to look, until it is over', async () => {
  const { ask, raise, setRecipe, url, world } = await desk()
  await setRecipe(false)
  const id = await raise()
  await fetch(`${url}/gitlab/no/such/page`)
  await world.runner.advance(60 * 86_400_000)
  const told: Overview = await ask('/overview')
  expect(concerns(told)).toEqual([
    ['dead_jobs', 1, { page: 'jobs', query: { state: 'dead', system: 'customersdot' } }],
    ['stopped_recipe', 1, { page: 'tables', query: { system: 'workato', table: 'recipes' } }],
    ['findings', 1, { page: 'traces', query: { finding: 'true' } }],
  ])
  expect(told.attention[0]?.says).toBe('1 job of CustomersDot died and will not run again by itself.')
  expect((await ask('/traces?finding=true')).total).toBe(1)
  await setRecipe(true)
  await ask(`/jobs/${(await ask(`/jobs?trace=${id}`)).jobs[0].id}/run`, { method: 'POST' })
  expect((await ask('/overview')).attention.map(({ kind }: { kind: string }) => kind)).toEqual(['findings'])
})

test('says that a hop fails once several exchanges have failed one after the other', async () => {
  const { ask, raise, world } = await desk()
  world.upstreams.workato = 'http://127.0.0.1:1'
  await raise()
  await raise()
  await world.settle()
  expect(concerns(await ask('/overview'))).toEqual([])
  const id = await raise()
  await world.settle()
  const told: Overview = await ask('/overview')
  expect(hop(told, 'customersdot', 'workato')).toMatchObject({ exchanges: 3, failures: 3, failing: { count: 3, trace_id: id } })
  expect(concerns(told)).toEqual([['failing_hop', 3, { page: 'trace', query: { id } }]])
})

test('begins anew with the process and with a reset, and tells of damage found at start', async () => {
  const data = temporaryFolder()
  const first = using(await startSandbox({ port: 0, data }))
  await first.raise()
  await first.close()
  const folder = join(data, 'traces')
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.jsonl')) as [string]
  truncateSync(join(folder, file), statSync(join(folder, file)).size - 10)
  const second = using(await running({ data, world: { automatic: false } }))
  const told: Overview = await second.ask('/overview')
  expect([told.traces, told.hops]).toEqual([1, []])
  // One is the line that was dropped, the other the bytes that the index misses.
  const damage = ['damage', 1, { page: 'health', query: {} }]
  expect(concerns(told)).toEqual([damage, damage])
  await second.raise()
  expect((await second.ask('/overview')).hops).not.toEqual([])
  await second.ask('/reset', { method: 'POST' })
  expect(await second.ask('/overview')).toMatchObject({ traces: 0, hops: [], exchanges: [] })
})
