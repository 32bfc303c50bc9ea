import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { WorldOptions } from '../../mocks/core/options.ts'
import type { Worker } from '../../mocks/core/system/system.ts'
import type { World } from '../../mocks/core/world.ts'
import { customersdot } from '../../mocks/customersdot/system.ts'
import { workato } from '../../mocks/workato/system.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { admin, answering, change, downstream, jobsOf, marketo, newestTrace, rowsOf, setRecipe } from './neighbours.ts'

const second = 1000
const start = Date.parse('2024-01-01')
/** Seconds that Sidekiq waits before each of its 25 retries, without jitter. */
const waits = Array.from({ length: 25 }, (_, count) => count ** 4 + 15)
const total = waits.reduce((sum, wait) => sum + wait, 0)

/** What is the matter with Workato, and how it is with the lead's job then. */
interface Failure {
  options?: Partial<WorldOptions>
  spoil?(world: World): void
  lead?: object
  error: string
}

const refused = (status: number, message?: string): Partial<WorldOptions> => ({
  systems: [customersdot, answering(workato, { createLead: () => ({ status, ...(message ? { body: { message } } : {}) }) }), marketo],
})
const unreachable: Partial<WorldOptions> = {
  upstreams: { workato: 'https://workato.invalid' },
  fetch: () => Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') })),
}
const recipe = { id: 39999, name: 'SaaS trials & registrations', running: true, version: 1 }
const policy = { id: 1, name: 'GitLab', rate_limit: 0, rate_interval: 60, quota: null }

const failures: Record<string, Failure> = {
  'has disabled its client': {
    spoil: (world) => change(world, 'workato.api_clients', 1, { id: 1, name: 'GitLab', active: false }),
    error: 'HTTP status code: 404: API client is not active',
  },
  'has stopped the recipe': { spoil: (world) => setRecipe(world, false), error: 'HTTP status code: 404: Recipe is not running' },
  'fails at the job': { lead: { country: 'ZZ' }, error: 'HTTP status code: 422: Country "ZZ" has no Salesforce picklist name' },
  'lets no call in by its access policy': {
    spoil: (world) => change(world, 'workato.access_policies', 1, policy),
    error: 'HTTP status code: 429: The rate limit of your API policy has been exceeded',
  },
  'is not ready in time': {
    spoil: (world) => change(world, 'workato.recipes', 39999, { ...recipe, job_time: 31 }),
    error: 'HTTP status code: 504: Request timeout',
  },
  'knows no token': { options: refused(401, 'Authentication failed'), error: 'HTTP status code: 401: Authentication failed' },
  'takes nothing so large': { options: refused(413, 'Payload too large'), error: 'HTTP status code: 413: Payload too large' },
  'calls the request invalid': { options: refused(500, 'Invalid request'), error: 'HTTP status code: 500: Invalid request' },
  'is overloaded and says nothing': { options: refused(503), error: 'HTTP status code: 503' },
  'is not reached': { options: unreachable, error: 'No answer: connect ECONNREFUSED' },
}

async function failing(open: Open, { options = {}, spoil, lead = {} }: Failure) {
  const way = await open({ systems: downstream, chance: () => 0, ...options })
  way.world.clock.freeze(start)
  spoil?.(way.world)
  const json = { ...example('CustomersdotHandRaiseLead'), ...lead, skip_country_validation: true }
  const response = await way.send('customersdot', '/leads/gitlab_com/hand_raises', { method: 'POST', headers: admin, json })
  expect(response.status).toBe(201)
  await way.world.settle()
  return way
}

describeEachWay('Sidekiq of CustomersDot', (open) => {
  for (const [title, failure] of Object.entries(failures)) {
    test(`tries a lead 25 times again when Workato ${title}, then leaves it in the dead set`, async () => {
      const { world } = await failing(open, failure)
      const { error } = failure
      expect(leadJobs(world)).toMatchObject([{ class: 'Workato::CreateLeadWorker', state: 'retry', attempt: 1, error }])
      await world.runner.advance((total - 1) * second)
      expect(leadJobs(world)).toMatchObject([{ state: 'retry', attempt: 25, error }])
      await world.runner.advance(second)
      expect(leadJobs(world)).toMatchObject([{ state: 'dead', attempt: 26, error }])
      expect(rowsOf(world, 'customersdot.leads')[0]).not.toHaveProperty('sent_at')
      await world.runner.advance(total * second)
      expect(leadJobs(world)).toMatchObject([{ state: 'dead', attempt: 26 }])
    })
  }

  test('waits a little longer each time, from 15 seconds to almost four days, 20 days in all', () => {
    const { retryIn } = customersdot.workers['Workato::CreateLeadWorker'] as Worker<never>
    const seconds = Array.from({ length: 26 }, (_, failures) => retryIn(failures + 1, 0))
    expect(seconds).toEqual([...waits, undefined])
    expect([seconds[0], seconds[24]]).toEqual([15, 331_791])
    expect(Math.round(total / 86_400)).toBe(20)
    expect(retryIn(3, 0.99)).toBe(2 ** 4 + 15 + 9 * 3)
  })

  test('sends the lead with the first retry that Workato takes, and no more', async () => {
    const { world } = await failing(open, failures['has stopped the recipe'] as Failure)
    await world.runner.advance(3600 * second)
    setRecipe(world, true)
    await world.runner.advance(2 * 3600 * second)
    expect(leadJobs(world)).toEqual([])
    expect(rowsOf(world, 'workato.jobs')).toHaveLength(1)
  })

  test('sends a lead again that Workato was too slow to answer, so that its recipe runs twice', async () => {
    const { world } = await failing(open, failures['is not ready in time'] as Failure)
    change(world, 'workato.recipes', 39999, recipe)
    await world.runner.advance(60 * second)
    expect(rowsOf(world, 'workato.jobs').map(({ status }) => status)).toEqual(['succeeded', 'succeeded'])
    expect(leadJobs(world)).toEqual([])
    const { exchanges } = await newestTrace(world)
    expect(exchanges.filter(({ operation }) => operation === 'workato.createLead').map(({ status }) => status)).toEqual([504, 200])
  })
})

const leadJobs = (world: World) => jobsOf(world).filter(({ system }) => system === 'customersdot')
