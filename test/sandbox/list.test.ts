import { expect, test } from 'vitest'
import type { Schema } from '../../contracts/openapi/types.ts'
import { exchangeWith } from '../spans.ts'
import { type Desk, desk } from './raise.ts'
import { json } from './sandbox.ts'

type Summary = Schema<'ControlTraceSummary'>

const summaryOf = async ({ ask }: Desk, id: string): Promise<Summary> => (await ask(`/traces/${id}`)).summary

const idsOf = async ({ ask }: Desk, query: string): Promise<string[]> => (await ask(`/traces?${query}`)).traces.map(({ id }: Summary) => id)

/** Jane and James have raised their hands, and both leads have arrived. */
async function withTwo() {
  const open = await desk()
  const jane = await open.raise()
  const james = await open.raise({ namespace_id: 1003, first_name: 'James', last_name: 'Bond', company_name: 'Universal Exports' }, 'james')
  await open.world.settle()
  return { ...open, jane, james }
}

test('tells that a lead is under way until it has arrived', async () => {
  const open = await desk()
  const id = await open.raise()
  expect(await summaryOf(open, id)).toMatchObject({ state: 'under_way', retries: 0 })
  await open.world.settle()
  expect(await summaryOf(open, id)).toMatchObject({ state: 'arrived', retries: 0 })
  expect(await summaryOf(open, id)).not.toHaveProperty('error')
})

test('tells that a lead waits, why, and how often it was tried again, until its job is dead', async () => {
  const open = await desk()
  await open.setRecipe(false)
  const id = await open.raise()
  await open.world.settle()
  const error = { system: 'customersdot', message: 'HTTP status code: 404: Recipe is not running' }
  expect(await summaryOf(open, id)).toMatchObject({ state: 'waiting', retries: 0, error })
  await open.world.runner.advance(30_000)
  expect(await summaryOf(open, id)).toMatchObject({ state: 'waiting', retries: 1, error })
  await open.world.runner.advance(60 * 86_400_000)
  expect(await summaryOf(open, id)).toMatchObject({ state: 'dead', retries: 25 })
  await open.setRecipe(true)
  const [job] = (await open.ask(`/jobs?trace=${id}`)).jobs
  expect(await open.ask(`/jobs/${job.id}/run`, { method: 'POST' })).toEqual({ outcome: 'done' })
  await open.world.settle()
  expect(await summaryOf(open, id)).toMatchObject({ state: 'arrived', error })
})

test('tells that a user was refused, that a system refused a lead for good, and that nothing was to arrive', async () => {
  const open = await desk()
  const stranger = await open.raise({ namespace_id: 1003 })
  const nameless = await open.raise({ last_name: '' })
  const abroad = await open.raise({ state: 'Atlantis' })
  const page = await json(`${open.url}/gitlab/-/countries`)
  await open.world.settle()
  expect(await summaryOf(open, stranger)).toMatchObject({ state: 'refused', error: { system: 'gitlab', message: 'GitLab answered 404' } })
  expect(await summaryOf(open, nameless)).toMatchObject({
    state: 'refused',
    error: { system: 'gitlab', message: 'The lead was not taken: HTTP status code: 422' },
  })
  expect(await summaryOf(open, abroad)).toMatchObject({ state: 'refused', errors: 1, error: { system: 'marketo' } })
  expect(await summaryOf(open, page.headers.get('x-sandbox-trace') as string)).toMatchObject({ state: 'answered' })
})

test('tells that a user was shown the trial form again', async () => {
  const open = await desk()
  const form = { new_group_name: '', first_name: 'Joe', last_name: 'Roe', company_name: 'Roe', country: 'DE', phone_number: '' }
  const headers = { 'x-sandbox-user': 'joe' }
  await open.ask('/users', { body: { username: 'joe', email: 'joe@roe.example', first_name: 'Joe', last_name: 'Roe' } })
  const page = await json(`${open.url}/gitlab/-/countries`)
  expect(page.status).toBe(200)
  const again = await fetch(`${open.url}/gitlab/-/trials?step=full`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(form),
  })
  expect(again.status).toBe(200)
  expect(await summaryOf(open, again.headers.get('x-sandbox-trace') as string)).toMatchObject({ state: 'refused', kind: 'trial' })
})

test('tells that a lead stopped where nobody sent it on', async () => {
  const open = await desk()
  const [campaign] = (await open.ask('/tables/marketo/campaigns?id=1053')).rows
  await open.ask('/seed', { body: { marketo: { campaigns: [{ ...campaign, active: false }] } } })
  const id = await open.raise()
  await open.world.settle()
  expect(await summaryOf(open, id)).toMatchObject({ state: 'stopped', systems: expect.not.arrayContaining(['salesforce']) })
})

