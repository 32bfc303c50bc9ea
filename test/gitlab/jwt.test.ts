import { SignJWT } from 'jose'
import { expect, test } from 'vitest'
import { describeEachWay, type Open } from '../ways.ts'
import { newestTrace, openDesk } from './desk.ts'
import { signer } from './signer.ts'

const path = '/api/v4/internal/gitlab_subscriptions/namespaces/1000'
const minute = 60_000

async function openInternal(open: Open) {
  const desk = await openDesk(open)
  desk.world.clock.freeze(Date.parse('2024-01-01T00:00:00Z'))
  const keys = await signer(desk.world, desk.portal)
  const status = async (token: string) => (await desk.send('gitlab', path, { headers: { 'x-customers-dot-internal-token': token } })).status
  return { ...desk, ...keys, status }
}

describeEachWay('Internal token', (open) => {
  test('is believed when CustomersDot signed it for this', async () => {
    const { status, sign } = await openInternal(open)
    expect(await status(await sign())).toBe(200)
    expect(await status(await sign({ aud: ['other', 'gitlab-subscriptions'] }))).toBe(200)
  })

  test('is refused for another issuer, subject or audience', async () => {
    const { status, sign } = await openInternal(open)
    for (const claim of [
      { iss: 'https://evil.example' },
      { sub: 'someone' },
      { aud: 'other' },
      { iss: undefined },
      { sub: undefined },
      { aud: undefined },
    ])
      expect(await status(await sign(claim))).toBe(401)
  })

  test("is refused once it has expired by the world's clock", async () => {
    const { status, sign, world } = await openInternal(open)
    const token = await sign()
    world.clock.advance(59_000)
    expect(await status(token)).toBe(200)
    world.clock.advance(1_000)
    expect(await status(token)).toBe(401)
  })

  test('is refused when another key signed it, or none', async () => {
    const { status, world, portal, publish } = await openInternal(open)
    const stranger = await signer(world, portal)
    publish()
    expect(await status(await stranger.sign())).toBe(401)
    const unsigned = [{ alg: 'none' }, { sub: 'customers-dot-internal-api', aud: 'gitlab-subscriptions' }].map((part) =>
      btoa(JSON.stringify(part)).replaceAll('=', ''),
    )
    expect(await status(`${unsigned.join('.')}.`)).toBe(401)
  })

  test('is refused when the algorithm is not one that CustomersDot names', async () => {
    const { status, world } = await openInternal(open)
    const now = Math.floor(world.clock.now() / 1000)
    const token = await new SignJWT({
      iss: 'https://customers.gitlab.com',
      sub: 'customers-dot-internal-api',
      aud: 'gitlab-subscriptions',
      iat: now,
    })
      .setProtectedHeader({ alg: 'HS256' })
      .sign(new TextEncoder().encode('a secret that is long enough for this'))
    expect(await status(token)).toBe(401)
  })

  test('is refused while CustomersDot gives no configuration or no keys', async () => {
    const { status, sign, portal, publish } = await openInternal(open)
    const token = await sign()
    portal.answer('customersdot.getOpenidConfiguration', { status: 500 })
    expect(await status(token)).toBe(401)
    publish()
    portal.answer('customersdot.getJwks', { status: 404 })
    expect(await status(token)).toBe(401)
    portal.answer('customersdot.getJwks', {
      status: 200,
      body: { keys: [{ kty: 'RSA', kid: 'first', use: 'sig', alg: 'RS256', n: 'AQAB', e: '' }] },
    })
    expect(await status(token)).toBe(401)
  })

  test('costs a look at the keys in 15 minutes and at the configuration in a day', async () => {
    const { status, sign, world, asked } = await openInternal(open)
    const looks = () => [
      asked().filter((name) => name === 'getOpenidConfiguration').length,
      asked().filter((name) => name === 'getJwks').length,
    ]
    await status(await sign())
    world.clock.advance(15 * minute - 1)
    await status(await sign())
    expect(looks()).toEqual([1, 1])
    world.clock.advance(1)
    await status(await sign())
    expect(looks()).toEqual([1, 2])
    world.clock.advance(24 * 60 * minute)
    await status(await sign())
    expect(looks()).toEqual([2, 3])
  })

  test('finds new keys when the old ones are 15 minutes old', async () => {
    const { status, sign, world, portal } = await openInternal(open)
    await status(await sign())
    const next = await signer(world, portal, 'second')
    expect(await status(await next.sign())).toBe(401)
    world.clock.advance(15 * minute)
    expect(await status(await next.sign())).toBe(200)
  })

  test('never stands in a trace', async () => {
    const { status, sign, world } = await openInternal(open)
    const token = await sign()
    await status(token)
    expect(JSON.stringify(await newestTrace(world))).not.toContain(token)
  })
})
