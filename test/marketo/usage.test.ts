import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { change } from '../customersdot/neighbours.ts'
import { describeEachWay } from '../ways.ts'
import { connect, findings, refusal } from './connect.ts'

const hour = 3_600_000
const userId = 'apis@gitlab.example'
const stats = (of: string) => `/rest/v1/stats/${of}.json`
const used = (date: string, count: number) => ({ date, total: count, users: [{ userId, count }] })

describeEachWay('Marketo usage', (open) => {
  test('counts the calls of the day, the one that asks included, until midnight Central time', async () => {
    const { read, world } = await connect(open)
    world.clock.freeze(Date.parse('2024-01-02T05:00:00Z'))
    await read('/rest/v1/leads/describe2.json')
    expect((await read(stats('usage'))).result).toEqual([used('2024-01-01', 2)])
    world.clock.advance(hour)
    expect((await read(stats('usage'))).result).toEqual([used('2024-01-02', 1)])
    expect(await findings(world)).toEqual([])
  })

  test('tells of the last seven days, the oldest first', async () => {
    const { read, renew, world } = await connect(open)
    for (const day of ['01', '02', '05', '08']) {
      world.clock.freeze(Date.parse(`2024-01-${day}T12:00:00Z`))
      await renew()
      await read(stats('usage'))
    }
    expect((await read(stats('usage/last7days'))).result).toEqual([used('2024-01-02', 1), used('2024-01-05', 1), used('2024-01-08', 2)])
    expect((await read(stats('errors/last7days'))).result).toEqual(
      ['02', '05', '08'].map((day) => ({ date: `2024-01-${day}`, total: 0, errors: [] })),
    )
  })

  test('counts refusals by their code, whoever made the call', async () => {
    const { read, send, world } = await connect(open)
    world.clock.freeze(Date.parse('2024-01-01T12:00:00Z'))
    await read('/rest/v1/nothing.json')
    await read('/rest/v1/nothing.json')
    await send('marketo', stats('usage'))
    await read('/rest/v1/lead/99.json')
    const expected = [
      {
        ...{ date: '2024-01-01', total: 4 },
        errors: [
          { errorCode: '610', count: 2 },
          { errorCode: '600', count: 1 },
          { errorCode: '1004', count: 1 },
        ],
      },
    ]
    expect((await read(stats('errors'))).result).toEqual(expected)
    expect((await read(stats('errors/last7days'))).result).toEqual(expected)
  })

  test('does not count calls that are free, and refused ones do count against the quota', async () => {
    const { read, ask, send, world } = await connect(open)
    world.clock.freeze(Date.parse('2024-01-01T12:00:00Z'))
    await send('marketo', stats('usage'), { headers: { authorization: 'Bearer guess' } })
    await ask('DELETE', stats('usage'))
    expect((await read(stats('usage'))).result).toEqual([used('2024-01-01', 1)])
    change(world, 'marketo.limits', 'quota', { ...example('MarketoLimit', 2), calls: 2 })
    await read('/rest/v1/lead/99.json')
    expect(await read(stats('usage'))).toMatchObject(refusal('607', 'Daily quota reached'))
    change(world, 'marketo.limits', 'quota', { ...example('MarketoLimit', 2), enforced: false })
    expect((await read(stats('usage/last7days'))).result).toEqual([used('2024-01-01', 4)])
  })

  test('does not count a call that ended in a bug, nor does the rate limit', async () => {
    const { read, world } = await connect(open, { report: () => {} })
    world.clock.freeze(Date.parse('2024-01-01T12:00:00Z'))
    change(world, 'marketo.limits', 'rate', { ...example('MarketoLimit'), calls: 1 })
    world.store.relation('marketo.leads').rows.get = () => {
      throw new Error('broken on purpose')
    }
    expect(await read('/rest/v1/lead/1.json')).toMatchObject(refusal('611', 'System error'))
    expect((await read(stats('usage'))).result).toEqual([used('2024-01-01', 1)])
  })
})
