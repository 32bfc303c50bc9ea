import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { MemoryJournal } from '../../mocks/core/memory.ts'
import type { Change } from '../../mocks/core/store/store.ts'
import type { AnySystem } from '../../mocks/core/system/system.ts'
import type { World } from '../../mocks/core/world.ts'
import { customersdot } from '../../mocks/customersdot/system.ts'
import { workato } from '../../mocks/workato/system.ts'
import { describeEachWay, type Way } from '../ways.ts'
import { admin, answering, change, downstream, jobsOf, marketo, newestTrace, rowsOf, setRecipe } from './neighbours.ts'

const start = Date.parse('2024-01-01')
const second = 1000

const workatoWith = (handlers: object) => [customersdot, answering(workato, handlers), marketo]

const refusing = (status: number, message: string) => workatoWith({ createLead: () => ({ status, body: { message } }) })

async function submit({ send, world }: Way, lead = {}) {
  world.clock.freeze(start)
  const json = { trial_user: { ...example('CustomersdotTrialLead'), ...lead } }
  const response = await send('customersdot', '/trials', { method: 'POST', headers: admin, json })
  expect(response.status).toBe(201)
  await world.settle()
}

const sentAt = (world: World) => rowsOf(world, 'customersdot.leads')[0]?.sent_at

