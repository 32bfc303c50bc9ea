import { describe, expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { Schema } from '../../contracts/openapi/types.ts'
import type { Exchange, Span, TraceSummary } from '../../mocks/core/system/record.ts'
import { externalId } from '../../mocks/marketo/mapping.ts'
import { lineageOf } from '../../sandbox/control/lineage/lineage.ts'
import { stateOf as stateOfTrace } from '../../sandbox/control/summaries.ts'
import { startSandbox } from '../../sandbox/server/sandbox.ts'
import { handRaise } from '../journey/pipeline.ts'
import { contradictionsIn } from '../law/contradictions.ts'
import { temporaryFolder } from './folder.ts'
import { type Desk, desk, using } from './raise.ts'
import { json, running } from './sandbox.ts'

type Lineage = Schema<'ControlLineage'>
type Cell = Lineage['rows'][number]['cells'][number]
type Form = Record<string, unknown>
type Open = Pick<Desk, 'ask'>

const one = { first_name: 'One', glm_content: 'group-billing', comment: 'I was first.' }
const two = { first_name: 'Two', glm_content: 'billing-group', comment: 'I was second.' }
const places = ['form', 'customersdot_request', 'customersdot_lead', 'workato_request', 'marketo_request'] as const

const lineage = ({ ask }: Open, id: string): Promise<Lineage> => ask(`/traces/${id}/lineage`)
const stateOf = async ({ ask }: Open, id: string): Promise<string> => (await ask(`/traces/${id}`)).summary.state
const cellsOf = ({ rows }: Lineage, field: string) => rows.find((row) => row.field === field)?.cells as Cell[]
const cameOf = (told: Lineage, field: string) => cellsOf(told, field).map(({ came }) => came)
const overwritten = ({ rows }: Lineage) => rows.flatMap(({ cells }) => cells.filter(({ came }) => came === 'overwritten'))

/** Raises a hand and takes the lead to Marketo, where its jobs wait; answers with the trace's id. */
async function reachMarketo({ raise, world }: Pick<Desk, 'raise' | 'world'>, form: Form): Promise<string> {
  const id = await raise(form)
  const worker = [...world.jobs.values()].find((job) => job.trace_id === id)
  await world.runner.run(worker?.id as string)
  return id
}

describe('two leads of one person whose jobs overlap', () => {
  test('keep their own values up to Marketo, and the first has those of the second after it', async () => {
    const open = await desk()
    const ids = [await reachMarketo(open, one), await reachMarketo(open, two)] as const
    await open.world.settle()
    const [first, second] = [await lineage(open, ids[0]), await lineage(open, ids[1])]
    const by = { trace_id: ids[1], lead_id: 2 }
    for (const [field, value] of Object.entries(one)) {
      const cells = cellsOf(first, field)
      expect(cells.slice(0, places.length).map((cell) => cell.value)).toEqual(places.map(() => value))
      expect(cells.slice(places.length)).toMatchObject(Array(3).fill({ came: 'overwritten', value: two[field as keyof typeof two], by }))
    }
    expect(overwritten(second)).toEqual([])
    expect([await stateOf(open, ids[0]), await stateOf(open, ids[1])]).toEqual(['overwritten', 'arrived'])
    expect([first.broken, second.broken]).toEqual([null, null])
  })

  test('both arrive when they say the same', async () => {
    const open = await desk()
    const ids = [await reachMarketo(open, one), await reachMarketo(open, one)]
    await open.world.settle()
    for (const id of ids) expect([await stateOf(open, id), overwritten(await lineage(open, id))]).toEqual(['arrived', []])
  })

  test('say which lead brought a value where the other had none', async () => {
    const open = await desk()
    const id = await reachMarketo(open, { phone_number: '' })
    const other = await reachMarketo(open, { phone_number: '+1' })
    await open.world.settle()
    expect(cellsOf(await lineage(open, id), 'phone_number')[5]).toMatchObject({
      came: 'added',
      value: '+1',
      by: { trace_id: other, lead_id: 2 },
    })
    expect(await stateOf(open, id)).toBe('arrived')
  })

  test('name the lead whose value it is, of several', async () => {
    const open = await desk()
    const ids = [
      await reachMarketo(open, { first_name: 'A', last_name: 'A' }),
      await reachMarketo(open, { first_name: 'B', last_name: 'B' }),
    ]
    const last = await reachMarketo(open, { first_name: 'C', last_name: 'B' })
    await open.world.settle()
    const first = await lineage(open, ids[0] as string)
    expect(cellsOf(first, 'first_name').at(-1)).toMatchObject({ value: 'C', by: { trace_id: last, lead_id: 3 } })
    expect(cellsOf(first, 'last_name').at(-1)).toMatchObject({ value: 'B', by: { trace_id: ids[1], lead_id: 2 } })
    const second = await lineage(open, ids[1] as string)
    expect(cellsOf(second, 'first_name').at(-1)).toMatchObject({ value: 'C', by: { lead_id: 3 } })
    expect(cameOf(second, 'last_name').at(-1)).toBe('same')
  })

  test('are told apart when another takes the value back', async () => {
    const open = await desk()
    const id = await reachMarketo(open, { first_name: 'A' })
    await reachMarketo(open, { first_name: 'B' })
    await reachMarketo(open, { first_name: 'A' })
    await open.world.settle()
    expect([await stateOf(open, id), cameOf(await lineage(open, id), 'first_name').at(-1)]).toEqual(['arrived', 'same'])
  })

  test('are told apart when the forms come one after the other and a text is long', async () => {
    const open = await desk()
    const [latin, filled] = ['Lorem ipsum '.repeat(834), 'x'.repeat(10_000)]
    const ids = [await reachMarketo(open, { comment: latin }), await reachMarketo(open, { comment: filled })] as const
    await open.world.settle()
    const cells = cellsOf(await lineage(open, ids[0]), 'comment')
    expect(cells.map(({ value }) => value === latin)).toEqual([...Array(5).fill(true), ...Array(3).fill(false)])
    expect(cells.map(({ came }) => came)).not.toContain('transformed')
    expect(cells.at(-1)).toMatchObject({ came: 'overwritten', value: filled, by: { trace_id: ids[1] } })
  })

  test('keep what the first sent to Salesforce when the second changes the person while Salesforce is asked', async () => {
    const open = await desk()
    const id = await reachMarketo(open, one)
    let changeMeanwhile = () => reachMarketo(open, two)
    const taken = JSON.stringify({ id: '00Q000000000001EAA', success: true, errors: [], created: true })
    const answers = async (url: string) => {
      if (url.includes('/oauth2/')) return JSON.stringify(example('SalesforceToken'))
      const change = changeMeanwhile
      changeMeanwhile = async () => ''
      await change()
      return taken
    }
    open.world.upstreams.salesforce = 'https://salesforce.example'
    const headers = { 'content-type': 'application/json' }
    Object.assign(open.world, { fetch: async (url: string) => new Response(await answers(url), { headers }) })
    await open.world.settle()
    const told = await lineage(open, id)
    expect(cellsOf(told, 'comment').map(({ value }) => value)).toEqual([...Array(7).fill(one.comment), undefined])
    expect([await stateOf(open, id), overwritten(told)]).toEqual(['arrived', []])
  })

  test('are told apart across a restart', async () => {
    const data = temporaryFolder()
    const before = using(
      await startSandbox({ port: 0, data, world: { automatic: false, upstreams: { salesforce: 'http://127.0.0.1:1' } } }),
    )
    const ids = [await reachMarketo(before, one), await reachMarketo(before, two)] as const
    await before.world.settle()
    await before.close()
    const open = using(await running({ data, world: { automatic: false } }))
    await open.world.runner.advance(10 * 60_000)
    expect([await stateOf(open, ids[0]), await stateOf(open, ids[1])]).toEqual(['overwritten', 'arrived'])
    expect(cellsOf(await lineage(open, ids[0]), 'comment').at(-1)).toMatchObject({
      value: two.comment,
      by: { trace_id: ids[1], lead_id: 2 },
    })
  })

  test('name no lead when a request without one wrote the value', async () => {
    const open = await desk()
    const id = await reachMarketo(open, one)
    const { marketo } = open.world.credentials
    const grant = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: marketo.clientId,
      client_secret: marketo.clientSecret,
    })
    const token = (await json(`${open.url}/marketo/identity/oauth/token?${grant}`)).body.access_token
    const headers = { authorization: `Bearer ${token}` }
    const input = [{ email: 'jane@example.com', Comment_Capture__c: 'By hand.' }]
    const written = await json(`${open.url}/marketo/rest/v1/leads.json`, { body: { input }, headers })
    await open.world.settle()
    const by = { trace_id: written.headers.get('x-sandbox-trace') }
    expect(cellsOf(await lineage(open, id), 'comment').at(-1)).toMatchObject({ came: 'overwritten', value: 'By hand.' })
    expect(cellsOf(await lineage(open, id), 'comment').at(-1)?.by).toEqual(by)
  })
})

