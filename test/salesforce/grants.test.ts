import { createHash } from 'node:crypto'
import { exportSPKI, generateKeyPair, SignJWT } from 'jose'
import { beforeAll, expect, test } from 'vitest'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import { salesforce } from '../../mocks/salesforce/system.ts'
import { describeEachWay, type Way } from '../ways.ts'
import { store } from './org.ts'

const { clientId, clientSecret, username } = developmentCredentials.salesforce
const redirect_uri = 'http://localhost:8080/callback'
const asking = { response_type: 'code', client_id: clientId, redirect_uri, state: 'xyz' }
const client = { client_id: clientId, client_secret: clientSecret }

const authorize = ({ send }: Way, changed: Record<string, string> = {}) =>
  send('salesforce', `/services/oauth2/authorize?${new URLSearchParams({ ...asking, ...changed })}`)

/** An authorization code. */
async function codeFor(way: Way, changed = {}): Promise<string> {
  const response = await authorize(way, changed)
  return new URL(response.headers.get('location') as string).searchParams.get('code') as string
}

async function askToken({ send }: Way, form: Record<string, string>) {
  const response = await send('salesforce', '/services/oauth2/token', { method: 'POST', form })
  return { status: response.status, body: await response.json() }
}

describeEachWay('Salesforce authorization codes', (open) => {
  const opened = () => open({ systems: [salesforce] })
  const exchange = (code: string, more = {}) => ({ grant_type: 'authorization_code', code, redirect_uri, ...client, ...more })

  test('come back to the application with its state', async () => {
    const response = await authorize(await opened())
    expect(response.status).toBe(302)
    expect(response.headers.get('location')).toMatch(/^http:\/\/localhost:8080\/callback\?code=aPrx\w{60}&state=xyz$/)
  })

  test.each([
    ['an unknown client', { client_id: 'nobody' }, 'invalid_client_id'],
    ['another host', { redirect_uri: 'https://evil.example/callback' }, 'redirect_uri_mismatch'],
    ['no URL', { redirect_uri: 'callback' }, 'redirect_uri_mismatch'],
    ['a port that there cannot be', { redirect_uri: 'http://localhost:99999/' }, 'redirect_uri_mismatch'],
    ['another response type', { response_type: 'token' }, 'invalid_request'],
  ])('are not given to %s', async (_title, changed, error) => {
    const response = await authorize(await opened(), changed)
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({ error })
  })

  test('give an access token and a refresh token, once', async () => {
    const way = await opened()
    const code = await codeFor(way)
    const { status, body } = await askToken(way, exchange(code))
    expect(status).toBe(200)
    expect(body).toMatchObject({ refresh_token: expect.stringMatching(/^5Aep/), scope: 'refresh_token api', signature: expect.any(String) })
    expect(await askToken(way, exchange(code))).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
    expect(JSON.stringify([...way.world.store.relation('salesforce.refresh_tokens').rows])).not.toContain(body.refresh_token)
  })

  test('end after 15 minutes', async () => {
    const way = await opened()
    const code = await codeFor(way)
    way.world.clock.advance(900_000)
    expect((await askToken(way, exchange(code))).body).toEqual({ error: 'invalid_grant', error_description: 'expired authorization code' })
  })

  test('are good for the URL and the verifier only that they were asked with', async () => {
    const way = await opened()
    const code_verifier = 'v'.repeat(43)
    const code_challenge = createHash('sha256').update(code_verifier).digest('base64url')
    const code = await codeFor(way, { code_challenge })
    const other = { redirect_uri: 'http://localhost:8080/other', code_verifier }
    expect((await askToken(way, exchange(code, other))).body).toMatchObject({ error: 'redirect_uri_mismatch' })
    expect((await askToken(way, exchange(code))).body).toMatchObject({ error: 'invalid_grant' })
    expect((await askToken(way, exchange(code, { code_verifier }))).status).toBe(200)
  })
})

