import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { World } from '../../mocks/core/world.ts'
import { marketo } from '../../mocks/marketo/system.ts'
import { answering, change } from '../customersdot/neighbours.ts'
import { describeEachWay } from '../ways.ts'
import { connect, findings, people, rowsOf, tokenPath } from './connect.ts'

const second = 1000
const hour = 3_600_000
const describePath = '/rest/v1/leads/describe2.json'
const examples = { rate: 0, concurrency: 1, quota: 2 } as const

/** Enforces a limit, with numbers of its own. */
const enforce = (world: World, name: keyof typeof examples, numbers: object = {}) =>
  change(world, 'marketo.limits', name, { ...example('MarketoLimit', examples[name]), ...numbers })

/** The codes of several calls, one after the other; `200` stands for a success. */
async function codes({ read }: Pick<Awaited<ReturnType<typeof connect>>, 'read'>, count: number): Promise<string[]> {
  const found: string[] = []
  for (let call = 0; call < count; call++) found.push(codeOf(await read(describePath)))
  return found
}

const codeOf = ({ success, errors }: Awaited<ReturnType<Awaited<ReturnType<typeof connect>>['read']>>): string =>
  success ? '200' : errors[0].code

describeEachWay("Marketo's limits", (open) => {
  test('have the numbers of Marketo, and none is enforced as it is seeded', async () => {
    const client = await connect(open)
    expect(rowsOf(client.world, 'marketo.limits')).toEqual([
      { name: 'rate', calls: 100, seconds: 20, enforced: false },
      { name: 'concurrency', calls: 10, enforced: false },
      { name: 'quota', calls: 50_000, enforced: false },
    ])
    client.world.clock.freeze()
    expect(new Set(await codes(client, 101))).toEqual(new Set(['200']))
  })

  test('refuse the 101st call in 20 seconds with 606, and what it wanted is not done', async () => {
    const client = await connect(open)
    client.world.clock.freeze()
    enforce(client.world, 'rate')
    expect(new Set(await codes(client, 100))).toEqual(new Set(['200']))
    expect(await client.write({ input: [example('MarketoLeadInput')] })).toEqual({
      requestId: expect.stringMatching(/^[0-9a-f]+#[0-9a-f]+$/),
      success: false,
      errors: [{ code: '606', message: "Max rate limit '100' exceeded with in '20' secs" }],
    })
    expect(people(client.world)).toEqual([])
    expect(await findings(client.world)).toEqual([])
  })

  test('let calls through as soon as those before leave the window', async () => {
    const client = await connect(open)
    const { world } = client
    world.clock.freeze()
    enforce(world, 'rate', { calls: 2 })
    for (const seconds of [15, 5, 15]) {
      expect(await codes(client, 1)).toEqual(['200'])
      world.clock.advance(seconds * second)
    }
    expect(await codes(client, 2)).toEqual(['200', '606'])
  })

  test('count the calls that they refuse, so that who does not wait is not let in', async () => {
    const client = await connect(open)
    client.world.clock.freeze()
    enforce(client.world, 'rate', { calls: 1 })
    for (const code of ['200', '606', '606']) {
      expect(await codes(client, 1)).toEqual([code])
      client.world.clock.advance(20 * second - 1)
    }
    client.world.clock.advance(1)
    expect(await codes(client, 1)).toEqual(['200'])
  })

  test("refuse a call beyond the day's with 607 until midnight Central time", async () => {
    const client = await connect(open)
    const { world, send } = client
    world.clock.freeze(Date.parse('2024-07-02T05:59:59Z'))
    await send('marketo', tokenPath)
    enforce(world, 'quota', { calls: 2 })
    expect(await codes(client, 3)).toEqual(['200', '200', '607'])
    expect(await client.read(describePath)).toMatchObject({ errors: [{ code: '607', message: 'Daily quota reached' }] })
    world.clock.advance(second)
    expect(await codes(client, 3)).toEqual(['200', '200', '607'])
  })

  test('refuse a call beyond those that are under way with 615, and let the next through when one is over', async () => {
    let enter = () => {}
    let leave = () => {}
    const entered = new Promise<void>((resolve) => (enter = resolve))
    const left = new Promise<void>((resolve) => (leave = resolve))
    const slow = answering(marketo, {
      async describeLeads(...asked: Parameters<typeof marketo.handlers.describeLeads>) {
        enter()
        await left
        return marketo.handlers.describeLeads(...asked)
      },
    })
    const client = await connect(open, { systems: [slow] })
    enforce(client.world, 'concurrency', { calls: 1 })
    const first = client.read(describePath)
    await entered
    expect(await client.read('/rest/v1/activities/types.json')).toMatchObject({
      success: false,
      errors: [{ code: '615', message: "Concurrent access limit '1' reached" }],
    })
    leave()
    expect(codeOf(await first)).toBe('200')
    expect(await codes(client, 2)).toEqual(['200', '200'])
  })

  test('let go of a call whatever becomes of it', async () => {
    const failing = answering(marketo, {
      getLead: () => {
        throw new Error('A bug')
      },
    })
    const client = await connect(open, { systems: [failing], report: () => {} })
    enforce(client.world, 'concurrency', { calls: 1 })
    expect(codeOf(await client.read('/rest/v1/lead/1.json'))).toBe('611')
    expect(codeOf(await client.read('/rest/v1/leads.json?filterType=nothing&filterValues=1'))).toBe('1006')
    expect(codeOf(await client.write('no object'))).toBe('1003')
    expect(await codes(client, 1)).toEqual(['200'])
  })

  test('count no call for a token, none that its token does not let in, and none by an unsupported method', async () => {
    const client = await connect(open)
    const { world, send, headers } = client
    for (const name of ['rate', 'quota'] as const) enforce(world, name, { calls: 1 })
    for (let call = 0; call < 2; call++) {
      expect((await send('marketo', tokenPath)).status).toBe(200)
      expect(codeOf(await (await send('marketo', describePath)).json())).toBe('600')
      expect(codeOf(await (await send('marketo', describePath, { headers: { authorization: 'Bearer guess' } })).json())).toBe('601')
      expect(codeOf(await (await send('marketo', describePath, { method: 'DELETE', headers })).json())).toBe('605')
    }
    expect(await codes(client, 1)).toEqual(['200'])
  })

  test('count calls that meet in one new person once each, though some are made twice', async () => {
    const client = await connect(open)
    enforce(client.world, 'quota', { calls: 5 })
    const body = { input: [example('MarketoLeadInput')] }
    const replies = await Promise.all(Array.from({ length: 4 }, () => client.write(body)))
    expect(replies.map(codeOf)).toEqual(['200', '200', '200', '200'])
    expect(await codes(client, 2)).toEqual(['200', '607'])
  })

  test('let calls through again when the clock was set back to before they came', async () => {
    const client = await connect(open)
    const { world } = client
    enforce(world, 'rate', { calls: 1 })
    world.clock.freeze()
    await codes(client, 1)
    world.clock.freeze(world.clock.now() - hour / 2)
    expect(await codes(client, 2)).toEqual(['200', '606'])
  })

  test('are lifted by the row that enforced them', async () => {
    const client = await connect(open)
    enforce(client.world, 'quota', { calls: 0 })
    expect(await codes(client, 1)).toEqual(['607'])
    enforce(client.world, 'quota', { calls: 0, enforced: false })
    expect(await codes(client, 1)).toEqual(['200'])
  })
})
