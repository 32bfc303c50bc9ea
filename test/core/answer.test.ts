import { expect, test, vi } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { answer } from '../../mocks/core/engine/answer.ts'
import type { Call } from '../../mocks/core/system/call.ts'
import { railsLogs } from '../../mocks/core/system/rails.ts'
import { call, created, engine, exchanges, noon, notes, open, portal, send, trigger } from './made-up.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const traceparent = `00-${traceId}-00f067aa0ba902b7-01`
const accepting = () => portal({ handlers: { createIterable: () => created } })

test('answers with the handler’s status and its body as JSON', async () => {
  const { world } = await open([accepting()])
  const sent = await trigger(world)
  expect(sent.status).toBe(201)
  expect(sent.headers['content-type']).toBe('application/json; charset=utf-8')
  expect(JSON.parse(sent.text)).toEqual(created.body)
})

test('hands the handler the parsed body, the raw headers and the base that the caller used', async () => {
  const handler = vi.fn(() => created)
  const { world } = await open([portal({ handlers: { createIterable: handler } })])
  await trigger(world, { headers: { 'x-own': '1' }, base: 'http://127.0.0.1:4000/customersdot' })
  expect(handler).toHaveBeenCalledWith(
    expect.objectContaining({
      body: example('CustomersdotIterable'),
      headers: expect.objectContaining({ 'x-own': '1' }),
      base: 'http://127.0.0.1:4000/customersdot',
    }),
    expect.anything(),
  )
})

test('sends text with a content type of its own as it is', async () => {
  const page = { status: 201, headers: { 'content-type': 'text/html' }, body: '<p>' } as never
  const { world } = await open([portal({ handlers: { createIterable: () => page } })])
  expect(await trigger(world)).toMatchObject({ text: '<p>', headers: { 'content-type': 'text/html' } })
})

test('goes on with the trace of a traceparent', async () => {
  const { world } = await open([accepting()])
  const sent = await trigger(world, { headers: { traceparent } })
  expect(sent.headers['x-sandbox-trace']).toBe(traceId)
  expect(await exchanges(world)).toMatchObject([{ trace_id: traceId, parent_id: '00f067aa0ba902b7' }])
})

test.each([undefined, 'nonsense', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, traceparent.toUpperCase()])(
  'begins a new trace for the traceparent %s',
  async (header) => {
    const { world } = await open([accepting()])
    const sent = await trigger(world, { headers: header === undefined ? {} : { traceparent: header } })
    expect(sent.headers['x-sandbox-trace']).toMatch(/^(?!0+$|4bf92f35)[0-9a-f]{32}$/)
    expect(await exchanges(world)).toMatchObject([{ trace_id: sent.headers['x-sandbox-trace'], parent_id: null }])
  },
)

test('passes the trace on to the system that a handler asks', async () => {
  const asking = portal({
    handlers: {
      async createIterable(_asked, context) {
        await context.step('fetch a token', () =>
          context.ask('marketo.getToken', { query: { grant_type: 'client_credentials', client_id: 'a', client_secret: 'b' } }),
        )
        return created
      },
    },
  })
  const { world } = await open([asking, engine()])
  await trigger(world, { headers: { traceparent } })
  const [inner, outer] = await exchanges(world)
  expect(inner).toMatchObject({ trace_id: traceId, consumer: 'customersdot', provider: 'marketo', transport: 'simulated' })
  expect(inner?.parent_id).toBe(outer?.steps[0]?.id)
})

test.each([
  ['GitLab/19.3', 'gitlab'],
  ['Mozilla/5.0', 'browser'],
  ['curl/8', 'client'],
])('takes a caller whose User-Agent is %s for %s', async (agent, consumer) => {
  const { world } = await open([accepting()])
  await trigger(world, { headers: { 'user-agent': agent } })
  expect(await exchanges(world)).toMatchObject([{ consumer, transport: 'network' }])
})

