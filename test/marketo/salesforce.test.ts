import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { WorldOptions } from '../../mocks/core/options.ts'
import type { RawReply } from '../../mocks/core/system/call.ts'
import type { Job } from '../../mocks/core/system/record.ts'
import type { AnySystem } from '../../mocks/core/system/system.ts'
import type { World } from '../../mocks/core/world.ts'
import { marketo } from '../../mocks/marketo/system.ts'
import { salesforce } from '../../mocks/salesforce/system.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { connect, findings, logged, people, rowsOf, steps } from './connect.ts'

const minutes = 60 * 1000
const request = example('MarketoSyncLeadsRequest')
const [person] = request.input

/** A world in which somebody raised a hand, and what came of it. */
async function raiseHand(open: Open, rest: object = {}, options: Partial<WorldOptions> = {}) {
  const client = await connect(open, options)
  client.world.clock.freeze(Date.parse('2024-01-01T00:00:00Z'))
  const again = async (more: object = {}) => {
    await client.write({ ...request, input: [{ ...person, ...rest, ...more }] })
    await client.world.settle()
  }
  await again()
  return { ...client, again }
}

type Answer = (asked: object, context: object) => RawReply

/** A Salesforce that answers some operations in another way. */
const salesforceWith = (handlers: Record<string, Answer>): Partial<WorldOptions> => ({
  systems: [marketo, { ...salesforce, handlers: { ...salesforce.handlers, ...handlers } } as unknown as AnySystem],
})

/** A Salesforce that answers upserts as told, one after the other, the last for good; undefined as it would by itself. */
function salesforceThat(...replies: (RawReply | undefined)[]): Partial<WorldOptions> {
  const byItself = salesforce.handlers.upsertLead as unknown as Answer
  const next = () => (replies.length > 1 ? replies.shift() : replies[0])
  return salesforceWith({ upsertLead: (asked, context) => next() ?? byItself(asked, context) })
}

const refusal = (status: number, errorCode: string, message: string): RawReply => ({ status, body: [{ message, errorCode }] })
const jobs = (world: World) => rowsOf<Job>(world, 'control.jobs')
const syncErrors = (world: World) => rowsOf<{ message: string }>(world, 'marketo.sync_errors').map(({ message }) => message)
const leads = (world: World) => rowsOf<Record<string, unknown>>(world, 'salesforce.leads')