describeEachWay('Salesforce refresh tokens', (open) => {
  async function approved() {
    const way = await open({ systems: [salesforce] })
    const form = { grant_type: 'authorization_code', code: await codeFor(way), redirect_uri, ...client }
    return { way, token: (await askToken(way, form)).body }
  }
  const refresh = (refresh_token: string, more = {}) => ({ grant_type: 'refresh_token', refresh_token, client_id: clientId, ...more })

  test('give a new access token, with and without the secret', async () => {
    const { way, token } = await approved()
    for (const more of [{}, { client_secret: clientSecret }]) {
      const { status, body } = await askToken(way, refresh(token.refresh_token, more))
      expect(status).toBe(200)
      expect(body.access_token).not.toBe(token.access_token)
      expect(body).not.toHaveProperty('refresh_token')
    }
  })

  test('are refused when unknown, with a wrong secret, or for another client', async () => {
    const { way, token } = await approved()
    const unknown = { error: 'invalid_grant', error_description: 'expired access/refresh token' }
    expect((await askToken(way, refresh('5Aep'))).body).toEqual(unknown)
    expect((await askToken(way, refresh(token.refresh_token, { client_secret: 'guess' }))).body).toMatchObject({ error: 'invalid_client' })
    expect((await askToken(way, refresh(token.refresh_token, { client_id: 'nobody' }))).body).toMatchObject({ error: 'invalid_client_id' })
  })

  test('are worth nothing once they are revoked, as are sessions', async () => {
    const { way, token } = await approved()
    const revoke = (value: string) => way.send('salesforce', '/services/oauth2/revoke', { method: 'POST', form: { token: value } })
    expect((await revoke(token.refresh_token)).status).toBe(200)
    expect((await askToken(way, refresh(token.refresh_token))).status).toBe(400)
    expect((await revoke(token.access_token)).status).toBe(200)
    const headers = { authorization: `Bearer ${token.access_token}` }
    expect((await way.send('salesforce', '/services/data/v66.0/limits', { headers })).status).toBe(401)
    const again = await revoke(token.access_token)
    expect(again.status).toBe(400)
    expect(await again.json()).toMatchObject({ error: 'invalid_token' })
  })
})

describeEachWay('Salesforce JWT bearer grant', (open) => {
  let key: CryptoKey
  let public_key: string
  beforeAll(async () => {
    const pair = await generateKeyPair('RS256', { extractable: true })
    key = pair.privateKey
    public_key = await exportSPKI(pair.publicKey)
  })

  async function certified() {
    const way = await open({ systems: [salesforce] })
    store(way.world, 'certificates', [{ id: clientId, public_key }], 'id')
    return way
  }

  /** An assertion with some of its claims changed; times in seconds from now. */
  const sign = (claims: Record<string, string> = {}, life = 180) =>
    new SignJWT({ iss: clientId, sub: username, aud: 'https://login.salesforce.com', ...claims })
      .setProtectedHeader({ alg: 'RS256' })
      .setExpirationTime(Math.floor(Date.now() / 1000) + life)
      .sign(key)

  const bearing = (assertion: string) => ({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion })

  test('gives a token to who signs with the key of the app, without time and signature', async () => {
    const way = await certified()
    const { status, body } = await askToken(way, bearing(await sign()))
    expect(status).toBe(200)
    expect(body).toMatchObject({ scope: 'api', token_type: 'Bearer' })
    expect(Object.keys(body)).not.toEqual(expect.arrayContaining(['issued_at']))
    expect(body).not.toHaveProperty('refresh_token')
  })

  test.each([
    ['an unknown app', { iss: 'nobody' }, 180, 'invalid_client_id', 'client identifier invalid'],
    ['another user', { sub: 'jane@example.com' }, 180, 'invalid_grant', "user hasn't approved this consumer"],
    ['another audience', { aud: 'https://login.example' }, 180, 'invalid_grant', 'audience is invalid'],
    ['one that has expired', {}, -10, 'invalid_grant', 'expired authorization code'],
    ['one that lives too long', {}, 3600, 'invalid_grant', 'expired authorization code'],
  ])('refuses %s', async (_title, claims, life, error, error_description) => {
    const way = await certified()
    expect(await askToken(way, bearing(await sign(claims as never, life)))).toEqual({ status: 400, body: { error, error_description } })
  })

  test('refuses a foreign signature, and what is no assertion', async () => {
    const way = await certified()
    const [head, claims] = (await sign()).split('.')
    const forged = `${head}.${claims}.${'A'.repeat(342)}`
    expect((await askToken(way, bearing(forged))).body).toMatchObject({ error: 'invalid_grant', error_description: 'invalid assertion' })
    expect((await askToken(way, bearing('x'))).body).toMatchObject({ error: 'invalid_client_id' })
  })
})
