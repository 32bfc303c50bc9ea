import { request } from 'node:http'
import { networkInterfaces } from 'node:os'
import { expect, test } from 'vitest'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { json, running } from './sandbox.ts'

/** `fetch` does not let a Host or Origin be set, so this sends what a browser could be made to send. */
function send(url: string, headers: Record<string, string>, method = 'GET'): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const sending = request(url, { method, headers }, (response) => {
      let body = ''
      response.on('data', (chunk) => (body += chunk))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }))
    })
    sending.on('error', reject).end()
  })
}

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

test('answers its own names and pages, and those it was told to allow', async () => {
  const sandbox = await running({ allowHosts: ['sandbox.ngrok.example'] })
  const url = `${sandbox.url}/_sandbox/traces`
  const { port } = new URL(sandbox.url)
  for (const host of [`localhost:${port}`, `127.0.0.1:${port}`, 'sandbox.ngrok.example'])
    expect((await send(url, { host })).status).toBe(200)
  for (const origin of [sandbox.url, 'http://localhost:3000', 'https://sandbox.ngrok.example'])
    expect((await send(url, { origin })).status).toBe(200)
})

test('listens on loopback only unless told otherwise', async () => {
  const sandbox = await running()
  const other = Object.values(networkInterfaces())
    .flat()
    .find((address) => address?.family === 'IPv4' && !address.internal)
  if (other) await expect(fetch(`http://${other.address}:${new URL(sandbox.url).port}/`)).rejects.toThrow()
  expect(new URL(sandbox.url).hostname).toBe('127.0.0.1')
})

test('beyond loopback wants the access token for its own interface, and says nothing in health', async () => {
  const sandbox = await running({ host: '0.0.0.0' })
  const url = sandbox.url.replace('0.0.0.0', '127.0.0.1')
  expect(sandbox.token).toMatch(/^\w{40}$/)
  expect((await json(`${url}/_sandbox/traces`)).status).toBe(401)
  expect((await json(`${url}/_sandbox/traces`, { headers: { authorization: 'Bearer guess' } })).status).toBe(401)
  expect((await json(`${url}/_sandbox/traces`, { headers: { authorization: `Bearer ${sandbox.token}` } })).status).toBe(200)
  expect((await json(`${url}/_sandbox/health`)).body).not.toHaveProperty('traces')
})

test('beyond loopback the systems refuse the well-known credentials, and nobody is believed to be a user', async () => {
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
