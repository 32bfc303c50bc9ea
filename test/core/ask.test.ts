import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test, vi } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { OperationId } from '../../contracts/openapi/types.ts'
import type { Asking } from '../../mocks/core/dispatch.ts'
import { ask } from '../../mocks/core/engine/ask.ts'
import type { World } from '../../mocks/core/world.ts'
import { engine, exchanges, open, portal } from './made-up.ts'

const parent = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' }
const query = { grant_type: 'client_credentials', client_id: 'a', client_secret: 'hunter2' }
const getToken = (world: World) =>
  ask(world, { operation: 'marketo.getToken', question: { query }, consumer: 'workato', attempt: 1, parent })

/** A base URL at which nobody listens. */
async function nobody(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return `http://127.0.0.1:${port}`
}

/** A world whose Marketo is a real one that answers as told. */
async function withUpstream(answering: (url: string, sent: RequestInit) => Promise<Response>) {
  const fetch = vi.fn(answering)
  const { world } = await open([portal({})], {
    upstreams: { marketo: 'https://real.test', customersdot: 'https://real.test' },
    fetch: fetch as never,
    timeoutMs: 5,
  })
  return { world, fetch }
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json;charset=utf-8' } })

describe('a simulated system', () => {
  test('answers what its handler returns', async () => {
    const { world } = await open([engine()])
    expect(await getToken(world)).toMatchObject({ status: 200, body: example('MarketoToken') })
    expect(await exchanges(world)).toMatchObject([
      { transport: 'simulated', consumer: 'workato', trace_id: parent.traceId, parent_id: parent.spanId },
    ])
  })

  test('that the world does not have is a bug of whoever made the world', async () => {
    const { world } = await open([portal({})])
    await expect(getToken(world)).rejects.toThrow('This world has no system "marketo"')
  })
})

describe('a real system', () => {
  test('is asked over the network, and its answer recorded', async () => {
    const { world, fetch } = await withUpstream(async () => json(example('MarketoToken')))
    expect(await getToken(world)).toMatchObject({ status: 200, body: example('MarketoToken') })
    expect(fetch.mock.calls[0]?.[0]).toBe(
      'https://real.test/identity/oauth/token?grant_type=client_credentials&client_id=a&client_secret=hunter2',
    )
    const [exchange] = await exchanges(world)
    expect(exchange).toMatchObject({ transport: 'network', parent_id: parent.spanId, status: 200, findings: [] })
    expect(exchange?.url).toContain('client_secret=[REDACTED]')
    expect(fetch.mock.calls[0]?.[1].headers).toMatchObject({ traceparent: `00-${parent.traceId}-${exchange?.id}-01` })
  })

  test('that strays from the contract is a finding and no failure', async () => {
    const { world } = await withUpstream(async () => json({ ...example('MarketoToken'), extra: 1 }))
    expect(await getToken(world)).not.toHaveProperty('error')
    expect((await exchanges(world))[0]?.findings).toMatchObject([{ side: 'response', at: '/body/extra', code: 'surplus' }])
  })

  test('that answers with an undocumented status is a finding', async () => {
    const { world } = await withUpstream(async () => json({}, 503))
    expect((await getToken(world)).status).toBe(503)
    expect((await exchanges(world))[0]?.findings).toMatchObject([{ at: '/status', code: 'undocumented' }])
  })

  test('that calls broken JSON JSON is a finding and no failure', async () => {
    const broken = new Response('<html>', { headers: { 'content-type': 'application/json' } })
    const { world } = await withUpstream(async () => broken)
    expect(await getToken(world)).toMatchObject({
      status: 200,
      body: '<html>',
      error: expect.stringContaining('Marketo answered 200, but'),
    })
    expect((await exchanges(world))[0]).toMatchObject({ findings: [{ at: '/body', code: 'type' }], response: { body: '<html>' } })
  })

  test('that leaves out a field on which the client relies has no usable answer', async () => {
    const { access_token, ...rest } = example('MarketoToken')
    const { world } = await withUpstream(async () => json(rest))
    const error = 'Marketo answered 200, but not as documented: /body/access_token: Invalid input: expected string, received undefined'
    expect(await getToken(world)).toEqual({ status: 200, headers: expect.anything(), body: rest, error })
  })

  test('that leaves out a field on which the client does not rely has a usable answer', async () => {
    const { scope, ...rest } = example('MarketoToken')
    const { world } = await withUpstream(async () => json(rest))
    expect(await getToken(world)).not.toHaveProperty('error')
    expect((await exchanges(world))[0]?.findings).toMatchObject([{ at: '/body/scope', code: 'missing' }])
  })

  test('that answers with very deep JSON has no usable answer', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
    const { world } = await withUpstream(async () => new Response(deep, { headers: { 'content-type': 'application/json' } }))
    expect(await getToken(world)).toMatchObject({ status: 200, error: expect.stringContaining('/body') })
    expect((await exchanges(world))[0]?.findings).toMatchObject([{ at: '/body', code: 'type' }])
  })

  test('is sent paths, repeated keys and bodies as the document writes them', async () => {
    const { world, fetch } = await withUpstream(async () => json({}))
    const asked = <Op extends OperationId>(operation: Op, question: Asking<Op>['question']) =>
      ask(world, { operation, question, consumer: 'gitlab', attempt: 1, parent })
    await asked('marketo.getLead', { path: { id: 50 } })
    await asked('customersdot.getTrialEligibility', { query: { 'namespace_ids[]': [1, 2] } })
    await asked('marketo.createToken', { body: { grant_type: 'a b' } })
    await asked('customersdot.createIterable', { body: example('CustomersdotIterable'), headers: { 'X-Admin-Token': 't' } })
    expect(fetch.mock.calls.map(([url, { body }]) => [url, body])).toEqual([
      ['https://real.test/rest/v1/lead/50.json', null],
      ['https://real.test/api/v1/gitlab/namespaces/trials/eligibility?namespace_ids%5B%5D=1&namespace_ids%5B%5D=2', null],
      ['https://real.test/identity/oauth/token', 'grant_type=a+b'],
      ['https://real.test/trials/create_iterable', JSON.stringify(example('CustomersdotIterable'))],
    ])
    expect(fetch.mock.calls[3]?.[1].headers).toMatchObject({ 'content-type': 'application/json', 'x-admin-token': 't' })
    expect((await exchanges(world)).flatMap(({ findings }) => findings).filter(({ side }) => side === 'request')).toEqual([])
  })
})