test('records when the exchange began and what was said, without credentials', async () => {
  const { world } = await open([accepting()])
  await trigger(world, { headers: { 'x-admin-token': 'hunter2' } })
  expect(await exchanges(world)).toMatchObject([
    {
      operation: 'customersdot.createIterable',
      started_at: new Date(noon).toISOString(),
      status: 201,
      request: { body: example('CustomersdotIterable'), headers: { 'x-admin-token': '[REDACTED]' } },
      response: { body: created.body },
      findings: [],
    },
  ])
})

test('leaves the sandbox’s own interface out of the traces', async () => {
  const control = { ...portal({ handlers: {} }), name: 'control' }
  const { world } = await open([control as never])
  await send(world, 'control', 'GET', '/_sandbox/clock')
  expect(world.traces.size).toBe(0)
})

test('answers 500 in the dialect when a handler throws, reports the bug and changes nothing', async () => {
  const bug = new Error('a bug')
  const { world, bugs } = await open([
    portal({
      handlers: {
        async createIterable(_asked, { tables }) {
          await tables.notes.insert({ name: 'half-done', topic: null })
          throw bug
        },
      },
    }),
  ])
  const sent = await trigger(world)
  expect(sent).toMatchObject({ status: 500, text: '{"error":"failed"}' })
  expect(bugs).toEqual([bug])
  expect(notes(world)).toEqual([])
  expect(await exchanges(world)).toMatchObject([{ status: 500, steps: [] }])
})

test('runs a handler again when somebody else’s change came between, and keeps both', async () => {
  let runs = 0
  const { world, bugs } = await open([
    portal({
      seed: () => ({ notes: [{ id: 1, name: 'count', topic: '' }] }),
      handlers: {
        async createIterable(_asked, { tables }) {
          runs++
          const row = (await tables.notes.get(1)) as { id: number; name: string; topic: string }
          await tables.notes.update(row, { topic: `${row.topic}+` })
          return created
        },
      },
    }),
  ])
  const sent = await Promise.all([trigger(world), trigger(world)])
  expect(sent.map(({ status }) => status)).toEqual([201, 201])
  expect(notes(world)).toEqual([{ id: 1, name: 'count', topic: '++' }])
  expect({ runs, bugs }).toEqual({ runs: 3, bugs: [] })
})

test('gives up on a handler that runs into the same conflict each time', async () => {
  const { world, bugs } = await open([
    portal({
      seed: () => ({ notes: [{ id: 1, name: 'taken', topic: null }] }),
      handlers: {
        async createIterable(_asked, { tables }) {
          await tables.notes.insert({ name: 'taken', topic: null })
          return created
        },
      },
    }),
  ])
  expect((await trigger(world)).status).toBe(500)
  expect(String(bugs[0])).toContain('customersdot.notes already has name: taken')
})

test('records findings of both sides and lets the request pass when the dialect does', async () => {
  const surplus = { status: 201, body: { ...created.body, extra: 1 } } as never
  const { world } = await open([portal({ handlers: { createIterable: () => surplus } })])
  const sent = await trigger(world, { json: { ...example('CustomersdotIterable'), work_email: 7 } })
  expect(sent.status).toBe(201)
  expect((await exchanges(world))[0]?.findings).toMatchObject([
    { side: 'request', at: '/body/work_email', code: 'type' },
    { side: 'response', at: '/body/extra', code: 'surplus' },
  ])
})

test('refuses a stray request as the dialect says, before the handler', async () => {
  const handler = vi.fn(() => created)
  const system = portal({ handlers: { createIterable: handler } })
  system.errors = { ...system.errors, invalid: ([first]) => ({ status: 422, body: { error: first?.at } }) }
  const { world } = await open([system])
  expect(await trigger(world, { json: {} })).toMatchObject({ status: 422, text: '{"error":"/body/work_email"}' })
  expect(handler).not.toHaveBeenCalled()
})

test('records a status that the document does not give as a finding', async () => {
  const teapot = { status: 418, body: {} } as never
  const { world } = await open([portal({ handlers: { createIterable: () => teapot } })])
  await trigger(world)
  expect((await exchanges(world))[0]?.findings).toMatchObject([{ side: 'response', at: '/status', code: 'undocumented' }])
})

