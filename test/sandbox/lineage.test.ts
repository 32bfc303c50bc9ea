import { describe, expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { Schema } from '../../contracts/openapi/types.ts'
import type { Exchange, Span, TraceSummary } from '../../mocks/core/system/record.ts'
import { externalId, synced } from '../../mocks/marketo/mapping.ts'
import { lineageOf } from '../../sandbox/control/lineage/lineage.ts'
import { handRaise, handRaisePath } from '../journey/pipeline.ts'
import { type Desk, desk } from './raise.ts'
import { json } from './sandbox.ts'

type Lineage = Schema<'ControlLineage'>
type Form = Record<string, unknown>

const lineage = async ({ ask }: Pick<Desk, 'ask'>, id: string): Promise<Lineage> => ask(`/traces/${id}/lineage`)

const rowOf = ({ rows }: Lineage, field: string) => rows.find((row) => row.field === field)?.cells ?? []
const wayOf = (told: Lineage, field: string) => rowOf(told, field).map(({ came, name }) => (name === null ? came : `${came} ${name}`))
const reached = ({ places }: Lineage) => places.filter((place) => place.reached).map(({ place }) => place)

const older: Form = { ...handRaise, company_size: '100-499' }
const addOn: Form = { ...example('GitlabTrialForm'), namespace_id: 1003 }
const forms: [title: string, path: string, form: Form, user: string][] = [
  ['a hand raise today', handRaisePath, { ...handRaise, authenticity: 'x' }, 'jane'],
  ['a hand raise of 2023', '/-/subscriptions/hand_raise_leads', older, 'jane'],
  ['a hand raise of 2022', '/-/trials/create_hand_raise_lead', older, 'jane'],
  [
    'a hand raise with text for an id, and without state and comment',
    handRaisePath,
    { ...handRaise, namespace_id: '1000', country: 'DE', state: '', comment: null },
    'jane',
  ],
  ["today's trial", '/-/trials?step=full&glm_source=about.gitlab.com&glm_content=free-billing', example('GitlabTrialForm'), 'jane'],
  ['the trial of 2023', '/-/trials?step=lead', example('GitlabTrialForm', 2), 'jane'],
  ['the trial of 2022', '/-/trials/create_lead', example('GitlabTrialLead2022'), 'jane'],
  ['a trial of an add-on', '/-/trials/duo_pro?step=full', addOn, 'james'],
]

describe.each(forms)('the lineage of %s', (_title, path, form, user) => {
  test('has each field of the form in one row and each mapped field of the Salesforce record in one, and nothing broken', async () => {
    const open = await desk()
    const told = await lineage(open, await arrive(open, path, form, user))
    expect(reached(told)).toEqual(told.places.map(({ place }) => place))
    const query = Object.keys(Object.fromEntries(new URL(path, open.url).searchParams))
    const given = told.rows.flatMap(({ cells }) => (cells[0]?.came === 'given' ? [cells[0].name] : []))
    expect(given.toSorted()).toEqual([...new Set([...query, ...Object.keys(form)])].toSorted())
    const [record] = (await open.ask('/tables/salesforce/leads')).rows
    const mapped = [externalId, ...synced.map(({ salesforce }) => salesforce as string)].filter((name) => record[name] !== undefined)
    const last = told.rows.flatMap(({ cells }) => cells.at(-1)?.name ?? [])
    expect(mapped.filter((name) => last.filter((other) => other === name).length !== 1)).toEqual([])
    for (const { cells } of told.rows)
      for (const { name, value } of cells.slice(-1)) if (name) expect([name, value]).toEqual([name, record[name]])
    expect(told.broken).toBeNull()
  })
})

async function arrive(open: Desk, path: string, form: Form, user: string): Promise<string> {
  const id = await open.send(path, form, user)
  await open.world.settle()
  expect((await open.ask(`/traces/${id}`)).summary.state).toBe('arrived')
  return id
}

test('tells in one row where glm_content went', async () => {
  const open = await desk()
  const told = await lineage(open, await arrive(open, handRaisePath, handRaise, 'jane'))
  expect(wayOf(told, 'glm_content')).toEqual([
    'given glm_content',
    'same glm_content',
    'same glm_content',
    'same glm_content',
    'renamed GLM_Content__c',
    'same GLM_Content__c',
    'same GLM_Content__c',
    'same GLM_Content__c',
  ])
  expect(rowOf(told, 'glm_content').map(({ value }) => value)).toEqual(Array(8).fill('group-billing'))
  expect(rowOf(told, 'glm_content')[4]?.rule).toBe("Workato's recipe: glm_content → GLM_Content__c")
})

test('tells by which rule a field was dropped, added, defaulted and transformed', async () => {
  const open = await desk()
  const told = await lineage(open, await arrive(open, handRaisePath, { ...handRaise, company_size: '1-99' }, 'jane'))
  const cell = (field: string, place: number) => rowOf(told, field)[place]
  expect(cell('company_size', 1)).toEqual({
    came: 'dropped',
    name: null,
    rule: 'It is none of the fields that GitLab lets through from this form.',
  })
  expect(cell('company_size', 2)).toEqual({ came: 'absent', name: null })
  expect(cell('work_email', 1)).toMatchObject({ came: 'added', value: 'jane@example.com' })
  expect(cell('opt_in', 2)).toMatchObject({ came: 'defaulted', value: true, rule: 'True for communication unless the form asked.' })
  expect(cell('country', 4)).toMatchObject({ came: 'transformed', value: 'United States' })
  expect(cell('state', 5)).toMatchObject({ came: 'transformed', value: 'California', rule: 'Smart campaign "Normalise state".' })
  expect(cell('leadScore', 5)).toMatchObject({ came: 'added', rule: 'Smart campaign "Change score".' })
  expect(cell('uid', 4)).toMatchObject({ came: 'dropped', rule: 'The recipe does not map it.' })
})

test('shows as not reached what a lead has not reached, and the attempt that succeeded once it has', async () => {
  const open = await desk()
  await open.setRecipe(false)
  const id = await open.raise()
  await open.world.settle()
  const waiting = await lineage(open, id)
  expect(reached(waiting)).toEqual(['form', 'customersdot_request', 'customersdot_lead', 'workato_request'])
  expect(wayOf(waiting, 'company_name').slice(3)).toEqual(['same company_name', ...Array(4).fill('not_reached')])
  expect(waiting.broken).toBeNull()
  await open.setRecipe(true)
  await open.world.runner.advance(60_000)
  const arrived = await lineage(open, id)
  const exchange = arrived.places[3]?.exchange
  expect(exchange).not.toBe(waiting.places[3]?.exchange)
  const spans: Schema<'ControlExchange'>[] = (await open.ask(`/traces/${id}`)).spans
  expect(spans.find((span) => span.id === exchange)).toMatchObject({ operation: 'workato.createLead', status: 200 })
})

test('ends at CustomersDot for a lead that it refused', async () => {
  const open = await desk()
  const told = await lineage(open, await open.raise({ last_name: '' }))
  expect([reached(told), told.broken]).toEqual([['form', 'customersdot_request'], null])
})

test('begins where the lead came in', async () => {
  const { api, ask, url, world } = await desk()
  const { workato } = world.credentials
  const grant = { grant_type: 'client_credentials', client_id: workato.clientId, client_secret: workato.clientSecret }
  const token = (await json(`${url}/workato/oauth2/token`, { body: grant })).body.access_token
  const body = {
    email: 'ada@example.com',
    first_name: 'Ada',
    last_name: 'Lovelace',
    company_name: 'Engines',
    product_interaction: 'Hand Raise PQL',
  }
  const path = '/workato/gitlab-dev/services/marketo/lead'
  const answered = await json(`${url}${path}`, { body, headers: { authorization: `Bearer ${token}` } })
  await world.settle()
  const told = await lineage({ ask }, answered.headers.get('x-sandbox-trace') as string)
  expect([api, reached(told)[0], wayOf(told, 'company_name').slice(2, 5)]).toEqual([
    api,
    'workato_request',
    ['not_reached', 'added company_name', 'renamed company'],
  ])
  expect(told.broken).toBeNull()
})

test('does not depend on later leads of the same person', async () => {
  const open = await desk()
  const first = await arrive(open, handRaisePath, handRaise, 'jane')
  const before = await lineage(open, first)
  await arrive(open, handRaisePath, { ...handRaise, first_name: 'Janet', company_name: 'ACME Labs' }, 'jane')
  expect(await lineage(open, first)).toEqual(before)
  expect(before.rows.flatMap(({ cells }) => cells.map(({ came }) => came))).not.toContain('overwritten')
})

test('says that a row was not kept where an older version recorded the trace', async () => {
  const open = await desk()
  const id = await arrive(open, handRaisePath, handRaise, 'jane')
  const summary = open.world.traces.summary(id) as TraceSummary
  const spans = ((await open.world.traces.spans(id)) as Span[]).map(({ rows: _, ...span }) => span as Span)
  const told = lineageOf(summary, spans, open.world.traces, open.world.systems)
  const rows = ['customersdot_lead', 'marketo_person', 'salesforce_lead']
  expect(told.places.map(({ place, kept, reached }) => [place, kept, reached])).toEqual(
    told.places.map(({ place }) => [place, !rows.includes(place), true]),
  )
  expect(wayOf(told, 'glm_content')).toEqual([
    'given glm_content',
    'same glm_content',
    'not_kept',
    'same glm_content',
    'renamed GLM_Content__c',
    'not_kept',
    'same GLM_Content__c',
    'not_kept',
  ])
  expect(told.broken).toBeNull()
})

test('says that the row of a real system was not kept', async () => {
  const open = await desk()
  const real = JSON.stringify({ id: '00Q000000000001EAA', success: true, errors: [], created: true })
  const token = JSON.stringify(example('SalesforceToken'))
  open.world.upstreams.salesforce = 'https://salesforce.example'
  Object.assign(open.world, {
    fetch: async (url: string) =>
      new Response(url.includes('/oauth2/') ? token : real, { headers: { 'content-type': 'application/json' } }),
  })
  const told = await lineage(open, await arrive(open, handRaisePath, handRaise, 'jane'))
  expect(told.places.at(-1)).toMatchObject({ place: 'salesforce_lead', reached: true, kept: false })
  expect(wayOf(told, 'glm_content').slice(-2)).toEqual(['same GLM_Content__c', 'not_kept'])
})

test('has no rows for a trace without a lead, and is not there for one that is unknown', async () => {
  const open = await desk()
  const page = await json(`${open.url}/gitlab/-/countries`)
  expect((await lineage(open, page.headers.get('x-sandbox-trace') as string)).rows).toEqual([])
  expect((await json(`${open.api}/traces/${'0'.repeat(31)}1/lineage`)).status).toBe(404)
})

test.each<[field: string, operation: string, lose: (exchange: Exchange) => void, place: string, name: string]>([
  ['comment', 'customersdot.createHandRaise', ({ request }) => delete (request.body as Form).comment, 'customersdot_request', 'comment'],
  ['company_name', 'workato.createLead', ({ request }) => delete (request.body as Form).company_name, 'workato_request', 'company_name'],
  ['glm_content', 'marketo.syncLeads', ({ request }) => delete person(request).GLM_Content__c, 'marketo_request', 'GLM_Content__c'],
  ['last_name', 'salesforce.upsertLead', ({ request }) => delete (request.body as Form).LastName, 'salesforce_request', 'LastName'],
])('names the place where %s was lost by a defect', async (field, operation, lose, place, name) => {
  const open = await desk()
  const id = await arrive(open, handRaisePath, handRaise, 'jane')
  const [summary, spans] = [open.world.traces.summary(id) as TraceSummary, (await open.world.traces.spans(id)) as Span[]]
  lose(spans.find((span) => span.type === 'exchange' && span.operation === operation) as Exchange)
  const { broken, rows } = lineageOf(summary, spans, open.world.traces, open.world.systems)
  expect(broken).toMatchObject({ field, place, name, came: 'dropped' })
  expect(broken?.says).toMatch(/, but it did not come\.$/)
  expect(rows.find((row) => row.field === field)?.cells.at(-1)?.came).toBe('absent')
})

const person = ({ body }: Exchange['request']) => (body as { input: [Form] }).input[0]