describeEachWay('Workato::CreateLeadWorker', (open) => {
  test('answers before Workato is asked', async () => {
    const { send, world } = await open({ systems: downstream })
    const json = { trial_user: example('CustomersdotTrialLead') }
    await send('customersdot', '/trials', { method: 'POST', headers: admin, json })
    expect((await newestTrace(world)).exchanges).toHaveLength(1)
    expect(jobsOf(world)).toMatchObject([{ class: 'Workato::CreateLeadWorker', queue: 'default', args: { lead_id: 1 }, attempt: 0 }])
    expect(sentAt(world)).toBeUndefined()
  })

  test('sends the columns of the lead under their own names', async () => {
    const way = await open({ systems: downstream })
    await submit(way)
    const { exchanges } = await newestTrace(way.world)
    const sent = exchanges.find(({ operation }) => operation === 'workato.createLead')
    expect(sent?.request.body).toEqual({
      email: 'jane@example.com',
      user_id: 42,
      first_name: 'Jane',
      last_name: 'Doe',
      company_name: 'ACME',
      phone: '123-456-7890',
      country: 'US',
      state: 'CA',
      glm_content: 'gold-callout',
      glm_source: 'gitlab.com',
      product_interaction: 'SaaS Trial',
      provider: 'gitlab',
      namespace_id: 123,
      existing_plan: 'free',
      opt_in: true,
      trial_start_date: '2024-01-01',
      currently_in_trial: true,
    })
    expect(sentAt(way.world)).toBe('2024-01-01T00:00:00.000Z')
    expect(jobsOf(way.world)).toEqual([])
  })

  test('notes that the lead was sent in the change set that ends the job', async () => {
    const changeSets: string[][] = []
    class Watched extends MemoryJournal {
      override append(changes: Change[] = []) {
        changeSets.push(changes.map(([table, , row]) => `${table} ${row ? 'kept' : 'gone'}`))
      }
    }
    const journal = new Watched()
    await submit(await open({ systems: downstream, journal }))
    expect(changeSets.at(-1)).toEqual(['customersdot.leads kept', 'control.jobs gone'])
  })

  const client = { client_id: 'workato_client_id', client_secret: '[REDACTED]' }
  const forms = {
    basic: { type: 'application/x-www-form-urlencoded', authorization: true, body: {} },
    json: { type: 'application/json', authorization: false, body: client },
    form: { type: 'application/x-www-form-urlencoded', authorization: false, body: client },
  }
  for (const [value, { type, authorization, body }] of Object.entries(forms)) {
    test(`asks for its token in the form "${value}"`, async () => {
      const way = await open({ systems: downstream })
      change(way.world, 'customersdot.settings', 'workato_token_request', { name: 'workato_token_request', value })
      await submit(way)
      const { exchanges, summary } = await newestTrace(way.world)
      const asked = exchanges.find(({ operation }) => operation === 'workato.createToken')?.request
      expect(asked?.headers['content-type']).toBe(type)
      expect('authorization' in (asked?.headers ?? {})).toBe(authorization)
      expect(asked?.body).toEqual({ grant_type: 'client_credentials', ...body })
      expect(summary).toMatchObject({ errors: 0, findings: 0 })
      expect(sentAt(way.world)).toBe('2024-01-01T00:00:00.000Z')
    })
  }

  test('asks for its token by HTTP Basic when no setting says otherwise', async () => {
    const way = await open({ systems: downstream })
    change(way.world, 'customersdot.settings', 'workato_token_request', null)
    await submit(way)
    const asked = (await newestTrace(way.world)).exchanges.find(({ operation }) => operation === 'workato.createToken')
    expect(asked?.request.headers).toHaveProperty('authorization')
  })

  test('keeps its token until it expires', async () => {
    const way = await open({ systems: downstream })
    await submit(way)
    await submit(way)
    expect(rowsOf(way.world, 'workato.tokens')).toHaveLength(1)
    way.world.clock.freeze(start + 3600 * second)
    await way.send('customersdot', '/trials', { method: 'POST', headers: admin, json: { trial_user: example('CustomersdotTrialLead') } })
    await way.world.settle()
    expect(rowsOf(way.world, 'workato.tokens')).toHaveLength(2)
  })

  test('renews a token that Workato no longer knows, once', async () => {
    const way = await open({ systems: downstream })
    await submit(way)
    const [token] = rowsOf(way.world, 'workato.tokens')
    change(way.world, 'workato.tokens', token?.id as string, null)
    await submit(way)
    const { exchanges } = await newestTrace(way.world)
    expect(exchanges.map(({ operation, status }) => `${operation} ${status}`).slice(1, 4)).toEqual([
      'workato.createLead 401',
      'workato.createToken 200',
      'workato.createLead 200',
    ])
    expect(rowsOf(way.world, 'customersdot.leads')[1]).toHaveProperty('sent_at')
  })

  test('fails when the new token is refused as well', async () => {
    const way = await open({ systems: refusing(401, 'Authentication failed'), chance: () => 0 })
    await submit(way)
    expect(jobsOf(way.world)).toMatchObject([{ state: 'retry', attempt: 1, error: 'HTTP status code: 401: Authentication failed' }])
    expect((await newestTrace(way.world)).exchanges).toHaveLength(5)
  })

  const failures: Record<string, { systems: AnySystem[]; error: string; lead?: object }> = {
    'the token is refused': {
      systems: workatoWith({
        createToken: () => ({ status: 401, body: { error: 'invalid_client', error_description: 'Client authentication failed.' } }),
      }),
      error: 'HTTP status code: 401: Client authentication failed.',
    },
    'the job fails': {
      systems: downstream,
      lead: { country: 'ZZ' },
      error: 'HTTP status code: 422: Country "ZZ" has no Salesforce picklist name',
    },
    'the quota is exceeded': { systems: refusing(429, 'Rate limit exceeded'), error: 'HTTP status code: 429: Rate limit exceeded' },
    'Workato has an error': { systems: refusing(500, 'Internal error'), error: 'HTTP status code: 500: Internal error' },
    'Workato is down and says nothing': {
      systems: workatoWith({ createLead: () => ({ status: 503 }) }),
      error: 'HTTP status code: 503',
    },
  }
  for (const [name, { systems, error, lead }] of Object.entries(failures)) {
    test(`tries again when ${name}`, async () => {
      const way = await open({ systems, chance: () => 0 })
      await submit(way, lead)
      expect(jobsOf(way.world)).toMatchObject([{ state: 'retry', attempt: 1, run_at: '2024-01-01T00:00:15.000Z', error }])
      expect(sentAt(way.world)).toBeUndefined()
      await way.world.runner.advance(15 * second)
      expect(jobsOf(way.world)).toMatchObject([{ state: 'retry', attempt: 2, run_at: '2024-01-01T00:00:31.000Z', error }])
    })
  }

  test('tries again when nobody answers', async () => {
    const fetch = async () => {
      throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })
    }
    const way = await open({ systems: downstream, upstreams: { workato: 'https://workato.example' }, fetch, chance: () => 0 })
    await submit(way)
    expect(jobsOf(way.world)).toMatchObject([{ state: 'retry', error: 'No answer: connect ECONNREFUSED' }])
  })

  test('waits with the jitter of Sidekiq', async () => {
    const way = await open({ systems: refusing(500, 'Internal error'), chance: () => 0.99 })
    await submit(way)
    expect(jobsOf(way.world)).toMatchObject([{ run_at: '2024-01-01T00:00:24.000Z' }])
    await way.world.runner.advance(24 * second)
    expect(jobsOf(way.world)).toMatchObject([{ run_at: '2024-01-01T00:00:58.000Z' }])
  })

  test('tells of a failure in the Sidekiq log, the step and the summary', async () => {
    const way = await open({ systems: downstream })
    setRecipe(way.world, false)
    await submit(way)
    const { logs, spans, summary } = await newestTrace(way.world)
    const error = 'HTTP status code: 404: Recipe is not running'
    expect(logs.at(-1)).toMatchObject({ log: 'sidekiq', job_status: 'fail', error_class: 'Workato::Error', error_message: error })
    expect(spans.flatMap(({ steps }) => steps).find(({ name }) => name.endsWith('WorkatoApp#create_lead'))).toMatchObject({ error })
    expect(summary).toMatchObject({ lead_ids: [1], errors: 2 })
  })

  test('sends the lead once the recipe runs again', async () => {
    const way = await open({ systems: downstream, chance: () => 0 })
    setRecipe(way.world, false)
    await submit(way)
    await way.world.runner.advance(40 * second)
    expect(jobsOf(way.world)).toMatchObject([{ state: 'retry', attempt: 3, run_at: '2024-01-01T00:01:02.000Z' }])
    setRecipe(way.world, true)
    await way.world.runner.advance(60 * second)
    expect(jobsOf(way.world)).toEqual([])
    expect(sentAt(way.world)).toBe('2024-01-01T00:01:02.000Z')
  })

  test('gives up after 25 retries and leaves the job in the dead set', async () => {
    const way = await open({ systems: refusing(500, 'Internal error'), chance: () => 0 })
    await submit(way)
    const waits = Array.from({ length: 25 }, (_, count) => count ** 4 + 15)
    const seconds = waits.reduce((sum, wait) => sum + wait, 0)
    await way.world.runner.advance((seconds - 1) * second)
    expect(jobsOf(way.world)).toMatchObject([{ state: 'retry', attempt: 25 }])
    await way.world.runner.advance(second)
    expect(jobsOf(way.world)).toMatchObject([{ state: 'dead', attempt: 26, error: 'HTTP status code: 500: Internal error' }])
  })

  test('sends a dead lead when its job is run by hand', async () => {
    const way = await open({ systems: downstream, chance: () => 0 })
    setRecipe(way.world, false)
    await submit(way)
    await way.world.runner.advance(30 * 24 * 3600 * second)
    setRecipe(way.world, true)
    const [job] = jobsOf(way.world)
    expect(job?.state).toBe('dead')
    expect(await way.world.runner.run(job?.id as string)).toEqual({ outcome: 'done' })
    expect(sentAt(way.world)).toBe(way.world.clock.stamp())
  })

  test('sends nothing twice and nothing that is gone', async () => {
    const { send, world } = await open({ systems: downstream })
    const json = { trial_user: example('CustomersdotTrialLead') }
    for (const _ of [1, 2]) await send('customersdot', '/trials', { method: 'POST', headers: admin, json })
    change(world, 'customersdot.leads', 1, { ...rowsOf(world, 'customersdot.leads')[0], sent_at: world.clock.stamp() })
    change(world, 'customersdot.leads', 2, null)
    await world.settle()
    expect(jobsOf(world)).toEqual([])
    expect(rowsOf(world, 'workato.jobs')).toEqual([])
  })

  test('takes an empty 200 for an acceptance', async () => {
    const way = await open({ systems: workatoWith({ createLead: () => ({ status: 200 }) }) })
    await submit(way)
    expect(sentAt(way.world)).toBe('2024-01-01T00:00:00.000Z')
  })
})
