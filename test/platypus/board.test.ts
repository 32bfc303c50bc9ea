import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { Job } from '../../mocks/core/system/record.ts'
import type { Row } from '../../mocks/core/system/table.ts'
import { rowsOf } from '../journey/pipeline.ts'
import { using } from '../sandbox/raise.ts'
import { json, running } from '../sandbox/sandbox.ts'
import { byPlatypus, handRaise2022, path2022 } from './route.ts'

const queue = 'new-lead-queue'

/** A sandbox whose leads go by Platypus, with ways to its dashboard. */
async function desk(rows = byPlatypus) {
  const sandbox = using(await running({ world: { automatic: false, rows } }))
  const board = `${sandbox.url}/admin/queues`
  return {
    ...sandbox,
    board,
    raise: () => sandbox.send(path2022, handRaise2022),
    /** The jobs of a queue in a state, as the dashboard lists them. */
    async listed(status: string, name = queue) {
      const { body } = await json(`${board}/api/queues?activeQueue=${name}&status=${status}&page=1&jobsPerPage=10`)
      return body.queues.find((own: { name: string }) => own.name === name)
    },
    put: async (path: string) => (await json(`${board}/api/queues/${path}`, { method: 'PUT' })).status,
    jobs: () => rowsOf(sandbox.world, 'control', 'jobs') as unknown as Job[],
  }
}

/** A lead that waits in Platypus' queue, sent there by CustomersDot. */
async function queued() {
  const at = await desk()
  await at.raise()
  const [handing] = at.jobs()
  await at.world.runner.run(handing?.id as string)
  return { ...at, id: at.jobs()[0]?.id as string }
}

test('the dashboard has the queues of Platypus, CustomersDot and Workato', async () => {
  const { board } = await desk()
  const { body } = await json(`${board}/api/queues`)
  expect(body.queues.map(({ name, readOnlyMode }: Row) => [name, readOnlyMode])).toEqual([
    [queue, false],
    ['customersdot', false],
    ['workato', false],
  ])
})

