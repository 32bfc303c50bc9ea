import { expect, test } from 'vitest'
import type { Rows } from '../../contracts/openapi/types.ts'
import type { World } from '../../mocks/core/world.ts'
import { tokenPath } from '../marketo/connect.ts'
import { describeEachWay, type Way } from '../ways.ts'
import { asJane, exchanges, findings, handRaise, handRaisePath, rowsOf, spansOf } from './pipeline.ts'

type Limit = Rows<'MarketoTables'>['limits']

interface Case {
  limit: Limit
  /** Whether another client of Marketo's takes the one call that the limit has. */
  spent: boolean
  error: string
  /** Milliseconds after which Marketo would let calls in again. */
  window: number
  /** The limit then; as it was unless given. */
  lifted?: Limit
}

const noon = Date.parse('2026-03-01T12:00:00Z')
const hour = 3_600_000
const day = 24 * hour

const cases: Record<string, Case> = {
  'the rate limit': {
    limit: { name: 'rate', calls: 1, seconds: 20, enforced: true },
    spent: true,
    error: "Marketo: 606 Max rate limit '1' exceeded with in '20' secs",
    window: 20_000,
  },
  'the daily quota': {
    limit: { name: 'quota', calls: 1, enforced: true },
    spent: true,
    error: 'Marketo: 607 Daily quota reached',
    window: 18 * hour,
  },
  'the limit of calls at once': {
    limit: { name: 'concurrency', calls: 0, enforced: true },
    spent: false,
    error: "Marketo: 615 Concurrent access limit '0' reached",
    window: 0,
    lifted: { name: 'concurrency', calls: 10, enforced: true },
  },
}

describeEachWay('A hand raise beyond the limits of Marketo', (open) => {
  for (const [title, { limit, spent, error, window, lifted = limit }] of Object.entries(cases)) {
    test(`waits when ${title} is reached, without Workato sending again, and arrives when there is room`, async () => {
      const way = await open({ chance: () => 0 })
      const { world, send } = way
      world.clock.freeze(noon)
      setLimit(world, limit)
      if (spent) await callMarketo(way)
      const response = await send('gitlab', handRaisePath, { method: 'POST', json: handRaise, headers: asJane })
      await world.settle()
      expect(await syncs(world, response)).toEqual([1])
      expect(rowsOf(world, 'workato', 'jobs')).toEqual([expect.objectContaining({ status: 'failed', error })])
      expect(rowsOf(world, 'control', 'jobs')).toEqual([
        expect.objectContaining({
          class: 'Workato::CreateLeadWorker',
          state: 'retry',
          attempt: 1,
          error: `HTTP status code: 422: ${error}`,
        }),
      ])
      expect(rowsOf(world, 'marketo', 'leads')).toEqual([])
      setLimit(world, lifted)
      await world.runner.advance(window + day)
      expect(rowsOf(world, 'marketo', 'leads')).toHaveLength(1)
      expect(rowsOf(world, 'control', 'jobs')).toEqual([])
      expect(rowsOf(world, 'customersdot', 'leads')).toEqual([expect.objectContaining({ sent_at: expect.any(String) })])
      const attempts = await syncs(world, response)
      expect(attempts).toEqual(attempts.map((_, index) => index + 1))
      expect(findings(await spansOf(world, response))).toEqual([])
    })
  }
})

function setLimit(world: World, limit: Limit) {
  const before = world.store.relation('marketo.limits').rows.get(limit.name)
  world.store.commit([{ table: 'marketo.limits', key: limit.name, before, after: limit }])
}

async function callMarketo({ send }: Way) {
  const { access_token } = (await (await send('marketo', tokenPath)).json()) as { access_token: string }
  const response = await send('marketo', '/rest/v1/activities/types.json', { headers: { authorization: `Bearer ${access_token}` } })
  expect(await response.json()).toMatchObject({ success: true })
}

/** In which attempt at CustomersDot's job each call of Workato's for the person was made. */
async function syncs(world: World, response: Response): Promise<number[]> {
  const spans = await spansOf(world, response)
  const leads = exchanges(spans).filter(({ operation }) => operation === 'workato.createLead')
  return exchanges(spans)
    .filter(({ operation }) => operation === 'marketo.syncLeads')
    .map(({ parent_id }) => leads.find(({ id, steps }) => id === parent_id || steps.some((step) => step.id === parent_id))?.attempt ?? 0)
}
