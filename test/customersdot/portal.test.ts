import { createRemoteJWKSet, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { customersdot } from '../../mocks/customersdot/system.ts'
import { describeEachWay } from '../ways.ts'
import { admin, gitlab, newestTrace, rowsOf } from './neighbours.ts'

const eligibility = '/api/v1/gitlab/namespaces/trials/eligibility'
const all = [
  'ultimate_with_gitlab_duo_enterprise',
  'ultimate_with_dap',
  'ultimate_on_premium_with_gitlab_duo_enterprise',
  'ultimate_on_premium_with_dap',
  'gitlab_duo_enterprise',
  'gitlab_duo_pro',
]

describeEachWay('CustomersDot trial eligibility', (open) => {
  test('lists what each namespace has not used and leaves out who used all', async () => {
    const { send, world } = await open({ systems: [gitlab, customersdot] })
    const apply = (path: string, json: object) => send('customersdot', path, { method: 'POST', headers: admin, json })
    const ultimate = example('CustomersdotUltimateTrialRequest')
    const addon = example('CustomersdotAddonTrialApplicationRequest')
    await apply('/trials/gitlab_com/ultimates', ultimate)
    await apply('/trials/gitlab_com/addons', { ...addon, trial_user: { ...addon.trial_user, namespace_id: 124 } })
    const ask = () => send('customersdot', `${eligibility}?namespace_ids[]=123&namespace_ids[]=124&namespace_ids[]=9`, { headers: admin })
    const response = await ask()
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({ namespaces: { 9: all, 123: all.slice(4), 124: all.slice(0, 4) }, success: true })
    expect((await newestTrace(world)).summary).toMatchObject({ findings: 0 })
    await apply('/trials/gitlab_com/addons', addon)
    expect(((await (await ask()).json()) as { namespaces: object }).namespaces).not.toHaveProperty('123')
  })

  for (const [query, error] of [
    ['', 'param is missing or the value is empty: namespace_ids'],
    ['?namespace_ids[]=', 'param is invalid: namespace_ids'],
    ['?namespace_ids[]=acme', 'param is invalid: namespace_ids'],
    ['?namespace_ids[]=0', 'param is invalid: namespace_ids'],
  ]) {
    test(`refuses the query "${query}"`, async () => {
      const { send } = await open({ systems: [customersdot] })
      const response = await send('customersdot', eligibility + query, { headers: admin })
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ error })
    })
  }

  test('lists the trial types with their days', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    const response = await send('customersdot', '/api/v1/gitlab/namespaces/trials/trial_types', { headers: admin })
    expect(await response.json()).toEqual({
      trial_types: Object.fromEntries(all.map((name, index) => [name, { duration_days: index < 4 ? 30 : 60 }])),
    })
    expect((await newestTrace(world)).summary).toMatchObject({ findings: 0 })
  })
})

describeEachWay('CustomersDot OpenID', (open) => {
  test('shows its issuer and its keys without credentials', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    const configuration = (await (await send('customersdot', '/.well-known/openid-configuration')).json()) as Record<string, string>
    expect(configuration).toMatchObject({ issuer: world.baseOf('customersdot'), id_token_signing_alg_values_supported: ['RS256'] })
    const response = await fetch(configuration.jwks_uri as string)
    expect(await response.json()).toEqual({ keys: [expect.objectContaining({ kty: 'RSA', alg: 'RS256', use: 'sig', e: 'AQAB' })] })
    expect(world.traces.list({ limit: 10 }).rows.map(({ findings }) => findings)).toEqual([0, 0])
  })

  test('keeps its key for as long as the world lives and stores none', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    const keys = async () => (await send('customersdot', '/oauth/discovery/keys')).text()
    const [one, other] = await Promise.all([keys(), keys()])
    expect(one).toBe(other)
    for (const name of world.store.names) expect(JSON.stringify(rowsOf(world, name))).not.toContain('RSA')
  })

  test('signs a token that its keys verify and that the clock ends', async () => {
    let token = ''
    const guards = {
      GitlabInternalToken: ({ headers }: { headers: Record<string, string> }) => {
        token = headers['x-customers-dot-internal-token'] ?? ''
        return undefined
      },
    }
    const { send, world } = await open({ systems: [{ ...gitlab, guards }, customersdot] })
    world.clock.freeze(Date.parse('2030-01-01'))
    const json = example('CustomersdotUltimateTrialRequest')
    await send('customersdot', '/trials/gitlab_com/ultimates', { method: 'POST', headers: admin, json })
    const { issuer, jwks_uri } = (await (await send('customersdot', '/.well-known/openid-configuration')).json()) as Record<string, string>
    const expected = { issuer: issuer as string, subject: 'customers-dot-internal-api', audience: 'gitlab-subscriptions' }
    const verify = (at: number) =>
      jwtVerify(token, createRemoteJWKSet(new URL(jwks_uri as string)), { ...expected, currentDate: new Date(at) })
    await expect(verify(world.clock.now() + 59_000)).resolves.toHaveProperty('payload')
    await expect(verify(world.clock.now() + 60_000)).rejects.toThrow('"exp" claim')
  })
})

describeEachWay('CustomersDot Iterable trigger', (open) => {
  for (const index of [0, 1]) {
    test(`records example ${index} and hands it no further`, async () => {
      const { send, world } = await open({ systems: [customersdot] })
      world.clock.freeze(Date.parse('2024-01-01'))
      const json = example('CustomersdotIterable', index)
      const response = await send('customersdot', '/trials/create_iterable', { method: 'POST', headers: admin, json })
      expect(response.status).toBe(201)
      expect(await response.json()).toEqual({ success: true, trigger_id: 1 })
      expect(rowsOf(world, 'customersdot.iterable_triggers')).toEqual([{ id: 1, created_at: '2024-01-01T00:00:00.000Z', ...json }])
      expect(rowsOf(world, 'control.jobs')).toEqual([])
      expect((await newestTrace(world)).summary).toMatchObject({ kind: 'iterable', email: 'jane@example.com', findings: 0 })
    })
  }

  test('refuses a trigger without an interaction', async () => {
    const { send } = await open({ systems: [customersdot] })
    const json = { work_email: 'jane@example.com' }
    const response = await send('customersdot', '/trials/create_iterable', { method: 'POST', headers: admin, json })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ errors: "Product interaction can't be blank" })
  })
})