test('200 concurrent pairs of leads each say what was sent, what their own runs left, and whose values these are', {
  timeout: 120_000,
}, async () => {
  const open = using(await running())
  const pairs = await Promise.all(Array.from({ length: 200 }, (_, number) => raisePair(open, number)))
  await open.world.settle()
  let overlaps = 0
  for (const [one, other] of pairs) {
    const states = [await check(open, one, other.id), await check(open, other, one.id)]
    expect(states).toContain('arrived')
    if (states.includes('overwritten')) overlaps++
  }
  // Most pairs meet in Marketo; where they do not, both arrive.
  expect(overlaps).toBeGreaterThan(20)
})

interface Lead {
  id: string
  form: Form
}

/** Two hand raises of one new user at the same time. */
async function raisePair(open: Desk, number: number): Promise<[Lead, Lead]> {
  const username = `user${number}`
  const group = { name: `Group ${number}`, path: `group-${number}` }
  const body = { username, email: `${username}@example.com`, first_name: 'Jo', last_name: 'Doe', group }
  const { namespaces } = (await open.ask('/users', { body })) as Schema<'ControlUser'>
  const namespace_id = namespaces.find(({ kind }) => kind === 'group')?.id
  const send = async (form: Form) => ({ id: await open.raise(form, username), form: { ...handRaise, ...form } })
  return Promise.all([send({ ...one, namespace_id }), send({ ...two, namespace_id })])
}