test('answers an unknown path and an unknown method in the dialect and records that they are undocumented', async () => {
  const { world } = await open([portal({})])
  const path = await send(world, 'customersdot', 'GET', '/nowhere')
  const method = await send(world, 'customersdot', 'DELETE', '/trials/create_iterable')
  expect([path.status, method.status]).toEqual([404, 405])
  expect(method.text).toContain('allowed: POST')
  const undocumented = { operation: null, findings: [{ code: 'undocumented', at: '/url' }] }
  expect(await exchanges(world)).toMatchObject([undocumented, undocumented])
})

const unreadable: [title: string, sending: Partial<Call>, at: string][] = [
  ['broken JSON', { body: '{"a":', headers: { 'content-type': 'application/json' } }, '/body'],
  ['a repeated key', { body: '{"uid":1,"uid":2}', headers: { 'content-type': 'application/json' } }, '/body/uid'],
  ['nesting without end', { body: '['.repeat(50_000) + ']'.repeat(50_000), headers: { 'content-type': 'application/json' } }, '/body/0'],
  ['another media type', { body: '<a/>', headers: { 'content-type': 'text/xml' } }, '/header/content-type'],
  ['a media type named like a property of objects', { body: '{}', headers: { 'content-type': 'constructor' } }, '/header/content-type'],
]

test.each(unreadable)('refuses %s as unreadable and says where', async (_title, sending, at) => {
  const { world } = await open([accepting()])
  const sent = await trigger(world, { json: undefined, ...sending })
  expect(sent.status).toBe(400)
  const [finding] = (await exchanges(world))[0]?.findings ?? []
  expect(finding).toMatchObject({ side: 'request', code: 'malformed' })
  expect(finding?.at.startsWith(at)).toBe(true)
})

test('keeps a secret in broken JSON out of the answer and the trace', async () => {
  const { world } = await open([accepting()])
  const body = '{"client_secret":hunter2, "password": "correct horse, battery"'
  const sent = await trigger(world, { json: undefined, body, headers: { 'content-type': 'application/json' } })
  expect(sent.text + JSON.stringify(await exchanges(world))).not.toMatch(/hunter2|correct|horse|battery/)
})

test('refuses a body that the face found too large', async () => {
  const { world } = await open([accepting()])
  expect((await trigger(world, { body: '', oversized: true })).status).toBe(413)
})

test('lets a body be too large where none is read', async () => {
  const getPagingToken = () => ({ status: 200 as const, body: example('MarketoGetPagingTokenResult') })
  const { world } = await open([engine({ handlers: { getPagingToken } })])
  const query = '/rest/v1/activities/pagingtoken.json?sinceDatetime=2024-01-01'
  expect((await send(world, 'marketo', 'GET', query, { body: '', oversized: true })).status).toBe(200)
})

const unauthorised = (name: string) => () => ({ status: 401, body: { error: name } })

const pass = () => undefined

test.each([
  ['first', { MarketoBearer: pass, MarketoQueryToken: unauthorised('query') }],
  ['last', { MarketoBearer: unauthorised('bearer'), MarketoQueryToken: pass }],
])('passes when the %s of the alternatives of security does', async (_title, guards) => {
  const getPagingToken = () => ({ status: 200 as const, body: example('MarketoGetPagingTokenResult') })
  const { world } = await open([engine({ guards, handlers: { getPagingToken } })])
  const sent = await send(world, 'marketo', 'GET', '/rest/v1/activities/pagingtoken.json?sinceDatetime=2024-01-01')
  expect(sent.status).toBe(200)
})

test('refuses as the last alternative does when none passes', async () => {
  const { world } = await open([engine({ guards: { MarketoBearer: unauthorised('bearer'), MarketoQueryToken: unauthorised('query') } })])
  const sent = await send(world, 'marketo', 'GET', '/rest/v1/activities/pagingtoken.json?sinceDatetime=2024-01-01')
  expect(sent).toMatchObject({ status: 401, text: '{"error":"query"}' })
})

test('demands every scheme of one alternative', async () => {
  const guards = { CustomersdotAdminEmail: () => undefined, CustomersdotAdminToken: unauthorised('token') }
  const { world } = await open([portal({ guards, handlers: { createIterable: () => created } })])
  expect(await trigger(world)).toMatchObject({ status: 401, text: '{"error":"token"}' })
})

