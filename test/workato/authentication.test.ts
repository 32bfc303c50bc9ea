import { exportSPKI, generateKeyPair, SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { change } from '../customersdot/neighbours.ts'
import { describeEachWay } from '../ways.ts'
import { openWorkato, second, type Workato } from './desk.ts'

const sharedSecret = new TextEncoder().encode('workato_client_secret')
const rsa = await generateKeyPair('RS256')
const rsaPublic = await exportSPKI(rsa.publicKey)
const claims = { sub: 'workato_api_token', name: 'GitLab' }

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })
const basic = (name: string, password: string) => ({ authorization: `Basic ${btoa(`${name}:${password}`)}` })
const hs256 = (payload: object = claims, secret = sharedSecret) =>
  new SignJWT({ ...payload }).setProtectedHeader({ alg: 'HS256' }).sign(secret)
const rs256 = () => new SignJWT(claims).setProtectedHeader({ alg: 'RS256' }).sign(rsa.privateKey)

async function accessToken({ send }: Workato): Promise<string> {
  const form = { grant_type: 'client_credentials', client_id: 'workato_client_id', client_secret: 'workato_client_secret' }
  const response = await send('workato', '/oauth2/token', { method: 'POST', form })
  return ((await response.json()) as { access_token: string }).access_token
}

const setClient = ({ world }: Workato, changes: object) =>
  change(world, 'workato.api_clients', 1, { id: 1, name: 'GitLab', active: true, ...changes })

describeEachWay("Workato's ways to authenticate", (open) => {
  const accepted: Record<string, (way: Workato) => Record<string, string> | Promise<Record<string, string>>> = {
    'an access token': async (way) => bearer(await accessToken(way)),
    'the API token in its header': () => ({ 'api-token': 'workato_api_token' }),
    'the API token as the password of HTTP Basic': () => basic('api-token', 'workato_api_token'),
    'a JWT signed with the shared secret': async () => bearer(await hs256()),
    'a JWT signed with the private key': async (way) => {
      setClient(way, { jwt_public_key: rsaPublic })
      return bearer(await rs256())
    },
  }
  for (const [title, headers] of Object.entries(accepted)) {
    test(`take ${title}`, async () => {
      const way = await openWorkato(open)
      expect((await way.sendLead(undefined, await headers(way))).status).toBe(200)
      expect(way.jobs()).toHaveLength(1)
    })
  }

  const refused: Record<string, (way: Workato) => Record<string, string> | Promise<Record<string, string>>> = {
    nothing: () => ({}),
    'an access token that nobody issued': () => bearer('0'.repeat(64)),
    'another API token': () => ({ 'api-token': 'guess' }),
    'the API token under another user name': () => basic('workato_client_id', 'workato_api_token'),
    "the client's credentials themselves": () => basic('workato_client_id', 'workato_client_secret'),
    "the Developer API's token": () => bearer('workato_developer_token'),
    'a JWT signed with another secret': async () => bearer(await hs256(claims, new TextEncoder().encode('guess'))),
    'a JWT in the name of another API token': async () => bearer(await hs256({ sub: 'guess' })),
    'a JWT in the name of nobody': async () => bearer(await hs256({})),
    'a JWT that has expired': async ({ world }) => bearer(await hs256({ ...claims, exp: world.clock.now() / 1000 - 1 })),
    'a JWT signed with a key whose public half is not known': async () => bearer(await rs256()),
    'a JWT when the public key is none': async (way) => {
      setClient(way, { jwt_public_key: 'no key' })
      return bearer(await rs256())
    },
    'what only looks like a JWT': () => bearer('a.b.c'),
  }
  for (const [title, headers] of Object.entries(refused)) {
    test(`refuse ${title} and run nothing`, async () => {
      const way = await openWorkato(open)
      const response = await way.sendLead(undefined, await headers(way))
      expect([response.status, await response.json()]).toEqual([401, { message: 'Authentication failed' }])
      expect(way.jobs()).toEqual([])
    })
  }

  test('end an access token an hour after it was issued', async () => {
    const way = await openWorkato(open)
    const token = bearer(await accessToken(way))
    await way.world.runner.advance(3600 * second - 1)
    expect((await way.sendLead(undefined, token)).status).toBe(200)
    await way.world.runner.advance(1)
    expect((await way.sendLead(undefined, token)).status).toBe(401)
  })

  test('are answered by 404 while the client is disabled, like a wrong address', async () => {
    const way = await openWorkato(open)
    setClient(way, { active: false })
    const response = await way.sendLead()
    expect([response.status, await response.json()]).toEqual([404, { message: 'API client is not active' }])
    setClient(way, { active: true })
    expect((await way.sendLead()).status).toBe(200)
  })

  test('are kept out of the trace', async () => {
    const way = await openWorkato(open)
    const jwt = await hs256()
    for (const headers of [{ 'api-token': 'workato_api_token' }, basic('api-token', 'workato_api_token'), bearer(jwt)])
      await way.sendLead(undefined, headers as Record<string, string>)
    const spans = await Promise.all(way.world.traces.list({ limit: 3 }).rows.map(({ id }) => way.world.traces.spans(id)))
    expect(spans.flat().length).toBeGreaterThan(3)
    for (const secret of ['workato_api_token', btoa('api-token:workato_api_token'), jwt])
      expect(JSON.stringify(spans)).not.toContain(secret)
  })

  test('are all counted by the same access policy', async () => {
    const way = await openWorkato(open)
    change(way.world, 'workato.access_policies', 1, { id: 1, name: 'GitLab', rate_limit: 2, rate_interval: 60, quota: null })
    const [basicToken, jwt] = [basic('api-token', 'workato_api_token'), bearer(await hs256())]
    const statuses: number[] = []
    for (const headers of [undefined, basicToken, jwt]) statuses.push((await way.sendLead(undefined, headers)).status)
    expect(statuses).toEqual([200, 200, 429])
  })
})
