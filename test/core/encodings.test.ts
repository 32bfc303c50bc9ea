import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answer } from '../../mocks/core/engine/answer.ts'
import { readBody } from '../../mocks/core/http/body/body.ts'
import { inflate } from '../../mocks/core/http/body/inflate.ts'
import { createWorld } from '../../mocks/core/open.ts'
import { salesforce } from '../../mocks/salesforce/system.ts'
import { admin } from '../customersdot/neighbours.ts'
import { asJane, handRaisePath } from '../journey/pipeline.ts'
import { connect, refusal } from '../marketo/connect.ts'
import { grant, signIn } from '../salesforce/org.ts'
import { describeEachWay } from '../ways.ts'
import { exchanges } from './made-up.ts'

const bytes = (buffer: Uint8Array) => new Uint8Array(buffer)
const gzip = (text: string | Uint8Array) => bytes(gzipSync(text))
const json = JSON.stringify({ LastName: 'Dœ', Company: 'ACME' })
const lead = '/sobjects/Lead'

const encoded = (encoding: string, body: Uint8Array<ArrayBuffer>, type = 'application/json') => ({
  body,
  headers: { 'content-type': type, 'content-encoding': encoding },
})

describeEachWay('a compressed body', (open) => {
  test.each([
    ['gzip', gzip(json)],
    ['GZIP', gzip(json)],
    ['x-gzip', gzip(json)],
    ['deflate', bytes(deflateSync(json))],
    ['identity', bytes(Buffer.from(json))],
    ['identity, gzip', gzip(json)],
    ['deflate, gzip', gzip(deflateSync(json))],
    ['gzip,gzip , gzip', gzip(gzip(gzip(json)))],
  ])('is read by Salesforce: %s', async (encoding, body) => {
    const { call, leads } = await signIn(open)
    expect(await call('POST', lead, encoded(encoding, body))).toMatchObject({ status: 201 })
    expect(leads()).toMatchObject([{ LastName: 'Dœ', Company: 'ACME' }])
  })

  test('is read by the Bulk API', async () => {
    const { call } = await signIn(open)
    const { body: job } = await call('POST', '/jobs/ingest', { json: { object: 'Lead', operation: 'insert' } })
    const upload = await call('PUT', `/jobs/ingest/${job.id}/batches`, encoded('gzip', gzip('LastName,Company\nDoe,ACME\n'), 'text/csv'))
    expect(upload.status).toBe(201)
  })

  test('is in the trace as it was read, without a finding', async () => {
    const { call, lastExchange } = await signIn(open)
    await call('POST', lead, encoded('gzip', gzip(json)))
    expect(await lastExchange()).toMatchObject({ request: { body: JSON.parse(json) }, findings: [] })
  })

  test.each([
    ['br', bytes(brotliCompressSync(json))],
    ['zstd', gzip(json)],
    ['gzip, br', gzip(json)],
    ['gzip, gzip, gzip, gzip, gzip', gzip(gzip(gzip(gzip(gzip(json)))))],
  ])('is refused by Salesforce, which names the encoding: %s', async (encoding, body) => {
    const { call, leads } = await signIn(open)
    const refusal = await call('POST', lead, encoded(encoding, body))
    expect(refusal).toMatchObject({ status: 415, body: [{ errorCode: 'UNSUPPORTED_MEDIA_TYPE' }] })
    expect(refusal.body[0].message).toContain(encoding.split(', ').at(-1))
    expect(leads()).toEqual([])
  })

  test.each([
    ['is cut off', 'gzip', gzip(json).slice(0, -9)],
    ['has a byte changed', 'gzip', gzip(json).map((byte, index) => (index === 15 ? byte ^ 1 : byte))],
    ['is followed by more', 'gzip', bytes(Buffer.concat([gzip(json), Buffer.from('more')]))],
    ['is not compressed', 'gzip', bytes(Buffer.from(json))],
    ['has no header', 'deflate', bytes(deflateRawSync(json))],
    ['is of the other encoding', 'deflate', gzip(json)],
  ])('is refused when it %s', async (_how, encoding, body) => {
    const { call, leads } = await signIn(open)
    const refusal = await call('POST', lead, encoded(encoding, body))
    expect(refusal).toMatchObject({
      status: 400,
      body: [{ errorCode: 'JSON_PARSER_ERROR', message: `The body is not valid ${encoding}.` }],
    })
    expect(leads()).toEqual([])
  })

  test('is refused when it is larger than the limit once it is decompressed', async () => {
    const { call } = await signIn(open)
    const bomb = JSON.stringify({ LastName: 'x'.repeat(salesforce.bodyLimit) })
    expect((await call('POST', lead, encoded('gzip', gzip(bomb)))).status).toBe(413)
    expect((await call('POST', lead, encoded('gzip, gzip', gzip(gzip(bomb))))).status).toBe(413)
  })

  test('of a form is refused by Salesforce as an illegal request', async () => {
    const { send } = await open()
    const form = new URLSearchParams(grant).toString()
    const response = await send('salesforce', '/services/oauth2/token', {
      method: 'POST',
      ...encoded('gzip', gzip(form), 'application/x-www-form-urlencoded'),
    })
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('Illegal Request')
  })

  test.each([
    ['gitlab', handRaisePath, asJane, 400, 'Bad Request'],
    ['customersdot', '/leads/gitlab_com/hand_raises', admin, 400, '\\"gzip\\"'],
    ['platypus', '/oauth/token', {}, 400, '\\"gzip\\"'],
    ['workato', '/oauth2/token', {}, 400, '\\"gzip\\"'],
    ['workato', '/gitlab-dev/services/marketo/lead', { 'api-token': 'workato_api_token' }, 500, '\\"gzip\\"'],
  ] as const)('is refused by %s at %s, and the finding names the encoding', async (system, path, headers, status, says) => {
    const { send, world } = await open()
    const { body, headers: content } = encoded('gzip', gzip('{}'))
    const response = await send(system, path, { method: 'POST', body, headers: { ...content, ...headers } })
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(says)])
    expect((await exchanges(world))[0]?.findings).toMatchObject([{ at: '/body', message: expect.stringContaining('encoded with "gzip"') }])
  })

  test('is refused by Marketo as content that it does not take', async () => {
    const { send, headers } = await connect(open)
    const { body, headers: content } = encoded('gzip', gzip('{}'))
    const response = await send('marketo', '/rest/v1/leads.json', { method: 'POST', body, headers: { ...content, ...headers } })
    expect(await response.json()).toMatchObject(refusal('612', 'Invalid Content Type'))
  })

  test('that is empty counts as a missing body', async () => {
    const { call } = await signIn(open)
    expect((await call('GET', '/limits', { headers: { 'content-encoding': 'gzip' } })).status).toBe(200)
  })
})

