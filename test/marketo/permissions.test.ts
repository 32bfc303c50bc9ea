import { expect, test } from 'vitest'
import { example, operations } from '../../contracts/openapi/spec.ts'
import { apiUser, permissions } from '../../mocks/marketo/access/permissions.ts'
import { change } from '../customersdot/neighbours.ts'
import { describeEachWay } from '../ways.ts'
import { connect, people, refusal, rowsOf } from './connect.ts'

const denied = refusal('603', 'Access denied')
const own = [...operations.values()].filter(({ system, security }) => system === 'marketo' && security.length)

describeEachWay('Marketo permissions', (open) => {
  test('are all given to the API-only user of a new Marketo', async () => {
    const { world } = await connect(open)
    expect(rowsOf(world, 'marketo.users')).toEqual([{ id: apiUser, permissions }])
    expect(permissions).toEqual(expect.arrayContaining(['Read-Only Lead', 'Read-Write Lead', 'Execute Campaign', 'Read-Write Activity']))
  })

  test('refuse every operation with 603 that needs one, and nothing is done', async () => {
    const { ask, world } = await connect(open)
    change(world, 'marketo.users', apiUser, { id: apiUser, permissions: [] })
    for (const { method, path, security } of own) {
      const answer = await ask(
        method,
        path.replace(/\{\w+\}/, '1'),
        method === 'POST' ? { input: [{ email: 'jane@example.com' }] } : undefined,
      )
      const isFree = security.every((alternative) => Object.values(alternative).flat().length === 0)
      expect([path, answer]).toEqual([path, isFree ? expect.objectContaining({ success: true }) : expect.objectContaining(denied)])
    }
    expect(people(world)).toEqual([])
  })

  test('to write include those to read, and not the other way round', async () => {
    const { ask, world, write } = await connect(open)
    const give = (...given: string[]) => change(world, 'marketo.users', apiUser, { id: apiUser, permissions: given })
    give('Read-Write Lead')
    expect(await write({ input: [{ email: 'jane@example.com' }] })).toMatchObject({ success: true })
    expect(await ask('GET', '/rest/v1/lead/1.json')).toMatchObject({ success: true })
    give('Read-Only Lead')
    expect(await ask('GET', '/rest/v1/lead/1.json')).toMatchObject({ success: true })
    expect(await write({ input: [{ email: 'john@example.com' }] })).toMatchObject(denied)
  })
})

describeEachWay('Marketo switch acceptQueryToken', (open) => {
  test('is on, and when it is off a token counts only in the header', async () => {
    const { read, send, token, world } = await connect(open)
    const path = '/rest/v1/leads/describe2.json'
    const inQuery = async () => (await send('marketo', `${path}?access_token=${encodeURIComponent(token)}`)).json()
    expect(await inQuery()).toMatchObject({ success: true })
    change(world, 'marketo.switches', 'acceptQueryToken', example('MarketoSwitch'))
    expect(await inQuery()).toMatchObject(refusal('600', 'Access token is empty'))
    expect(await read(path)).toMatchObject({ success: true })
  })
})
