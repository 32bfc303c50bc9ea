import { cpSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/server/sandbox.ts'
import { rowsOf } from '../journey/pipeline.ts'
import { fill } from '../torture/fill.ts'
import { SmallDisk } from './disks.ts'
import { temporaryFolder } from './folder.ts'
import { using } from './raise.ts'
import { json } from './sandbox.ts'

const plenty = 2 ** 30

/** A sandbox on a disk of a limited size, whose jobs run in `world.settle()`. */
async function onSmallDisk(options: SandboxOptions = {}) {
  const data = join(temporaryFolder(), 'data')
  const disk = new SmallDisk(data, plenty)
  const said: string[] = []
  const sandbox = await startSandbox({
    port: 0,
    data,
    fs: disk.fs,
    say: (sentence) => said.push(sentence),
    world: { automatic: false },
    ...options,
  })
  onTestFinished(() => sandbox.close())
  return { ...using(sandbox), data, disk, said, fill: () => (disk.size = disk.used) }
}

const register = ({ url }: Pick<Sandbox, 'url'>, username: string) =>
  json(`${url}/_sandbox/users`, { body: { username, email: `${username}@example.com`, first_name: 'Ada', last_name: 'Lovelace' } })

async function usernames({ url }: Pick<Sandbox, 'url'>): Promise<string[]> {
  const { body } = await json(`${url}/_sandbox/tables/gitlab/users?limit=500`)
  return body.rows.map(({ username }: { username: string }) => username)
}

test('refuses changes while the disk is full, says so, serves what it has, and recovers when there is room', async () => {
  const full = await onSmallDisk()
  const { ask, data, disk, fill, said, url, world } = full
  const id = await full.raise()
  await world.settle()
  expect(await ask('/health')).toMatchObject({ status: 'ok', storage: { failing: null, lost_traces: null } })
  fill()
  const reason = `${join(data, 'journal.1.jsonl')} cannot be written: no space left on device (ENOSPC).`
  const refused = await register(full, 'ada')
  expect(refused).toMatchObject({ status: 503, body: { error: reason } })
  expect((await fetch(`${url}/gitlab/-/countries`)).status).toBe(200)
  expect((await ask(`/traces/${id}`)).spans).toHaveLength(11)
  expect(await usernames(full)).not.toContain('ada')
  const health = await ask('/health')
  expect(health).toMatchObject({
    status: 'failing',
    storage: { failing: { reason, since: expect.any(String) }, lost_traces: { count: 1 } },
  })
  const { since } = health.storage.failing
  expect((await ask('/overview')).attention.map(({ kind, says }: { kind: string; says: string }) => [kind, says])).toEqual([
    ['storage', `${reason} Changes are refused since ${since}.`],
    [
      'lost_traces',
      `1 span is missing from traces, because data could not be written. The first is of ${health.storage.lost_traces.since}.`,
    ],
  ])
  world.writes.look()
  expect(said).toEqual([`${reason} Changes are refused until it can be written again.`])
  disk.size = plenty
  expect((await register(full, 'bob')).status).toBe(201)
  world.writes.look()
  expect(await ask('/health')).toMatchObject({ status: 'ok', storage: { failing: null, lost_traces: { count: 1 } } })
  expect(said.slice(1)).toEqual([`Data can be written again. Lost spans of traces: 1, since ${health.storage.lost_traces.since}.`])
})

test('drops traces that do not fit, keeps the changes that do, and counts what is missing', async () => {
  const { ask, data, disk, raise, world } = await onSmallDisk()
  const first = await raise()
  await world.settle()
  // Room for rows, which take hundreds of bytes, and not for traces, which take thousands.
  disk.size = disk.used + 4000
  await raise({ first_name: 'Second' })
  expect((await ask('/health')).storage).toMatchObject({
    failing: { reason: `${join(data, 'traces', '00000001.jsonl')} cannot be written: no space left on device (ENOSPC).` },
    lost_traces: { count: expect.any(Number) },
  })
  expect((await ask(`/traces/${first}`)).spans.length).toBeGreaterThan(5)
  expect(rowsOf(world, 'customersdot', 'leads')).toHaveLength(2)
})

test('keeps jobs as they are while data cannot be written, and runs them once when it can', async () => {
  const { ask, disk, fill, raise, world } = await onSmallDisk()
  await raise()
  const before = [...world.jobs.values()]
  expect(before.length).toBeGreaterThan(0)
  fill()
  for (let round = 0; round < 5; round++) await world.settle()
  await world.runner.run(before[0]?.id as string)
  await world.settle()
  expect([...world.jobs.values()]).toEqual(before)
  expect(rowsOf(world, 'marketo', 'leads')).toEqual([])
  disk.size = plenty
  world.writes.look()
  await world.settle()
  expect([...world.jobs.values()]).toEqual([])
  expect(rowsOf(world, 'salesforce', 'leads')).toHaveLength(1)
  expect((await ask('/overview')).attention.map(({ kind }: { kind: string }) => kind)).toEqual(['lost_traces'])
})

test('runs jobs that wait as soon as data can be written again, without a request', async () => {
  const { disk, fill, raise, world } = await onSmallDisk({ world: { automatic: true } })
  fill()
  world.writes.failing ??= { reason: 'full', since: '' }
  disk.size = plenty
  await raise()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(rowsOf(world, 'salesforce', 'leads')).toHaveLength(0)
  world.writes.look()
  await expect.poll(() => rowsOf(world, 'salesforce', 'leads').length, { timeout: 5000 }).toBe(1)
})

test('does not move the clock when that cannot be written', async () => {
  const { ask, api, fill, world } = await onSmallDisk()
  const before = { ...world.clock.state }
  fill()
  for (const body of [{ action: 'freeze' }, { action: 'advance', seconds: 60 }])
    expect((await json(`${api}/clock`, { body })).status).toBe(503)
  expect(world.clock.state).toEqual(before)
  expect(await ask('/clock')).toMatchObject({ frozen: false, offset_ms: 0 })
})

test('changes nothing by a reset that cannot be written, and resets when there is room', async () => {
  const { ask, api, disk, fill, raise, world, ...sandbox } = await onSmallDisk()
  const id = await raise()
  const [rows, jobs] = [JSON.stringify(rowsOf(world, 'customersdot', 'leads')), [...world.jobs.values()]]
  fill()
  expect((await json(`${api}/reset`, { method: 'POST' })).status).toBe(503)
  expect(JSON.stringify(rowsOf(world, 'customersdot', 'leads'))).toBe(rows)
  expect((await ask(`/traces/${id}`)).spans.length).toBeGreaterThan(0)
  disk.size = plenty
  world.writes.look()
  await world.settle()
  expect(jobs.length).toBeGreaterThan(0)
  expect(rowsOf(world, 'salesforce', 'leads')).toHaveLength(1)
  expect((await json(`${api}/reset`, { method: 'POST' })).status).toBe(204)
  expect(rowsOf(world, 'customersdot', 'leads')).toEqual([])
  expect((await ask('/traces')).total).toBe(0)
  expect(await usernames(sandbox)).toContain('jane')
})

test('neither loses nor doubles what it acknowledged, at any size of the disk', async () => {
  const { data, disk, raise, world, close } = await onSmallDisk()
  const acknowledged: string[] = []
  for (let round = 0; round < 12; round++) {
    disk.size = disk.used + 900 * round
    for (let number = 0; number < 4; number++) {
      const company = `Company ${round}-${number}`
      const known = rowsOf(world, 'customersdot', 'leads').length
      await raise({ company_name: company })
      if (rowsOf(world, 'customersdot', 'leads').length > known) acknowledged.push(company)
      await world.settle()
    }
    disk.size = plenty
    world.writes.look()
    await world.settle()
  }
  expect(acknowledged.length).toBeGreaterThan(10)
  expect(acknowledged.length).toBeLessThan(48)
  expect([...world.jobs.values()]).toEqual([])
  expect(rowsOf(world, 'customersdot', 'leads').map(({ company_name }) => company_name)).toEqual(acknowledged)
  expect(rowsOf(world, 'salesforce', 'leads')).toHaveLength(1)
  await close()
  const again = await startSandbox({ port: 0, data })
  onTestFinished(() => again.close())
  expect(again.damage).toEqual([])
  expect(rowsOf(again.world, 'customersdot', 'leads').map(({ company_name }) => company_name)).toEqual(acknowledged)
})

test('refuses to start on a full disk, in one sentence', async () => {
  const data = join(temporaryFolder(), 'data')
  const disk = new SmallDisk(data, 0)
  const start = () => startSandbox({ port: 0, data, fs: disk.fs })
  await expect(start()).rejects.toThrow(/journal\.1\.jsonl cannot be written: no space left on device \(ENOSPC\)\.$/)
  disk.size = 5000
  await expect(start()).rejects.toThrow(/cannot be written: no space left on device \(ENOSPC\)\.$/)
  disk.size = plenty
  const sandbox = await start()
  await sandbox.close()
  disk.size = disk.used + 1000
  await expect(start()).rejects.toThrow(/cannot be written: no space left on device \(ENOSPC\)\.$/)
})

test('refuses changes from the moment on that its folder is removed, says so, and ends cleanly', async () => {
  const { ask, data, raise, world, close, ...sandbox } = await onSmallDisk()
  const id = await raise()
  expect((await register(sandbox, 'ada')).status).toBe(201)
  rmSync(data, { recursive: true })
  expect(await register(sandbox, 'bob')).toMatchObject({
    status: 503,
    body: { error: expect.stringContaining('it was removed while in use') },
  })
  expect(await usernames(sandbox)).not.toContain('bob')
  world.writes.look()
  expect(await ask('/health')).toMatchObject({
    status: 'failing',
    storage: { failing: { reason: expect.stringContaining('removed while in use') } },
  })
  expect((await ask(`/traces/${id}`)).spans.length).toBeGreaterThan(0)
  expect(await usernames(sandbox)).toContain('ada')
  await close()
  expect(existsSync(data)).toBe(false)
})

test('notices within a check that its folder was moved away, and works again when it is back', async () => {
  const { data, world, ...sandbox } = await onSmallDisk()
  renameSync(data, `${data}-away`)
  onTestFinished(() => rmSync(`${data}-away`, { recursive: true, force: true }))
  world.writes.look()
  expect(world.writes.failing?.reason).toContain('it was moved or replaced while in use')
  cpSync(`${data}-away`, data, { recursive: true })
  world.writes.look()
  expect((await register(sandbox, 'ada')).status).toBe(503)
  rmSync(data, { recursive: true })
  renameSync(`${data}-away`, data)
  world.writes.look()
  expect(world.writes.failing).toBeUndefined()
  expect((await register(sandbox, 'ada')).status).toBe(201)
})

test('lists what is damaged on disk, leaves it out of the trace and the logs, and logs it once', async () => {
  const { data, raise, said, close } = await onSmallDisk()
  const id = await raise()
  await close()
  const file = join(data, 'traces', '00000001.jsonl')
  const content = readFileSync(file)
  const at = content.indexOf('"url"')
  content[at + 1] = (content[at + 1] as number) ^ 1
  writeFileSync(file, content)
  const again = using(await startSandbox({ port: 0, data, say: (sentence) => said.push(sentence), world: { automatic: false } }))
  onTestFinished(() => again.close())
  expect(again.damage).toEqual([])
  for (let look = 0; look < 2; look++) {
    const { spans, unreadable_spans } = await again.ask(`/traces/${id}`)
    expect({ spans: spans.length, unreadable_spans }).toEqual({ spans: expect.any(Number), unreadable_spans: 1 })
    expect((await json(`${again.api}/logs`)).status).toBe(200)
    expect((await json(`${again.api}/traces/${id}/har`)).status).toBe(200)
  }
  const damage = [expect.stringMatching(new RegExp(`^${file} is damaged at byte \\d+: the span there is left out\\.$`))]
  expect((await again.ask('/health')).damage).toEqual(damage)
  expect(said).toEqual(damage)
})

test('lives through a disk of 3 MB that is filled under load, and loses and doubles nothing', async () => {
  const { data, disk, url, said, close } = await onSmallDisk({ world: { automatic: true } })
  disk.size = 3 * 2 ** 20
  const { phases, lostTraces, reason, leads, ...verdict } = await fill(
    { url, widen: () => (disk.size = plenty) },
    { fullMs: 1000, afterMs: 500 },
  )
  expect(reason).toContain('no space left on device (ENOSPC)')
  expect(verdict).toMatchObject({ lost: [], doubled: [], halves: [] })
  expect(Math.min(phases[0], phases[2], leads)).toBeGreaterThan(10)
  expect(lostTraces).toBeGreaterThan(0)
  expect(said.length).toBeLessThan(20)
  await close()
  const again = await startSandbox({ port: 0, data })
  onTestFinished(() => again.close())
  expect(again.damage).toEqual([])
}, 60_000)
