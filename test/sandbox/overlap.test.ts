import { describe, expect, test } from 'vitest'
import type { Schema } from '../../contracts/types.ts'
import type { Exchange, Span } from '../../mocks/record.ts'
import { startSandbox } from '../../sandbox/sandbox.ts'
import { handRaise } from '../journey/pipeline.ts'
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
  const numbers = Array.from({ length: 200 }, (_, number) => number)
  const groups = await Promise.all(numbers.map((number) => register(open, number)))
  const raise = (number: number, form: Form) => open.raise({ ...form, namespace_id: groups[number] }, `user${number}`)
  const pairs = await Promise.all(
    numbers.map(async (number) => {
      const forms = [one, two].map((form): Form => ({ ...handRaise, ...form, company_name: `ACME ${number}` }))
      const ids = await Promise.all(forms.map((form) => raise(number, form)))
      return ids.map((id, at) => ({ id, form: { ...(forms[at] as Form), namespace_id: groups[number] } }))
    }),
  )
  await open.world.settle()
  for (const pair of pairs) for (const lead of pair) await check(open, lead, pair.find(({ id }) => id !== lead.id)?.id as string)
})

interface Lead {
  id: string
  form: Form
}

async function check(open: Open, { id, form }: Lead, otherId: string) {
  const { spans, summary } = (await open.ask(`/traces/${id}`)) as { spans: Span[]; summary: Schema<'ControlTraceSummary'> }
  const told = await lineage(open, id)
  for (const [field, value] of Object.entries(form)) expect(cellsOf(told, field)[0]).toMatchObject({ came: 'given', value })
  const upsert = spans.findLast(
    (span): span is Exchange => span.type === 'exchange' && span.operation === 'salesforce.upsertLead',
  ) as Exchange
  const sync = spans.find(({ steps }) => steps.some((step) => step.id === upsert.parent_id)) as Span
  const person = spans
    .slice(0, spans.indexOf(sync) + 1)
    .flatMap(({ rows = [] }) => rows)
    .findLast(({ table }) => table === 'marketo.leads')
  const left = [person?.row, upsert.request.body, upsert.rows?.[0]?.row] as Form[]
  const foreign: string[] = []
  for (const { cells } of told.rows)
    for (const [at, { name, value, came, by }] of cells.slice(5).entries()) {
      if (name === 'Marketo_Lead_Id__c') continue
      if (name) expect([name, value]).toEqual([name, left[at]?.[name]])
      if (came === 'overwritten') foreign.push(by?.trace_id as string)
    }
  expect(new Set(foreign)).toEqual(new Set(summary.state === 'overwritten' ? [otherId] : []))
  const own = upsert.request.body as Form
  expect(own.Comment_Capture__c === form.comment).toBe(summary.state === 'arrived')
  expect([told.broken, summary.errors]).toEqual([null, 0])
}

async function register({ ask }: Pick<Desk, 'ask'>, number: number): Promise<number> {
  const group = { name: `Group ${number}`, path: `group-${number}` }
  const body = { username: `user${number}`, email: `user${number}@example.com`, first_name: 'Jo', last_name: 'Doe', group }
  const { namespaces } = (await ask('/users', { body })) as Schema<'ControlUser'>
  return namespaces.find(({ kind }) => kind === 'group')?.id as number
}