describe('no answer at all', () => {
  test('is status 0 with the reason, in the answer and in the trace, when nobody listens', async () => {
    const { world } = await open([portal({})], { upstreams: { marketo: await nobody() } })
    const answer = await getToken(world)
    expect(answer).toEqual({ status: 0, error: expect.stringContaining('ECONNREFUSED') })
    expect(await exchanges(world)).toMatchObject([{ status: 0, error: expect.stringContaining('ECONNREFUSED'), findings: [] }])
    expect(world.traces.summary(parent.traceId)).toMatchObject({ errors: 1 })
    expect(world.outgoing.size).toBe(0)
  })

  test('is status 0 when the time is up', async () => {
    const { world } = await withUpstream(
      (_url, { signal }) => new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
    )
    expect(await getToken(world)).toEqual({ status: 0, error: expect.stringContaining('timeout') })
    expect(await exchanges(world)).toMatchObject([{ status: 0, error: expect.stringContaining('timeout') }])
  })

  test('still tells what was wrong with the question', async () => {
    const { world } = await withUpstream(() => Promise.reject(new Error('down')))
    await ask(world, {
      operation: 'marketo.getToken',
      question: { query: { grant_type: 'x' } as never },
      consumer: 'workato',
      attempt: 1,
      parent,
    })
    expect((await exchanges(world))[0]?.findings).toMatchObject([
      { side: 'request', at: '/query/client_id', code: 'missing' },
      { side: 'request', at: '/query/client_secret', code: 'missing' },
    ])
  })
})