test('does not take a system for reached that did not answer', async () => {
  const open = await desk()
  open.world.upstreams.workato = 'http://127.0.0.1:1'
  const id = await open.raise()
  await open.world.settle()
  expect(await summaryOf(open, id)).toMatchObject({ state: 'waiting', systems: ['gitlab', 'customersdot'] })
})

test('filters by state, reach, time and namespace, and counts what is found', async () => {
  const open = await withTwo()
  const { started_at } = await summaryOf(open, open.james)
  await open.setRecipe(false)
  open.world.clock.advance(1000)
  const late = await open.raise()
  await open.world.settle()
  const cases: [query: string, ids: string[]][] = [
    ['state=arrived', [open.james, open.jane]],
    ['state=waiting', [late]],
    ['reached=workato', [late]],
    ['reached=customersdot', []],
    ['namespace=1003', [open.james]],
    ['q=1003', [open.james]],
    [`from=${started_at}&state=waiting`, [late]],
    [`to=${started_at}`, [open.jane].filter(() => started_at !== '')],
    ['state=arrived&namespace=1000', [open.jane]],
  ]
  for (const [query, ids] of cases) {
    const page = await open.ask(`/traces?${query}&leads=true`)
    expect([query, page.total, page.traces.map(({ id }: Summary) => id)]).toEqual([query, ids.length, ids])
  }
})

test('sorts in either direction, and puts those without a value last', async () => {
  const open = await withTwo()
  const page = (await json(`${open.url}/gitlab/-/countries`)).headers.get('x-sandbox-trace') as string
  expect(await idsOf(open, 'sort=name&order=asc')).toEqual([open.james, open.jane, page])
  expect(await idsOf(open, 'sort=name')).toEqual([open.jane, open.james, page])
  expect(await idsOf(open, 'sort=namespace_id&order=asc')).toEqual([open.jane, open.james, page])
  expect(await idsOf(open, 'sort=reached&order=asc')).toEqual([page, open.jane, open.james])
  expect(await idsOf(open, 'order=asc')).toEqual([open.jane, open.james, page])
})

test('pages through a sorted list without losing or repeating anything while traces arrive', async () => {
  const open = await withTwo()
  const names = ['Ada', 'Bob', 'Cid', 'Dan', 'Eve']
  for (const first_name of names) await open.raise({ first_name })
  const known = await idsOf(open, 'sort=name&order=asc')
  const seen: string[] = []
  for (let after: string | null = ''; after !== null; ) {
    const page = await open.ask(`/traces?sort=name&order=asc&limit=2${after && `&after=${encodeURIComponent(after)}`}`)
    seen.push(...page.traces.map(({ id }: Summary) => id))
    after = page.next
    await open.raise({ first_name: 'Aaron' })
  }
  expect(seen).toEqual(known)
})

test('refuses a place that no page ended with', async () => {
  const { api } = await desk()
  const { status, body } = await json(`${api}/traces?after=yesterday`)
  expect([status, body.error]).toEqual([400, '"yesterday" is no place in a list of traces. Hand in `next` of the page before.'])
})

test('lists the jobs of a trace only', async () => {
  const open = await desk()
  await open.setRecipe(false)
  const [one, other] = [await open.raise(), await open.raise()]
  expect((await open.ask('/jobs')).jobs).toHaveLength(2)
  expect((await open.ask(`/jobs?trace=${one}`)).jobs.map((job: { trace_id: string }) => job.trace_id)).toEqual([one])
  expect((await open.ask(`/jobs?trace=${other}&state=dead`)).jobs).toEqual([])
})

test('reads a trace of 10,000 exchanges whole', async () => {
  const { ask, world } = await desk()
  const ids = Array.from({ length: 10_000 }, (_, number) => number.toString(16).padStart(16, '0'))
  for (const [number, id] of ids.entries()) world.record(exchangeWith({ id, parent_id: ids[number - 1] ?? null }))
  const { spans, summary } = await ask('/traces/4bf92f3577b34da6a3ce929d0e0e4736')
  expect(spans.map(({ id }: { id: string }) => id)).toEqual(ids)
  expect(summary).toMatchObject({ spans: 10_000, state: 'answered' })
})

test('remembers no open job after a reset', async () => {
  const open = await desk()
  await open.raise()
  await open.ask('/reset', { method: 'POST' })
  expect([...open.world.backlog.all()]).toEqual([])
})
