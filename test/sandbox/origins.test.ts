import type { IncomingMessage } from 'node:http'
import { describe, expect, test } from 'vitest'
import { originOf } from '../../mocks/core/http/cors.ts'
import { isWelcome, originsOf } from '../../sandbox/server/guard/origins.ts'
import { ask } from './raw.ts'
import { json, running } from './sandbox.ts'

const vite = 'http://localhost:5173'

describe('An origin', () => {
  test.each([
    ['http://localhost:5173', 'http://localhost:5173'],
    ['HTTP://LocalHost:5173/', 'http://localhost:5173'],
    ['http://localhost:80', 'http://localhost'],
    ['https://app.example:443', 'https://app.example'],
    ['http://[0:0::1]:9', 'http://[::1]:9'],
  ])('%s is %s', (text, origin) => expect(originOf(text)).toBe(origin))

  test.each([
    '',
    '*',
    'null',
    'localhost:5173',
    '//localhost',
    'ftp://localhost',
    'file:///',
    'http://a/b',
    'http://a/?',
    'http://a/#',
    'http://u@a',
    'xhttps://a',
    'chrome-extension://abc',
  ])('is not %j', (text) => expect(originOf(text)).toBeUndefined())
})

describe('A request is welcome', () => {
  const origins = originsOf({ allowHosts: ['Tunnel.Example'], allowOrigins: [`${vite}/`, 'HTTPS://App.Example'] })
  const welcome = (headers: Record<string, string>, host = '127.0.0.1:4000', method = 'POST') =>
    isWelcome({ method, headers } as unknown as IncomingMessage, host, origins)
  const navigation = { 'sec-fetch-mode': 'navigate' }

  test('without anything that a browser sends', () => expect(welcome({})).toBe(true))

  test.each([
    ['http://127.0.0.1:4000', '127.0.0.1:4000'],
    ['http://localhost', 'LOCALHOST:80'],
    ['http://localhost.:4000', 'localhost.:4000'],
    ['http://tunnel.example', 'tunnel.example'],
    ['https://tunnel.example', 'tunnel.example:443'],
    [vite, '127.0.0.1:4000'],
    ['https://app.example', '127.0.0.1:4000'],
  ])('from the origin that it is addressed to, or an allowed one: %s at %s', (origin, host) => {
    for (const site of ['same-site', 'cross-site']) expect(welcome({ origin, 'sec-fetch-site': site }, host)).toBe(true)
    expect(welcome({ origin }, host)).toBe(true)
  })

  test.each([
    ['http://127.0.0.1:4001', '127.0.0.1:4000'],
    ['http://127.0.0.1', '127.0.0.1:4000'],
    ['http://localhost:4000', '127.0.0.1:4000'],
    ['https://127.0.0.1:4000', '127.0.0.1:4000'],
    ['https://localhost', 'localhost'],
    ['http://localhost:5174', '127.0.0.1:4000'],
    ['https://localhost:5173', '127.0.0.1:4000'],
    ['http://app.example', '127.0.0.1:4000'],
    ['http://tunnel.example', '127.0.0.1:4000'],
    ['https://tunnel.example', '127.0.0.1:4000'],
    ['https://tunnel.example:444', 'tunnel.example'],
    ['http://127.0.0.1:4000.evil.example', '127.0.0.1:4000'],
    ['null', '127.0.0.1:4000'],
    ['', '127.0.0.1:4000'],
    ['x', '127.0.0.1:4000'],
  ])('not from another origin: %s at %s', (origin, host) => {
    const sites: Record<string, string>[] = [{}, ...['same-site', 'none', 'cross-site'].map((site) => ({ 'sec-fetch-site': site }))]
    for (const method of ['GET', 'POST', 'OPTIONS'])
      for (const site of sites) expect(welcome({ origin, ...site, ...navigation }, host, method)).toBe(false)
  })

  test('when the browser says that page and address have one origin, as behind a proxy that rewrites Host', () =>
    expect(welcome({ origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' })).toBe(true))

  test('when a link is followed or an address is typed, and not for a form, a picture or a script of another origin', () => {
    for (const site of ['same-site', 'cross-site']) {
      expect(welcome({ ...navigation, 'sec-fetch-site': site }, undefined, 'GET')).toBe(true)
      for (const method of ['POST', 'HEAD', 'PUT'])
        expect(welcome({ ...navigation, 'sec-fetch-site': site }, undefined, method)).toBe(false)
      expect(welcome({ 'sec-fetch-mode': 'no-cors', 'sec-fetch-site': site }, undefined, 'GET')).toBe(false)
      expect(welcome({ 'sec-fetch-site': site }, undefined, 'GET')).toBe(false)
    }
    expect(welcome({ 'sec-fetch-site': 'none' })).toBe(true)
  })
})

test('refuses to start with an allowed origin that is not one', async () => {
  for (const origin of ['*', 'null', 'localhost:5173', 'http://localhost:5173/app'])
    await expect(running({ allowOrigins: [origin] })).rejects.toThrow(`"${origin}" is not an origin. Give --allow-origin`)
})

/** Operations that change data, without a body or with a body that needs no preflight. */
const changes = [
  '/_sandbox/reset',
  '/_sandbox/clock',
  '/_sandbox/seed',
  '/_sandbox/traces/1/replay',
  '/_sandbox/jobs/1/run',
  '/admin/queues/api/queues/x/retry/failed',
]

test('refuses every change from another port of the same host, one of its own too, and names the option', async () => {
  const { url, systems } = await running()
  for (const origin of ['http://localhost:9999', 'http://127.0.0.1:9999', ...Object.values(systems)])
    for (const path of [...changes, '/gitlab/-/trials', '/nowhere']) {
      const headers = { origin, 'sec-fetch-site': 'same-site', 'content-type': 'text/plain' }
      const { status, body, headers: answered } = await ask(url, path, { method: 'POST', headers })
      expect([path, status, JSON.parse(body).error]).toEqual([path, 403, expect.stringContaining(`at ${origin} may not use this sandbox.`)])
      expect(JSON.parse(body).error).toContain(`--allow-origin ${origin}.`)
      expect(answered).not.toHaveProperty('access-control-allow-origin')
    }
})

test('names the option without an origin when the request has none that it could name', async () => {
  const { url } = await running()
  for (const headers of [{ origin: 'null' }, { 'sec-fetch-site': 'same-site' }] as Record<string, string>[]) {
    const { status, body } = await ask(url, '/_sandbox/reset', { method: 'POST', headers })
    expect([status, JSON.parse(body).error]).toEqual([
      403,
      'A page of another origin may not use this sandbox. If it should, start the sandbox with --allow-origin <origin>.',
    ])
  }
})

test('lets its own pages, curl and Node make changes', async () => {
  const { url } = await running()
  for (const headers of [{}, { origin: url }, { origin: url, 'sec-fetch-site': 'same-origin' }] as Record<string, string>[])
    expect((await ask(url, '/_sandbox/reset', { method: 'POST', headers })).status).toBe(204)
  expect((await json(`${url}/_sandbox/clock`, { body: { action: 'freeze' } })).status).toBe(200)
})

describe('With --allow-origin', () => {
  const open = () => running({ allowOrigins: [vite], host: '0.0.0.0' })
  const preflight = { origin: vite, 'access-control-request-method': 'PATCH', 'access-control-request-headers': 'content-type, x-any' }

  test('answers the preflight of an allowed origin without the token, on every port, and keeps no trace of it', async () => {
    const { url, systems, world } = await open()
    for (const base of [url, ...Object.values(systems)])
      for (const path of ['/', '/gitlab/-/trials', '/_sandbox/reset', '/services/data']) {
        const { status, body, headers } = await ask(base, path, { method: 'OPTIONS', headers: preflight })
        expect([status, body, headers]).toMatchObject([
          204,
          '',
          {
            'access-control-allow-origin': vite,
            'access-control-allow-credentials': 'true',
            'access-control-allow-methods': 'PATCH',
            'access-control-allow-headers': 'content-type, x-any',
            'access-control-max-age': '600',
            vary: 'Origin',
          },
        ])
      }
    expect(world.traces.size).toBe(0)
  })

  test('answers a preflight without a list of headers', async () => {
    const { url } = await open()
    const headers = { origin: vite, 'access-control-request-method': 'PUT' }
    expect(await ask(url, '/', { method: 'OPTIONS', headers })).toMatchObject({
      status: 204,
      headers: { 'access-control-allow-methods': 'PUT' },
    })
  })

  test('lets an allowed origin read every answer, refusals too', async () => {
    const { url } = await open()
    for (const [path, status] of [
      ['/gitlab/-/countries', 200],
      ['/gitlab/nowhere', 404],
      ['/_sandbox/traces', 401],
      ['/_sandbox/health', 200],
    ] as const) {
      const { status: answered, headers } = await ask(url, path, { headers: { origin: vite, 'sec-fetch-site': 'cross-site' } })
      expect([path, answered, headers]).toMatchObject([
        path,
        status,
        {
          'access-control-allow-origin': vite,
          'access-control-allow-credentials': 'true',
          'access-control-expose-headers': '*, X-Sandbox-Trace, Sforce-Limit-Info, Location, Allow, WWW-Authenticate',
          vary: 'Origin',
        },
      ])
      expect(headers).not.toHaveProperty('access-control-allow-methods')
    }
  })

  test('passes OPTIONS on to the system when it is not a preflight', async () => {
    const { systems } = await open()
    const reply = await ask(systems.salesforce as string, '/services/data', { method: 'OPTIONS', headers: { origin: vite } })
    expect(reply).toMatchObject({ status: 405, headers: { 'access-control-allow-origin': vite } })
    const own = await ask(systems.salesforce as string, '/services/data', { method: 'OPTIONS' })
    expect([own.status, own.headers['access-control-allow-origin'], own.headers.vary]).toEqual([405, undefined, 'Origin'])
  })

  test('refuses the preflight of another origin', async () => {
    const { url } = await open()
    const reply = await ask(url, '/_sandbox/reset', { method: 'OPTIONS', headers: { ...preflight, origin: 'http://localhost:5174' } })
    expect(reply.status).toBe(403)
    expect(reply.headers).not.toHaveProperty('access-control-allow-origin')
  })

  test('requires the token from an allowed origin too', async () => {
    const { url, token } = await open()
    const asked = (headers: object) => ask(url, '/_sandbox/reset', { method: 'POST', headers: { origin: vite, ...headers } })
    expect((await asked({})).status).toBe(401)
    expect((await asked({ authorization: `Bearer ${token}` })).status).toBe(204)
  })

  test('says nothing of CORS without the option', async () => {
    const { url } = await running()
    const { headers } = await ask(url, '/gitlab/-/countries', { headers: { origin: url } })
    expect(Object.keys(headers).filter((name) => name === 'vary' || name.startsWith('access-control'))).toEqual([])
  })
})
