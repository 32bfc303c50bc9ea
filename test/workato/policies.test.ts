import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { World } from '../../mocks/core/world.ts'
import { workato } from '../../mocks/workato/system.ts'
import { answering, change, marketo, rowsOf } from '../customersdot/neighbours.ts'
import { describeEachWay, type Open, type Way } from '../ways.ts'

const systems = [workato, marketo]
const second = 1000
const day = 86_400 * second
const rateExceeded = { message: 'The rate limit of your API policy has been exceeded' }
const quotaExceeded = { message: 'The quota of your API policy has been exceeded' }

/** A world whose clock stands still, and a client with a token. */
async function opened(open: Open, policy?: object, options: Parameters<Open>[0] = { systems }) {
  const way = await open(options)
  way.world.clock.freeze(Date.parse('2024-01-01'))
  if (policy) setPolicy(way.world, policy)
  return { ...way, token: await tokenOf(way) }
}

const setPolicy = (world: World, policy: object) =>
  change(world, 'workato.access_policies', 1, { ...example('WorkatoAccessPolicy', 1), ...policy })

async function tokenOf({ send }: Pick<Way, 'send'>): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: 'workato_client_id', client_secret: 'workato_client_secret' }
  const response = await send('workato', '/oauth2/token', { method: 'POST', form })
  return ((await response.json()) as { access_token: string }).access_token
}

const createLead = ({ send, token }: Pick<Way, 'send'> & { token: string }, json: object = example('WorkatoLead')) =>
  send('workato', '/gitlab-dev/services/marketo/lead', { method: 'POST', json, headers: { authorization: `Bearer ${token}` } })

const statuses = async (client: Parameters<typeof createLead>[0], count: number) => {
  const found: number[] = []
  for (let call = 0; call < count; call++) found.push((await createLead(client)).status)
  return found
}

describeEachWay("Workato's access policy", (open) => {
  test('limits nothing as it is seeded, and nothing when there is none', async () => {
    const way = await opened(open)
    expect(rowsOf(way.world, 'workato.access_policies')).toEqual([expect.objectContaining({ rate_limit: null, quota: null })])
    expect(await statuses(way, 5)).toEqual([200, 200, 200, 200, 200])
    change(way.world, 'workato.access_policies', 1, null)
    expect((await createLead(way)).status).toBe(200)
  })

  test('refuses a call beyond the rate limit, which runs no recipe', async () => {
    const way = await opened(open, { rate_limit: 2, rate_interval: 60 })
    expect(await statuses(way, 2)).toEqual([200, 200])
    const refused = await createLead(way)
    expect(refused.status).toBe(429)
    expect(await refused.json()).toEqual(rateExceeded)
    expect(rowsOf(way.world, 'workato.jobs')).toHaveLength(2)
  })

  test('lets calls through again when the interval is over, whatever was refused in it', async () => {
    const way = await opened(open, { rate_limit: 2, rate_interval: 60 })
    expect(await statuses(way, 5)).toEqual([200, 200, 429, 429, 429])
    await way.world.runner.advance(60 * second - 1)
    expect((await createLead(way)).status).toBe(429)
    await way.world.runner.advance(1)
    expect(await statuses(way, 3)).toEqual([200, 200, 429])
  })

  test('refuses a call beyond the quota until its 30 days are over', async () => {
    const way = await opened(open, { quota: 1 })
    expect(await statuses(way, 2)).toEqual([200, 429])
    await way.world.runner.advance(30 * day - 1)
    const refused = await createLead({ ...way, token: await tokenOf(way) })
    expect([refused.status, await refused.json()]).toEqual([429, quotaExceeded])
    await way.world.runner.advance(1)
    expect((await createLead({ ...way, token: await tokenOf(way) })).status).toBe(200)
  })

  test('lets calls through when the clock was set back to before they were counted', async () => {
    const way = await opened(open, { rate_limit: 1, rate_interval: 60 })
    await createLead(way)
    way.world.clock.freeze(Date.parse('2023-12-31T23:00:00Z'))
    expect(await statuses(way, 2)).toEqual([200, 429])
  })

  test('counts calls that come at once, so that no more get through', async () => {
    const way = await opened(open, { rate_limit: 3 })
    const replies = await Promise.all(Array.from({ length: 8 }, () => createLead(way)))
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(3)
    expect(replies.filter(({ status }) => status === 429)).toHaveLength(5)
  })

  test('counts a call that is made twice because of a conflict once', async () => {
    let meddled = false
    const meddling = answering(marketo, {
      syncLeads: () => {
        if (!meddled) change(way.world, 'workato.jobs', 'meddled', { id: 'meddled' })
        meddled = true
        return { status: 200, body: { requestId: 'e42b#14272d07d78', success: true, result: [{ id: 50, status: 'created' }] } }
      },
    })
    const conflicting = answering(workato, {
      createLead: async (asked: object, context: Parameters<(typeof workato)['handlers']['createLead']>[1]) => {
        const job = await context.tables.jobs.get('meddled')
        const answered = await workato.handlers.createLead(asked as never, context)
        if (!job) await context.tables.jobs.insert({ ...example('WorkatoJob'), id: 'meddled' })
        return answered
      },
    })
    const way = await opened(open, { rate_limit: 2 }, { systems: [conflicting, meddling] })
    expect(await statuses(way, 3)).toEqual([200, 200, 429])
    expect(meddled).toBe(true)
  })

  test('counts no call that is not authenticated, and none for a token', async () => {
    const way = await opened(open, { rate_limit: 1 })
    for (let call = 0; call < 3; call++) expect((await createLead({ ...way, token: 'guess' })).status).toBe(401)
    for (let call = 0; call < 3; call++) await tokenOf(way)
    expect(await statuses(way, 2)).toEqual([200, 429])
  })

  test('lets a call through that a higher limit makes room for', async () => {
    const way = await opened(open, { rate_limit: 1 })
    expect(await statuses(way, 2)).toEqual([200, 429])
    setPolicy(way.world, { rate_limit: 2 })
    expect(await statuses(way, 2)).toEqual([200, 429])
  })
})
