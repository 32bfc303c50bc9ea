import { createRequire } from 'node:module'
import { describe, expect, onTestFinished, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import type { Span } from '../../mocks/core/system/record.ts'
import type { Sandbox } from '../../sandbox/server/sandbox.ts'
import { change } from '../customersdot/neighbours.ts'
import { rowsOf } from '../journey/pipeline.ts'
import { findings } from '../marketo/connect.ts'
import { json, running } from '../sandbox/sandbox.ts'

interface Reply {
  success: boolean
  result: Record<string, unknown>[]
  nextPageToken?: string
  moreResult?: boolean
  nextPage?(): PromiseLike<Reply>
}

/** As much of the package as is used here; it brings no types. */
interface Client {
  getOAuthToken(): PromiseLike<{ access_token: string; token_type: string; expires_in: number }>
  lead: {
    createOrUpdate(input: object[], options?: object): PromiseLike<Reply>
    push(input: object[], options: object): PromiseLike<Reply>
    mergeLead(winner: number, losers: number[], options: object): PromiseLike<Reply>
    describe(): PromiseLike<Reply>
    partitions(): PromiseLike<Reply>
    find(filterType: string, filterValues: string[], options?: object): PromiseLike<Reply>
    byId(id: number, options?: object): PromiseLike<Reply>
    getPageToken(since: Date | string): PromiseLike<Reply>
    getActivities(ids: number[], types: number[], pageToken: string | undefined): PromiseLike<Reply>
    getActivitiesForList(listId: number, types: number[], pageToken: string | undefined): PromiseLike<Reply>
    getChanges(pageToken: string | undefined, options: object): PromiseLike<Reply>
  }
  list: {
    find(options: object): PromiseLike<Reply>
    byId(id: number): PromiseLike<Reply>
    addLeadsToList(id: number, leads: unknown[]): PromiseLike<Reply>
    addEmailsToList(emails: string[], id: number): PromiseLike<Reply>
    removeLeadsFromList(id: number, leads: number[]): PromiseLike<Reply>
    getLeads(id: number, options?: object): PromiseLike<Reply>
    isMember(id: number, leads: number[]): PromiseLike<Reply>
  }
  campaign: {
    getCampaigns(options?: object): PromiseLike<Reply>
    request(id: number, leads: object[], tokens?: object[]): PromiseLike<Reply>
  }
  activities: { getActivityTypes(): PromiseLike<Reply> }
  stats: Record<'usage' | 'usageLast7Days' | 'errors' | 'errorsLast7Days', () => PromiseLike<Reply>>
}

/** MadKudu's client of Marketo as npm has it, CommonJS of 2015. */
const Marketo: new (options: object) => Client = createRequire(import.meta.url)('node-marketo-rest')

const places: { title: string; baseOf(sandbox: Sandbox): string }[] = [
  { title: 'under the path prefix', baseOf: ({ url }) => `${url}/marketo` },
  { title: "on the system's own port", baseOf: ({ systems }) => systems.marketo as string },
]
/** Whether Marketo refused a call with a code. */
const isRefused = (span: Span, code: string) => span.type === 'exchange' && JSON.stringify(span.response.body).includes(`"code":"${code}"`)

const jane = { email: 'jane@example.com', firstName: 'Jane', lastName: 'Doe', company: 'ACME' }

describe.each(places)('node-marketo-rest $title', ({ baseOf }) => {
  async function connect(credentials: object = {}) {
    const sandbox = await running()
    const base = baseOf(sandbox)
    const places = { endpoint: `${base}/rest`, identity: `${base}/identity` }
    const retry = { maxRetries: 2, initialDelay: 1, maxDelay: 2 }
    return { sandbox, client: new Marketo({ ...places, ...developmentCredentials.marketo, ...credentials, retry }) }
  }

  test('gets a token', async () => {
    const { client } = await connect()
    const token = await client.getOAuthToken()
    expect(token).toMatchObject({ access_token: expect.stringMatching(/^[\w-]+:int$/), token_type: 'bearer' })
    expect(token.expires_in).toBeGreaterThan(3590)
  })

  test('creates a person, then updates them', async () => {
    const { sandbox, client } = await connect()
    const created = await client.lead.createOrUpdate([jane], { lookupField: 'email' })
    expect(created).toMatchObject({ success: true, result: [{ id: expect.any(Number), status: 'created' }] })
    const updated = await client.lead.createOrUpdate([{ ...jane, company: 'ACME Labs' }])
    expect(updated.result).toEqual([{ id: created.result[0]?.id, status: 'updated' }])
    expect(rowsOf(sandbox.world, 'marketo', 'leads')).toEqual([expect.objectContaining({ ...jane, company: 'ACME Labs' })])
  })

  test('finds people by e-mail with the fields it asks for, and none whom nobody knows', async () => {
    const { client } = await connect()
    await client.lead.createOrUpdate([jane, { email: 'jose+pql@example.com', lastName: 'Núñez 🚲' }])
    const found = await client.lead.find('email', ['jose+pql@example.com', 'nobody@example.com', jane.email], {
      fields: ['email', 'lastName'],
    })
    expect(found.result).toEqual([
      { id: expect.any(Number), email: jane.email, lastName: 'Doe' },
      { id: expect.any(Number), email: 'jose+pql@example.com', lastName: 'Núñez 🚲' },
    ])
    expect(await client.lead.find('email', ['nobody@example.com'])).toMatchObject({ success: true, result: [] })
  })

  test('reads what happened to a person since a time', async () => {
    const { client } = await connect()
    const { nextPageToken } = await client.lead.getPageToken(new Date(Date.now() - 60_000))
    const [created] = (await client.lead.createOrUpdate([jane])).result
    const { result } = await client.lead.getActivities([created?.id as number], [12], nextPageToken)
    expect(result).toEqual([expect.objectContaining({ leadId: created?.id, activityTypeId: 12 })])
  })

  test('reads how fields changed since a time', async () => {
    const { client } = await connect()
    const { nextPageToken } = await client.lead.getPageToken(new Date(Date.now() - 60_000))
    await client.lead.createOrUpdate([jane])
    await client.lead.createOrUpdate([{ ...jane, company: 'ACME Labs' }])
    const { result } = await client.lead.getChanges(nextPageToken, { fields: ['company', 'firstName'] })
    expect(result).toMatchObject([
      { activityTypeId: 12, fields: [] },
      { activityTypeId: 13, fields: [{ name: 'company', oldValue: 'ACME', newValue: 'ACME Labs' }] },
    ])
  })

  test('lists the types of activities, the fields and the partitions', async () => {
    const { client } = await connect()
    const types = (await client.activities.getActivityTypes()).result.map(({ id }) => id)
    expect(types).toEqual(expect.arrayContaining([2, 12, 13, 22, 145]))
    expect((await client.lead.describe()).result).toContainEqual(expect.objectContaining({ rest: { name: 'email', readOnly: false } }))
    expect((await client.lead.partitions()).result).toMatchObject([{ id: 1, name: 'Default' }])
  })

  test('pushes people for a program', async () => {
    const { sandbox, client } = await connect()
    const options = { programName: 'GitLab SaaS Trial', source: 'CustomersDot', reason: 'trial', lookupField: 'email' }
    expect((await client.lead.push([jane], options)).result).toEqual([{ id: expect.any(Number), status: 'created' }])
    expect(rowsOf(sandbox.world, 'marketo', 'activities')).toContainEqual(
      expect.objectContaining({ activityTypeId: 145, attributes: { Reason: 'trial', Source: 'CustomersDot' } }),
    )
    await expect(client.lead.push([jane], { programName: 'Nothing' })).rejects.toMatchObject({ errors: [{ code: '1013' }] })
  })

  test('merges people', async () => {
    const { sandbox, client } = await connect()
    const { result } = await client.lead.createOrUpdate([{ email: 'j@example.com' }, jane])
    const [winner, loser] = result.map(({ id }) => id as number) as [number, number]
    expect(await client.lead.mergeLead(winner, [loser], { mergeInCRM: false })).toMatchObject({ success: true })
    expect(rowsOf(sandbox.world, 'marketo', 'leads')).toEqual([expect.objectContaining({ ...jane, id: winner, email: 'j@example.com' })])
  })

  test('finds lists, and puts people into them and takes them out', async () => {
    const { sandbox, client } = await connect()
    const listId = 1001
    expect((await client.list.find({ name: ['Trials', 'Nothing'] })).result).toMatchObject([{ id: listId, name: 'Trials' }])
    expect((await client.list.byId(listId)).result).toMatchObject([{ id: listId }])
    const [one, other] = (await client.list.addEmailsToList([jane.email, 'john@example.com'], listId)).result
    expect([one?.status, other?.status]).toEqual(['added', 'added'])
    const ids = [one?.id as number, other?.id as number] as const
    expect((await client.list.addLeadsToList(listId, [ids[0], 999])).result).toMatchObject([{ status: 'added' }, { status: 'skipped' }])
    const page = await client.list.getLeads(listId, { batchSize: 1, fields: 'email' })
    expect(page).toMatchObject({ result: [{ email: jane.email }], moreResult: true })
    expect((await page.nextPage?.())?.result).toMatchObject([{ email: 'john@example.com' }])
    expect((await client.list.removeLeadsFromList(listId, [...ids])).result).toMatchObject([{ status: 'removed' }, { status: 'removed' }])
    expect((await client.list.isMember(listId, [...ids])).result).toMatchObject([{ status: 'notmemberof' }, { status: 'notmemberof' }])
    expect(await findings(sandbox.world)).toEqual([])
  })

  test('reads what happened to the people of a list', async () => {
    const { client } = await connect()
    const { nextPageToken } = await client.lead.getPageToken(new Date(Date.now() - 60_000))
    await client.list.addEmailsToList([jane.email], 1001)
    await client.lead.createOrUpdate([{ email: 'john@example.com' }])
    const { result } = await client.lead.getActivitiesForList(1001, [12, 24], nextPageToken)
    expect(result).toMatchObject([{ activityTypeId: 12 }, { activityTypeId: 24, primaryAttributeValue: 'Trials' }])
  })

  test('lists campaigns and requests one for somebody', async () => {
    const { sandbox, client } = await connect()
    // The client writes its filter into the body of a GET, which nobody reads.
    const { result } = await client.campaign.getCampaigns({ name: 'Sync to Salesforce' })
    expect(result).toContainEqual(expect.objectContaining({ id: 1053, name: 'Sync to Salesforce', type: 'trigger', active: true }))
    const [person] = (await client.lead.createOrUpdate([jane])).result
    const requested = await client.campaign.request(1053, [{ id: person?.id }], [{ name: '{{my.message}}', value: 'Hello' }])
    expect(requested.result).toEqual([{ id: 1053 }])
    await sandbox.world.settle()
    expect(rowsOf(sandbox.world, 'salesforce', 'leads')).toEqual([expect.objectContaining({ Email: jane.email })])
    expect(await findings(sandbox.world)).toEqual([])
  })

  test('is told how much was called and with which errors', async () => {
    const { sandbox, client } = await connect()
    sandbox.world.clock.freeze(Date.parse('2024-01-02T12:00:00Z'))
    await expect(client.lead.byId(999)).rejects.toMatchObject({ errors: [{ code: '1004' }] })
    const used = (count: number) => [{ date: '2024-01-02', total: count, users: [{ userId: 'apis@gitlab.example', count }] }]
    expect((await client.stats.usage()).result).toEqual(used(2))
    expect((await client.stats.usageLast7Days()).result).toEqual(used(3))
    const failed = [{ date: '2024-01-02', total: 1, errors: [{ errorCode: '1004', count: 1 }] }]
    expect((await client.stats.errors()).result).toEqual(failed)
    expect((await client.stats.errorsLast7Days()).result).toEqual(failed)
  })

  test('keeps to the contract in whatever it asks', async () => {
    const { sandbox, client } = await connect()
    const [created] = (await client.lead.createOrUpdate([jane])).result
    const id = created?.id as number
    expect((await client.lead.byId(id)).result).toEqual([expect.objectContaining({ id, email: jane.email })])
    await client.lead.find('email', [jane.email])
    const { nextPageToken } = await client.lead.getPageToken(new Date())
    await client.lead.getActivities([id], [12, 13], nextPageToken)
    expect(await findings(sandbox.world)).toEqual([])
  })

  test('is refused with wrong credentials', async () => {
    const unknown = await connect({ clientId: 'nobody' })
    await expect(unknown.client.lead.find('email', [jane.email])).rejects.toThrow(
      'Authentication (unauthorized): No client with requested id: nobody',
    )
    const wrong = await connect({ clientSecret: 'wrong' })
    await expect(wrong.client.lead.createOrUpdate([jane])).rejects.toThrow('Authentication (invalid_client): Bad client credentials')
    expect(rowsOf(wrong.sandbox.world, 'marketo', 'leads')).toEqual([])
  })

  test("is told Marketo's own reason when a request is refused", async () => {
    const { client } = await connect()
    await expect(client.lead.find('shoeSize', ['42'])).rejects.toMatchObject({
      name: 'HttpError',
      code: 200,
      errors: [{ code: '1006', message: expect.stringContaining('shoeSize') }],
    })
  })

  test('renews a token that has expired by itself', async () => {
    const { sandbox, client } = await connect()
    await client.lead.createOrUpdate([jane])
    const { status } = await json(`${sandbox.url}/_sandbox/clock`, { body: { action: 'advance', seconds: 3601 } })
    expect(status).toBe(200)
    expect((await client.lead.find('email', [jane.email])).result).toHaveLength(1)
    expect(rowsOf(sandbox.world, 'marketo', 'tokens')).toHaveLength(2)
  })

  test('waits when there are too many calls, and goes on as soon as there is room', async () => {
    const { sandbox, client } = await connect()
    const { world } = sandbox
    world.clock.freeze()
    change(world, 'marketo.limits', 'rate', { ...example('MarketoLimit'), calls: 1 })
    await client.lead.createOrUpdate([jane])
    onTestFinished(world.events.follow((event) => event.type === 'span' && isRefused(event.span, '606') && world.clock.advance(20_000)))
    expect((await client.lead.find('email', [jane.email])).result).toHaveLength(1)
    change(world, 'marketo.limits', 'rate', { ...example('MarketoLimit'), enforced: false })
    expect((await client.stats.errors()).result).toMatchObject([{ errors: [{ errorCode: '606', count: 1 }] }])
  })

  const limits = {
    '606': { limit: { name: 'rate', calls: 0, seconds: 20 }, calls: 3 },
    '607': { limit: { name: 'quota', calls: 0 }, calls: 1 },
    '615': { limit: { name: 'concurrency', calls: 0 }, calls: 1 },
  }
  for (const [code, { limit, calls }] of Object.entries(limits)) {
    test(`gives up after ${calls === 1 ? 'one call' : `${calls} calls`} that ended in ${code}`, async () => {
      const { sandbox, client } = await connect()
      const { world } = sandbox
      world.clock.freeze()
      change(world, 'marketo.limits', limit.name, { ...limit, enforced: true })
      await expect(client.lead.find('email', [jane.email])).rejects.toMatchObject({ name: 'HttpError', errors: [{ code }] })
      change(world, 'marketo.limits', limit.name, { ...limit, enforced: false })
      expect((await client.stats.errors()).result).toMatchObject([{ errors: [{ errorCode: code, count: calls }] }])
    })
  }

  test('renews a token that the sandbox has forgotten', async () => {
    const { sandbox, client } = await connect()
    await client.getOAuthToken()
    await sandbox.world.reset()
    expect((await client.lead.createOrUpdate([jane])).result).toEqual([expect.objectContaining({ status: 'created' })])
  })
})