/** Holds a lead's lineage to its form and to the rows of its own runs; answers with its state. */
async function check({ world }: Desk, { id, form }: Lead, otherId: string): Promise<string> {
  const spans = (await world.traces.spans(id)) as Span[]
  const summary = world.traces.summary(id) as TraceSummary
  const state = stateOfTrace(summary, world)
  const told = lineageOf(summary, spans, world.traces, world.systems)
  expect(contradictionsIn({ spans, summary, state, isIdle: true })).toEqual([])
  for (const [field, value] of Object.entries(form)) expect(cellsOf(told, field)[0]).toMatchObject({ came: 'given', value })
  const isUpsert = (span: Span): span is Exchange => span.type === 'exchange' && span.operation === 'salesforce.upsertLead'
  const upsert = spans.findLast(isUpsert) as Exchange
  const sync = spans.findIndex(({ steps }) => steps.some((step) => step.id === upsert.parent_id))
  const people = spans.slice(0, sync + 1).flatMap(({ rows = [] }) => rows.filter(({ table }) => table === 'marketo.leads'))
  const left = [people.at(-1)?.row, upsert.request.body, upsert.rows?.[0]?.row] as Form[]
  const cells = told.rows.flatMap(({ cells }) => cells.slice(5).map((cell, at) => ({ ...cell, left: left[at]?.[cell.name ?? ''] })))
  for (const { name, value, left } of cells) if (name && name !== externalId) expect([name, value]).toEqual([name, left])
  const writers = cells.flatMap(({ came, by }) => (came === 'overwritten' ? [by?.trace_id] : []))
  expect(new Set(writers)).toEqual(new Set(state === 'overwritten' ? [otherId] : []))
  expect((upsert.request.body as Form).Comment_Capture__c === form.comment).toBe(state === 'arrived')
  expect(told.broken).toBeNull()
  return state
}