describe('a compressed body that may be damaged', () => {
  test('is either read unchanged or refused as malformed', async () => {
    const { url, headers, world } = await signedIn()
    const damage = fc.record({
      at: fc.nat(),
      bits: fc.integer({ min: 1, max: 255 }),
      length: fc.nat(),
      encoding: fc.constantFrom('gzip', 'deflate'),
    })
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, bits, length, encoding }) => {
        const whole = bytes(encoding === 'gzip' ? gzipSync(json) : deflateSync(json))
        const body = whole.slice(0, 1 + (length % whole.length)).map((byte, index) => (index === at % whole.length ? byte ^ bits : byte))
        const call = { method: 'POST', path: url, query: '', base: 'https://gitlab.my.salesforce.com', system: 'salesforce' } as const
        const content = { ...headers, 'content-type': 'application/json', 'content-encoding': encoding }
        const { status, text } = await answer(world, { ...call, headers: content, ...(await readBody(body, content, salesforce)) })
        const isRefused = status === 400 && text.includes('JSON_PARSER_ERROR')
        expect([status, isRefused]).toEqual([isRefused ? 400 : 201, isRefused])
      }),
      { numRuns: 300 },
    )
  })

  async function signedIn() {
    const world = await createWorld({ systems: [salesforce], automatic: false })
    const call = {
      method: 'POST',
      path: '/services/oauth2/token',
      query: '',
      base: 'https://gitlab.my.salesforce.com',
      system: 'salesforce',
    } as const
    const form = { 'content-type': 'application/x-www-form-urlencoded' }
    const { text } = await answer(world, { ...call, headers: form, body: new URLSearchParams(grant).toString() })
    return { world, url: '/services/data/v66.0/sobjects/Lead', headers: { authorization: `Bearer ${JSON.parse(text).access_token}` } }
  }
})

describe('decompressing', () => {
  test('stops at the limit, however much a small body holds', async () => {
    const bomb = gzip(new Uint8Array(200 * 2 ** 20))
    expect(bomb.length).toBeLessThan(2 ** 18)
    const before = process.memoryUsage().rss
    expect(await inflate(bomb, 'gzip', 2 ** 20)).toBe('oversized')
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 2 ** 20)
  })

  test('takes as much as the limit', async () => {
    expect(await inflate(gzip(new Uint8Array(1000)), 'gzip', 1000)).toHaveLength(1000)
    expect(await inflate(gzip(new Uint8Array(1001)), 'gzip', 1000)).toBe('oversized')
  })
})
