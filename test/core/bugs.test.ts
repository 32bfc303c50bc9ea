import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getResponse } from 'msw'
import { expect, onTestFinished, test } from 'vitest'
import { answer } from '../../mocks/core/engine/answer.ts'
import { MemoryLog } from '../../mocks/core/memory.ts'
import type { AnySystem } from '../../mocks/core/system/system.ts'
import type { World } from '../../mocks/core/world.ts'
import { mswHandlers } from '../../mocks/msw.ts'
import { face } from '../../sandbox/server/face.ts'
import { call, created, exchanges, open, portal, trigger } from './made-up.ts'

const bug = new Error('a bug')
const throwing = () => {
  throw bug
}

const base = portal({ handlers: { createIterable: () => created } })
const circular: Record<string, unknown> = {}
circular.self = circular

const path = '/trials/create_iterable'

/** Each step of `answer` that code of a system takes part in, made to throw. */
const steps: [step: string, system: AnySystem][] = [
  ['the override', { ...base, override: throwing }],
  ['a guard', { ...base, guards: { CustomersdotAdminToken: throwing } }],
  ['a guard, as a rejection', { ...base, guards: { CustomersdotAdminToken: () => Promise.reject(bug) } }],
  ['the dialect', { ...base, errors: { ...base.errors, invalid: throwing } }],
  ['the handler', portal({ handlers: { createIterable: throwing } })],
  ['the end of the call', { ...base, ended: throwing }],
  ['the headers', { ...base, headers: throwing }],
]

test.each(steps)('answers 500 in the dialect and reports the bug once when %s throws', async (_step, system) => {
  const { world, bugs } = await open([system])
  const sent = await trigger(world, { json: {} })
  expect(sent).toMatchObject({ status: 500, text: '{"error":"failed"}', headers: { 'content-type': 'application/json; charset=utf-8' } })
  expect(bugs).toEqual([bug])
})

test.each([
  ['a body that is not JSON', circular],
  ['a body with a big integer', { success: true, trigger_id: 9n }],
])('answers 500 in the dialect when a handler returns %s', async (_title, body) => {
  const { world, bugs } = await open([portal({ handlers: { createIterable: () => ({ status: 201, body }) as never } })])
  expect(await trigger(world)).toMatchObject({ status: 500, text: '{"error":"failed"}' })
  expect(bugs).toHaveLength(1)
})

test('answers 500 in the dialect when the exchange cannot be recorded', async () => {
  const spanLog = new MemoryLog()
  spanLog.append = throwing
  const { world, bugs } = await open([base], { spanLog })
  expect(await trigger(world)).toMatchObject({ status: 500, text: '{"error":"failed"}' })
  expect(bugs).toEqual([bug])
})

test('records the 500 under its operation, also when the bug is in the way that a request is read', async () => {
  const { world } = await open([base])
  const asked = call('customersdot', 'POST', path, { json: {} })
  let reads = 0
  const body = { get: () => (reads++ ? '' : throwing()) }
  expect(await answer(world, Object.defineProperty(asked, 'body', body))).toMatchObject({ status: 500 })
  expect(await exchanges(world)).toMatchObject([
    { operation: 'customersdot.createIterable', status: 500, response: { body: { error: 'failed' } } },
  ])
})

test('starts the jobs of a handler also when the reply fails', async () => {
  const handlers = {
    async createIterable(_asked: unknown, context: { enqueue(name: string, args: object): Promise<string> }) {
      await context.enqueue('Count', {})
      return created
    },
  }
  let runs = 0
  const workers = { Count: { queue: 'default', perform: async () => void runs++, retryIn: () => undefined } }
  const { world } = await open([{ ...base, handlers, workers, headers: throwing } as unknown as AnySystem], { automatic: true })
  await trigger(world)
  await world.settle()
  expect(runs).toBe(1)
})

const hopeless = { ...base, override: throwing, errors: { ...base.errors, failed: throwing } }

const post = { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }

/** Sends a request to the Express face of the made-up system. */
async function overHttp(world: World): Promise<Response> {
  const server = createServer(face(world, 'customersdot')).listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  return fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, post)
}

const overMsw = (world: World) =>
  getResponse(mswHandlers(world), new Request(world.baseOf('customersdot') + path, post)) as Promise<Response>

test.each([
  ['Express', overHttp],
  ['MSW', overMsw],
])('sends a bare 500 over %s and reports each bug when the 500 of the dialect throws too', async (_face, send) => {
  const { world, bugs } = await open([hopeless])
  const response = await send(world)
  expect([response.status, await response.text()]).toEqual([500, ''])
  expect(bugs).toEqual([bug, bug])
})

test('sends a 500 over HTTP when a reply has a header that cannot be sent', async () => {
  const { world, bugs } = await open([portal({ handlers: { createIterable: () => ({ ...created, headers: { 'x-own': 'a\nb' } }) } })])
  const { status } = await overHttp(world)
  expect(status).toBe(500)
  expect(bugs).toHaveLength(1)
})

test('reports a listener that throws, and neither the work nor the other listeners notice', async () => {
  const { world, bugs } = await open([base])
  let spans = 0
  world.events.follow(throwing)
  world.events.follow(({ type }) => void (spans += type === 'span' ? 1 : 0))
  expect((await trigger(world)).status).toBe(201)
  expect({ spans, bugs }).toEqual({ spans: 1, bugs: [bug] })
})
