import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { example, operation } from '../../contracts/openapi/spec.ts'
import type { SystemName } from '../../contracts/openapi/types.ts'
import type { World } from '../../mocks/core/world.ts'
import { mswHandlers } from '../../mocks/msw.ts'
import { created, engine, exchanges, open, portal } from './made-up.ts'

const server = setupServer()
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }))
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

const hosts = { customersdot: operation('customersdot.createIterable').server, marketo: operation('marketo.getToken').server }

/** Asks Marketo for a token within a step, and answers with the result in `x-asked`. */
const asking = () =>
  portal({
    handlers: {
      async createIterable(_asked, context) {
        const query = { grant_type: 'client_credentials', client_id: 'a', client_secret: 'hunter2' }
        const answer = await context.step('fetch a token', () => context.ask('marketo.getToken', { query }))
        return { ...created, headers: { 'x-asked': String(answer.status) } }
      },
    },
  })

const trigger = (base: string = hosts.customersdot) =>
  fetch(`${base}/trials/create_iterable`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(example('CustomersdotIterable')),
  })

describe('a world that reaches its own systems under the real host names', () => {
  async function joined(): Promise<World> {
    const { world } = await open([asking(), engine()], { upstreams: hosts })
    server.use(...mswHandlers(world))
    return world
  }

  test('records each exchange exactly once, as sent over the network and under the step that sent it', async () => {
    const world = await joined()
    const response = await trigger()
    const [inner, outer, ...more] = await exchanges(world)
    expect([response.status, response.headers.get('x-asked'), more]).toEqual([201, '200', []])
    expect(inner).toMatchObject({
      operation: 'marketo.getToken',
      consumer: 'customersdot',
      transport: 'network',
      status: 200,
      findings: [],
      trace_id: outer?.trace_id,
      parent_id: outer?.steps[0]?.id,
    })
    expect(outer).toMatchObject({ operation: 'customersdot.createIterable', consumer: 'client', transport: 'network', parent_id: null })
  })

  test('forgets what it sent once it is answered', async () => {
    const world = await joined()
    await trigger()
    expect(world.outgoing.size).toBe(0)
  })

  test('keeps the credentials it sent out of the trace', async () => {
    const world = await joined()
    await trigger()
    expect(JSON.stringify(await exchanges(world))).not.toContain('hunter2')
  })
})

test('a system of another world is recorded by both, in one trace', async () => {
  const { world: mine } = await open([asking()], { upstreams: { marketo: hosts.marketo } })
  const { world: theirs } = await open([engine()])
  server.use(...mswHandlers(mine), ...mswHandlers(theirs))
  await trigger()
  const [sent] = await exchanges(mine)
  const [received] = await exchanges(theirs)
  expect(sent).toMatchObject({ operation: 'marketo.getToken', transport: 'network', status: 200 })
  expect(received).toMatchObject({ operation: 'marketo.getToken', trace_id: sent?.trace_id, parent_id: sent?.id })
})

test('systems answer under another base URL, and handlers see it', async () => {
  let seen = ''
  const telling = portal({
    handlers: {
      createIterable({ base }) {
        seen = base
        return created
      },
    },
  })
  const { world } = await open([telling])
  server.use(...mswHandlers(world, { bases: { customersdot: 'http://portal.test/under/here' } }))
  expect((await trigger('http://portal.test/under/here')).status).toBe(201)
  expect(seen).toBe('http://portal.test/under/here')
})

test('a body larger than the system takes is refused', async () => {
  const { world } = await open([portal({ bodyLimit: 10 })])
  server.use(...mswHandlers(world))
  expect((await trigger()).status).toBe(413)
})

test.each([204, 304])('an answer of %i has no body, even if the handler returns one', async (status) => {
  const { world } = await open([portal({ handlers: { createIterable: () => ({ ...created, status }) as never } })])
  server.use(...mswHandlers(world))
  const response = await trigger()
  expect([response.status, await response.text()]).toEqual([status, ''])
})

test('each system of a world has its handlers under its own host', async () => {
  const { world } = await open([portal({}), engine()])
  server.use(...mswHandlers(world))
  const answers = Object.entries(hosts).map(async ([name, host]) => [name, (await fetch(`${host}/nowhere`)).status])
  expect(await Promise.all(answers)).toEqual(Object.keys(hosts).map((name) => [name as SystemName, 404]))
})