describeEachWay('Marketo sync with Salesforce', (open) => {
  test('creates the lead, and keeps its id', async () => {
    const { world } = await raiseHand(open)
    const [lead] = leads(world)
    expect(lead).toMatchObject({
      Marketo_Lead_Id__c: '1',
      Email: 'jane@example.com',
      LastName: 'Doe',
      Company: 'ACME',
      Country: 'United States',
      State: 'California',
      PQL_Namespace_Id__c: '1000',
      Status: 'MQL',
      MQL_DateTime__c: '2024-01-01T00:00:00.000+0000',
      mkto71_Lead_Score__c: 160,
    })
    expect(people(world)).toMatchObject([{ sfdcLeadId: lead?.Id, sfdcType: 'Lead' }])
    expect(people(world)[0]?.sfdcLeadId).toHaveLength(18)
    expect(logged(world, 19)).toEqual([{ 'SFDC Id': lead?.Id }])
    expect(await findings(world)).toEqual([])
    expect(jobs(world)).toEqual([])
  })

  test('updates the lead it created', async () => {
    const { again, world } = await raiseHand(open)
    await again({ company: 'ACME Inc.', phone: null })
    expect(leads(world)).toMatchObject([{ Company: 'ACME Inc.', Email: 'jane@example.com' }])
    expect(leads(world)[0]?.Phone).toBeFalsy()
    expect(logged(world, 19)).toHaveLength(2)
    expect(await findings(world)).toEqual([])
  })

  test('sends everybody who begins a trial, whatever the score', async () => {
    const { world } = await raiseHand(open, { productInteraction: 'SaaS Trial - defaulted', email: 'jane@gmail.com' })
    expect(leads(world)).toMatchObject([{ Status: 'Inquiry' }])
  })

  test('sends nobody who did neither', async () => {
    const { world } = await raiseHand(open, { productInteraction: 'SaaS Registration' })
    expect(leads(world)).toEqual([])
    expect(syncErrors(world)).toEqual([])
  })

  const countryProblem =
    "There's a problem with this country, even though it may appear correct. Please select a country/territory from the list of valid countries.: Country"
  const stateProblem =
    "There's a problem with this state, even though it may appear correct. Please select a state from the list of valid states.: State/Province"
  const obstacles: Record<string, { rest: object; reason: string }> = {
    'without a company': { rest: { company: null }, reason: 'Required fields are missing: [Company]' },
    'without last name and company': { rest: { company: ' ', lastName: null }, reason: 'Required fields are missing: [LastName, Company]' },
    'whose country is a code': { rest: { country: 'US', state: null }, reason: countryProblem },
    'whose country is unknown': { rest: { country: 'Atlantis', state: null }, reason: countryProblem },
    'whose state is unknown': { rest: { state: 'ZZ' }, reason: stateProblem },
    'whose country takes no states': { rest: { country: 'Germany', state: 'Bayern' }, reason: stateProblem },
    'who has a state and no country': { rest: { country: null, state: 'California' }, reason: stateProblem },
  }
  for (const [name, { rest, reason }] of Object.entries(obstacles)) {
    test(`does not send somebody ${name}, and tells why`, async () => {
      const { world } = await raiseHand(open, rest)
      expect(leads(world)).toEqual([])
      expect(syncErrors(world)).toEqual([reason])
      expect(logged(world, 19)).toEqual([{ Reason: reason }])
      expect(await steps(world)).toContainEqual({ name: 'Sync Lead to SFDC → check required fields and picklists', error: reason })
      expect(people(world)[0]).not.toHaveProperty('sfdcLeadId')
      expect(jobs(world)).toEqual([])
    })
  }

  test('sends somebody once what was missing is there', async () => {
    const { again, world } = await raiseHand(open, { company: null })
    await again({ company: 'ACME' })
    expect(leads(world)).toHaveLength(1)
  })

  test('keeps what Salesforce says of a name that is too long', async () => {
    const { world } = await raiseHand(open, { lastName: 'x'.repeat(81) })
    expect(syncErrors(world)).toEqual([expect.stringContaining('STRING_TOO_LONG')])
    expect(leads(world)).toEqual([])
  })

  const refusals: Record<string, RawReply> = {
    'a missing field': refusal(400, 'REQUIRED_FIELD_MISSING', 'Required fields are missing: [Company]'),
    'a duplicate': refusal(400, 'DUPLICATES_DETECTED', 'Use one of these records?'),
    'a converted lead': refusal(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead'),
    'missing rights': refusal(403, 'INSUFFICIENT_ACCESS', 'insufficient access rights'),
  }
  for (const [name, reply] of Object.entries(refusals)) {
    test(`keeps the refusal of ${name} and does not try again`, async () => {
      const { world } = await raiseHand(open, {}, salesforceThat(reply))
      const [{ errorCode, message }] = reply.body as [{ errorCode: string; message: string }]
      const reason = `${errorCode}: ${message}`
      expect(syncErrors(world)).toEqual([reason])
      expect(logged(world, 19)).toEqual([{ Reason: reason }])
      expect(await steps(world)).toContainEqual({ name: 'Sync Lead to SFDC → upsert lead', error: reason })
      expect(jobs(world)).toEqual([])
    })
  }

  test('keeps that several leads have one id', async () => {
    const { world } = await raiseHand(open, {}, salesforceThat({ status: 300, body: example('SalesforceRecordUrls') }))
    expect(syncErrors(world)).toEqual(['Salesforce answered 300'])
  })

  const passing: Record<string, RawReply> = {
    'the day’s calls are used up': refusal(403, 'REQUEST_LIMIT_EXCEEDED', 'TotalRequests Limit exceeded.'),
    'it is down': { status: 503, body: [{ message: 'down', errorCode: 'SERVER_UNAVAILABLE' }] },
    'the row is locked': refusal(400, 'UNABLE_TO_LOCK_ROW', 'unable to obtain exclusive access to this record'),
  }
  for (const [name, reply] of Object.entries(passing)) {
    test(`tries again in five minutes when ${name}`, async () => {
      const { world } = await raiseHand(open, {}, salesforceThat(reply, undefined))
      expect(jobs(world)).toMatchObject([{ class: 'SyncLeadToSFDC', state: 'retry', run_at: '2024-01-01T00:05:00.000Z', attempt: 1 }])
      expect(syncErrors(world)).toEqual([])
      await world.runner.advance(5 * minutes)
      expect(leads(world)).toHaveLength(1)
      expect(people(world)[0]).toMatchObject({ leadScore: 160, sfdcType: 'Lead' })
      expect(logged(world, 46)).toHaveLength(1)
      expect(jobs(world)).toEqual([])
    })
  }

  test('gives up after twelve cycles', async () => {
    const { world } = await raiseHand(open, {}, salesforceThat({ status: 503, body: [] }))
    await world.runner.advance(11 * 5 * minutes)
    expect(jobs(world)).toMatchObject([{ state: 'dead', attempt: 12, error: 'Salesforce answered 503' }])
  })

  test('tries again when nobody answers', async () => {
    const fetch = () => Promise.reject(new Error('connect ECONNREFUSED'))
    const { world } = await raiseHand(open, {}, { upstreams: { salesforce: 'https://salesforce.example' }, fetch })
    expect(jobs(world)).toMatchObject([{ state: 'retry', error: 'connect ECONNREFUSED' }])
  })

  test.each<[title: string, saved: Response]>([
    ['without an id', Response.json({ success: true, errors: [] }, { status: 201 })],
    ['with HTML', new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['with a list', Response.json([])],
  ])('tries again when a real one answers %s', async (_title, saved) => {
    const fetch = async (url: unknown) => (String(url).endsWith('/token') ? Response.json(example('SalesforceToken')) : saved.clone())
    const { world } = await raiseHand(open, {}, { upstreams: { salesforce: 'https://salesforce.example' }, fetch })
    expect(jobs(world)).toMatchObject([{ state: 'retry', error: expect.stringMatching(/^Salesforce answered 20/) }])
  })

  test('tries again when its credentials are refused', async () => {
    const createToken = () => ({ status: 400, body: { error: 'invalid_client_id', error_description: 'client identifier invalid' } })
    const { world } = await raiseHand(open, {}, salesforceWith({ createToken }))
    expect(jobs(world)).toMatchObject([{ state: 'retry', error: 'Salesforce refused the credentials with 400' }])
  })

  test('asks for one token, and for another when the session has ended', async () => {
    const { world, again } = await raiseHand(open)
    await again()
    const tokens = () => world.store.relation('salesforce.tokens').rows.size
    expect(tokens()).toBe(1)
    world.memoryOf('marketo').set('salesforce.token', { token: 'ended', expiresAt: Number.POSITIVE_INFINITY })
    await again({ company: 'ACME Inc.' })
    expect(tokens()).toBe(2)
    expect(leads(world)).toMatchObject([{ Company: 'ACME Inc.' }])
  })

  test('tries again when a new session is refused as well', async () => {
    const ended = refusal(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
    const { world } = await raiseHand(open, {}, salesforceThat(ended))
    expect(jobs(world)).toMatchObject([{ state: 'retry', error: 'Salesforce refuses a new session' }])
  })

  test('keeps the token of Salesforce out of rows and traces', async () => {
    const { world } = await raiseHand(open)
    const { token } = world.memoryOf('marketo').get('salesforce.token') as { token: string }
    const traces = await Promise.all(world.traces.list({ limit: 100 }).rows.map(({ id }) => world.traces.spans(id)))
    const tables = world.store.names.flatMap((name) => rowsOf(world, name))
    expect(JSON.stringify([traces, tables])).not.toContain(token)
  })

  test('tells in the trace which lead of Salesforce it became', async () => {
    const { world } = await raiseHand(open)
    const [trace] = world.traces.list({ limit: 1, email: 'jane@example.com' }).rows
    expect(trace).toMatchObject({ marketo_id: 1, salesforce_id: leads(world)[0]?.Id, systems: ['marketo', 'salesforce'], errors: 0 })
  })
})