test("it stands at the guide's path, on the main port and at the root of Platypus' own, and names no foreign host", async () => {
  const { board, systems } = await desk()
  for (const base of [board, `${systems.platypus}/admin/queues`]) {
    const response = await fetch(`${base}/queue/${queue}`)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'")
    const page = await response.text()
    expect(page).toContain('<base href="/admin/queues/" />')
    expect(page).not.toMatch(/(href|src)="https?:/)
    expect((await fetch(`${base}/static/images/logo.svg`)).status).toBe(200)
  }
})

test('it answers an unknown path itself, and leaves every other to the systems', async () => {
  const { board, systems, url } = await desk()
  expect(await json(`${board}/nowhere`, { body: {} })).toMatchObject({ status: 404, body: { message: 'Not Found' } })
  expect((await json(`${systems.platypus}/leads`, { body: {} })).status).toBe(401)
  expect((await json(`${url}/admin/queuesque`)).body.error).toContain('/gitlab')
})

test('a lead is shown waiting, then completed, with what it carries', async () => {
  const { world, listed, id } = await queued()
  const waiting = await listed('waiting')
  expect(waiting).toMatchObject({ counts: { waiting: 1, completed: 0 }, jobs: [{ id, name: 'new-lead' }] })
  expect(waiting.jobs[0].data.lead).toMatchObject({ email: 'jane@example.com', company_name: 'ACME' })
  await world.settle()
  expect(await listed('completed')).toMatchObject({
    counts: { waiting: 0, completed: 1 },
    jobs: [{ id, attempts: 1, finishedOn: expect.any(Number), data: waiting.jobs[0].data }],
  })
  expect(await listed('completed', 'workato')).toMatchObject({ jobs: [{ name: 'Hand Raise PQL: jane@example.com' }] })
})

test('a job that failed tells why, attempt by attempt, and is retried', async () => {
  const { board, world, listed, put, setRecipe, id } = await queued()
  await setRecipe(false)
  await world.settle()
  expect(await listed('failed')).toMatchObject({
    counts: { failed: 1 },
    jobs: [{ id, isFailed: true, failedReason: 'Workato answered 404: Recipe is not running' }],
  })
  await setRecipe(true)
  expect(await put(`${queue}/${id}/retry`)).toBe(204)
  expect((await listed('waiting')).jobs).toMatchObject([{ id }])
  await world.settle()
  expect((await listed('completed')).jobs).toMatchObject([{ id, attempts: 2 }])
  expect((await json(`${board}/api/queues/${queue}/${id}/logs`)).body).toEqual([
    expect.stringMatching(/ attempt 1: Workato answered 404: Recipe is not running$/),
    expect.stringMatching(/ attempt 2: done$/),
  ])
  expect(rowsOf(world, 'salesforce', 'leads')).toHaveLength(1)
})

test('all that failed are retried at once', async () => {
  const { raise, world, listed, put, setRecipe } = await desk()
  await setRecipe(false)
  for (let count = 0; count < 3; count++) await raise()
  await world.settle()
  expect((await listed('failed')).counts.failed).toBe(3)
  await setRecipe(true)
  expect(await put(`${queue}/retry/failed`)).toBe(200)
  await world.settle()
  expect((await listed('completed')).counts).toMatchObject({ failed: 0, completed: 3 })
})

test("CustomersDot's retry set is delayed, and a job of it is promoted", async () => {
  const { raise, world, listed, put, setRecipe } = await desk({})
  await setRecipe(false)
  await raise()
  await world.settle()
  const { jobs } = await listed('delayed', 'customersdot')
  expect(jobs).toMatchObject([{ name: 'Workato::CreateLeadWorker', attempts: 1, delay: expect.any(Number) }])
  expect(jobs[0].delay).toBeGreaterThanOrEqual(15_000)
  await setRecipe(true)
  expect(await put(`customersdot/${jobs[0].id}/promote`)).toBe(204)
  await world.settle()
  expect(rowsOf(world, 'salesforce', 'leads')).toHaveLength(1)
})

test('what is done is cleaned when it is older than five seconds, as by Bull', async () => {
  const { world, listed, put } = await queued()
  await world.settle()
  expect(await put(`${queue}/clean/completed`)).toBe(200)
  expect((await listed('completed')).counts.completed).toBe(1)
  await world.runner.advance(5001)
  await put(`${queue}/clean/completed`)
  expect((await listed('completed')).counts.completed).toBe(0)
  expect(rowsOf(world, 'platypus', 'completed_jobs')).toEqual([])
})

test('a single job is cleaned and never runs', async () => {
  const { world, jobs, put, id } = await queued()
  expect(await put(`${queue}/${id}/clean`)).toBe(204)
  expect(jobs()).toEqual([])
  await world.settle()
  expect(rowsOf(world, 'marketo', 'leads')).toEqual([])
})

/** A job of the recipe, as seeding puts it there. */
const recipeJob = (more: object) => ({ ...example('WorkatoJob'), recipe_id: 39999, trigger: example('WorkatoLead'), ...more })

test('a job of the recipe that failed is repeated as another one', async () => {
  const { world, ask, listed, put } = await desk({})
  const body = { workato: { jobs: [recipeJob({ status: 'failed', error: 'Marketo: 1003 Invalid data' })] } }
  await ask('/seed', { body })
  expect(await put('workato/retry/failed')).toBe(200)
  expect((await listed('delayed', 'workato')).counts).toMatchObject({ failed: 1, delayed: 1, completed: 0 })
  await world.settle()
  expect((await listed('failed', 'workato')).counts).toMatchObject({ failed: 1, delayed: 0, completed: 1 })
  expect(rowsOf(world, 'marketo', 'leads')).toHaveLength(1)
})

test('a job of the recipe that takes its time is promoted, or canceled', async () => {
  const { world, ask, raise, listed, put } = await desk({})
  const recipe = { id: 39999, name: 'SaaS trials & registrations', version: 1, running: true, job_time: 120 }
  await ask('/seed', { body: { workato: { recipes: [recipe] } } })
  for (let count = 0; count < 2; count++) await raise()
  await world.settle()
  const [one, other] = (await listed('delayed', 'workato')).jobs
  expect(await put(`workato/${one.id}/promote`)).toBe(204)
  expect(await put(`workato/${other.id}/clean`)).toBe(204)
  await world.settle()
  expect((await listed('failed', 'workato')).counts).toMatchObject({ failed: 1, delayed: 0, completed: 1 })
})

test("what the sandbox's queues cannot do is refused with a sentence", async () => {
  const { board } = await queued()
  const { status, body } = await json(`${board}/api/queues/${queue}/pause`, { method: 'PUT' })
  expect([status, body.message]).toEqual([405, expect.stringContaining('stop the recipe')])
})

test('beyond loopback the dashboard wants the access token, which a browser asks for as a password', async () => {
  const sandbox = await running({ host: '0.0.0.0' })
  for (const base of [sandbox.url, sandbox.systems.platypus]) {
    const look = (authorization: string) => fetch(`${base}/admin/queues/api/queues`, { headers: authorization ? { authorization } : {} })
    const refused = await look('')
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, expect.stringMatching(/^Basic /)])
    expect((await look(`Basic ${btoa('anyone:guess')}`)).status).toBe(401)
    expect((await look(`Basic ${btoa(`anyone:${sandbox.token}`)}`)).status).toBe(200)
    expect((await look(`Bearer ${sandbox.token}`)).status).toBe(200)
  }
})

test('a job that runs is neither retried nor taken away', async () => {
  const { id, put, world } = await queued()
  Object.defineProperty(world.runner, 'isRunning', { value: () => true })
  expect(await put(`${queue}/${id}/retry`)).toBe(400)
  expect(await put(`${queue}/${id}/clean`)).toBe(409)
})
