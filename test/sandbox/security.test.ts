import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import type { Sandbox } from '../../sandbox/server/sandbox.ts'
import { ask } from './raw.ts'
import { json, running } from './sandbox.ts'

/** Asks what a browser could be made to ask. */
const send = (url: string, headers: Record<string, string>, method = 'GET') => ask(url, new URL(url).pathname, { method, headers })

const basic = (name = '', password = '') => `Basic ${btoa(`${name}:${password}`)}`

const everywhere = (sandbox: Sandbox) => [
  `${sandbox.url}/_sandbox/traces`,
  `${sandbox.url}/gitlab/-/countries`,
  `${sandbox.systems.gitlab}/-/countries`,
]

test('refuses a foreign Host on every port, so that no name can be rebound to it', async () => {
  const sandbox = await running()
  for (const url of everywhere(sandbox)) {
    const { status, body } = await send(url, { host: 'evil.example' })
    expect(status).toBe(403)
    expect(JSON.parse(body).error).toContain('--allow-host evil.example')
  }
})

test('refuses a cross-site Origin and an opaque one, on every port', async () => {
  const sandbox = await running()
  for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1.evil.example']) {
    for (const url of everywhere(sandbox)) expect((await send(url, { origin }, 'POST')).status).toBe(403)
  }
})

test('refuses what another site makes a browser fetch, and lets a link be followed', async () => {
  const sandbox = await running()
  const url = `${sandbox.url}/_sandbox/traces`
  expect((await send(url, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).status).toBe(403)
  expect((await send(url, { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).status).toBe(200)
})

test('follows a link of another site, and refuses its form', async () => {
  const sandbox = await running()
  const navigation = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }
  for (const url of everywhere(sandbox)) {
    expect([url, (await send(url, navigation)).status]).toEqual([url, 200])
    for (const method of ['POST', 'PUT', 'DELETE', 'HEAD'])
      expect([url, method, (await send(url, navigation, method)).status]).toEqual([url, method, 403])
  }
  const reset = await send(`${sandbox.url}/_sandbox/reset`, navigation, 'POST')
  expect([reset.status, JSON.parse(reset.body).error]).toEqual([403, expect.stringContaining('--allow-origin <origin>')])
})

test('answers its own names and pages, and the names it allows', async () => {
  const sandbox = await running({ allowHosts: ['sandbox.ngrok.example'] })
  const url = `${sandbox.url}/_sandbox/traces`
  const { port } = new URL(sandbox.url)
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, 'sandbox.ngrok.example'])
    expect((await send(url, { host })).status).toBe(200)
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`])
    expect((await send(url, { host, origin: `http://${host}` })).status).toBe(200)
  for (const scheme of ['http', 'https'])
    expect((await send(url, { host: 'sandbox.ngrok.example', origin: `${scheme}://sandbox.ngrok.example` })).status).toBe(200)
})

test('listens on loopback only by default', async () => {
  const sandbox = await running()
  const other = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)
  if (other) await expect(fetch(`http://${other.address}:${new URL(sandbox.url).port}/`)).rejects.toThrow()
  expect(new URL(sandbox.url).hostname).toBe('127.0.0.1')
})

test('requires the access token for its own interface beyond loopback', async () => {
  const { url, token } = await running({ host: '0.0.0.0' })
  expect(token).toMatch(/^\w{40}$/)
  const asked = (authorization?: string) => json(`${url}/_sandbox/traces`, { headers: authorization ? { authorization } : {} })
  for (const authorization of [undefined, 'Bearer guess', `Bearer ${token}x`, `Bearer ${token?.slice(1)}`, token, basic('any', token)]) {
    const { status, body, headers } = await asked(authorization)
    expect([status, body.error, headers.get('www-authenticate')]).toEqual([401, expect.stringContaining('access token'), null])
  }
  expect((await asked(`Bearer ${token}`)).status).toBe(200)
  expect((await asked(`bearer ${token}`)).status).toBe(200)
})

test('requires the access token for the queues beyond loopback, and takes it as a password', async () => {
  const { url, token } = await running({ host: '0.0.0.0' })
  const asked = (authorization: string) => ask(url, '/admin/queues', { headers: { authorization } })
  for (const authorization of ['', 'Bearer guess', basic('any', 'guess'), basic(token, '')]) {
    const reply = await asked(authorization)
    expect([reply.status, reply.headers['www-authenticate']]).toEqual([401, expect.stringMatching(/^Basic realm="The queues: /)])
  }
  for (const authorization of [`Bearer ${token}`, basic('any', token)]) expect((await asked(authorization)).status).toBe(200)
})

test('reports the clock, counts and damage in health only to a caller with the token', async () => {
  const { url, token } = await running({ host: '0.0.0.0' })
  const asked = async (authorization: string) => Object.keys((await json(`${url}/_sandbox/health`, { headers: { authorization } })).body)
  for (const authorization of ['', 'Bearer guess', basic('any', token)])
    expect(await asked(authorization)).toEqual(['status', 'version', 'systems'])
  expect(await asked(`Bearer ${token}`)).toEqual(expect.arrayContaining(['status', 'version', 'systems', 'clock', 'traces', 'damage']))
})

test('needs no token on loopback', async () => {
  for (const host of ['127.0.0.1', '127.0.0.2', 'localhost']) {
    const { url, token } = await running({ host })
    expect(token).toBeUndefined()
    expect((await json(`${url}/_sandbox/traces`)).status).toBe(200)
    expect((await json(`${url}/_sandbox/health`)).body).toHaveProperty('traces')
  }
})

test('refuses the well-known credentials beyond loopback, and X-Sandbox-User signs in no one', async () => {
  const sandbox = await running({ host: '0.0.0.0' })
  const url = sandbox.url.replace('0.0.0.0', '127.0.0.1')
  const grant = { grant_type: 'client_credentials', client_id: 'workato_client_id', client_secret: 'workato_client_secret' }
  expect((await json(`${url}/workato/oauth2/token`, { body: grant })).status).toBe(401)
  const { clientSecret } = sandbox.world.credentials.workato
  expect((await json(`${url}/workato/oauth2/token`, { body: { ...grant, client_secret: clientSecret } })).status).toBe(200)
  const form = await fetch(`${url}/gitlab/-/gitlab_subscriptions/hand_raise_leads`, {
    method: 'POST',
    headers: { 'x-sandbox-user': 'jane', 'content-type': 'application/json' },
    body: '{"namespace_id":1000}',
  })
  expect(form.status).toBe(404)
})