test('checks credentials before it reads the body', async () => {
  const guards = { CustomersdotAdminToken: unauthorised('token') }
  const { world } = await open([portal({ guards, handlers: { createIterable: () => created } })])
  expect((await trigger(world, { json: undefined, body: '{' })).status).toBe(401)
})

const pagingToken = '/rest/v1/activities/pagingtoken.json'

test('tells guards the permissions that the operation names beside the scheme', async () => {
  const guard = vi.fn(unauthorised('none'))
  const { world } = await open([engine({ guards: { MarketoBearer: guard } })])
  await send(world, 'marketo', 'GET', `${pagingToken}?sinceDatetime=2024-01-01`)
  expect(guard).toHaveBeenCalledWith(expect.anything(), expect.anything(), ['Read-Only Activity'])
})

test('answers what the system takes a call for, and keeps in the trace how it came', async () => {
  const override = ({ body, ...asked }: Call): Call => ({ ...asked, method: 'GET', query: body, body: '' })
  const getPagingToken = vi.fn(() => ({ status: 200 as const, body: example('MarketoGetPagingTokenResult') }))
  const { world } = await open([engine({ override, handlers: { getPagingToken } })])
  expect((await send(world, 'marketo', 'POST', pagingToken, { body: 'sinceDatetime=2024-01-01' })).status).toBe(200)
  expect(getPagingToken).toHaveBeenCalledWith(expect.objectContaining({ query: { sinceDatetime: '2024-01-01' } }), expect.anything())
  expect(await exchanges(world)).toMatchObject([
    { method: 'POST', operation: 'marketo.getPagingToken', request: { body: 'sinceDatetime=2024-01-01' } },
  ])
})

test('tells the system once that a call is over, with the reply', async () => {
  const ended = vi.fn()
  const { world } = await open([portal({ ended, handlers: { createIterable: () => created } })])
  await trigger(world)
  expect(ended).toHaveBeenCalledExactlyOnceWith(
    expect.objectContaining({ method: 'POST', path: '/trials/create_iterable' }),
    { clock: world.clock, memory: world.memoryOf('customersdot') },
    created,
  )
})

test('logs each request of a Rails system under its trace', async () => {
  const { world } = await open([portal({ logs: railsLogs, handlers: { createIterable: () => created } })])
  const sent = await trigger(world)
  expect((await exchanges(world))[0]?.logs).toMatchObject([
    {
      message: 'Completed 201',
      severity: 'INFO',
      correlation_id: sent.headers['x-sandbox-trace'],
      method: 'POST',
      path: '/trials/create_iterable',
    },
  ])
})

test('records the steps of a handler with the rows they wrote, and what it told about the lead', async () => {
  const { world } = await open([
    portal({
      handlers: {
        async createIterable(_asked, context) {
          context.tag({ email: 'jane@example.com' })
          await context.step('save', () => context.step('insert', () => context.tables.notes.insert({ name: 'a', topic: null })))
          return created
        },
      },
    }),
  ])
  await trigger(world)
  const rows = [{ table: 'customersdot.notes', key: 1, change: 'inserted' }]
  expect(await exchanges(world)).toMatchObject([
    {
      tags: { email: 'jane@example.com' },
      steps: [
        { name: 'save', depth: 0, rows },
        { name: 'insert', depth: 1, rows },
      ],
    },
  ])
})

test('keeps two worlds apart', async () => {
  const saving = portal({
    handlers: {
      async createIterable(_asked, { tables }) {
        await tables.notes.insert({ name: 'mine', topic: null })
        return created
      },
    },
  })
  const [one, other] = [await open([saving]), await open([saving])]
  await answer(one.world, call('customersdot', 'POST', '/trials/create_iterable', { json: example('CustomersdotIterable') }))
  expect([notes(one.world).length, notes(other.world).length]).toEqual([1, 0])
  expect([one.world.traces.size, other.world.traces.size]).toEqual([1, 0])
})
