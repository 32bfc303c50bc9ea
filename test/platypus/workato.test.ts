import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import { rowsOf } from '../journey/pipeline.ts'
import { describeEachWay, type Sending, type Way } from '../ways.ts'

const { clientId, clientSecret } = developmentCredentials.workato
const path = '/gitlab-dev/services/platypus/lead'

async function tokenOf({ send }: Way): Promise<string> {
  const json = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
  return (await (await send('workato', '/oauth2/token', { method: 'POST', json })).json()).access_token
}

const post = ({ send }: Way, token: string, sending: Sending = { json: example('WorkatoPlatypusLead') }) =>
  send('workato', path, { method: 'POST', ...sending, headers: { authorization: `Bearer ${token}`, ...sending.headers } })

/** Changes the first row of one of Workato's tables. */
function change({ world }: Way, table: string, changes: object) {
  const [before] = rowsOf(world, 'workato', table)
  const key = before?.id as number
  world.store.commit([{ table: `workato.${table}`, key, before, after: { ...before, ...changes } }])
}

describeEachWay("Workato's entry for Platypus", (open) => {
  test('runs the recipe on the lead and leaves a person in Marketo', async () => {
    const way = await open()
    const response = await post(way, await tokenOf(way))
    expect([response.status, await response.json()]).toEqual([200, expect.objectContaining({ success: true })])
    expect(rowsOf(way.world, 'workato', 'jobs')).toEqual([expect.objectContaining({ status: 'succeeded' })])
    expect(rowsOf(way.world, 'marketo', 'leads')).toEqual([
      expect.objectContaining({
        email: 'jane@example.com',
        company: 'ACME',
        country: 'United States',
        productInteraction: 'Hand Raise PQL',
      }),
    ])
  })

  test.each<[string, number, string, Sending | undefined, (way: Way) => void]>([
    ['while the recipe is stopped', 404, 'Recipe is not running', undefined, (way) => change(way, 'recipes', { running: false })],
    ['beyond the rate limit', 429, 'rate limit', undefined, (way) => change(way, 'access_policies', { rate_limit: 0 })],
    ['that takes longer than the request timeout', 504, 'timeout', undefined, (way) => change(way, 'recipes', { job_time: 45 })],
    ['from a country that is none', 422, 'ZZ', { json: { ...example('WorkatoPlatypusLead'), Country: 'ZZ' } }, () => {}],
    ['without an e-mail', 500, 'Email', { json: { productInteraction: 'Hand Raise PQL' } }, () => {}],
    ['beyond 5 MB', 413, 'too large', { json: { Email: 'x'.repeat(5 * 1024 * 1024) } }, () => {}],
    ['after the token has expired', 401, 'Authentication', undefined, ({ world }) => world.clock.advance(3_600_000)],
  ])('refuses a lead %s with %i', async (_, status, message, sending, prepare) => {
    const way = await open()
    const token = await tokenOf(way)
    prepare(way)
    const response = await post(way, token, sending)
    expect([response.status, (await response.json()).message]).toEqual([status, expect.stringContaining(message)])
    expect(rowsOf(way.world, 'marketo', 'leads')).toEqual([])
  })
})
