import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import { salesforce } from '../../mocks/salesforce/system.ts'
import { describeEachWay } from '../ways.ts'
import { grant, signIn } from './org.ts'

const path = '/services/oauth2/token'
const { clientId, clientSecret, username, password } = developmentCredentials.salesforce

describeEachWay('Salesforce token endpoint', (open) => {
  const forms = {
    'a form body': { form: grant },
    'HTTP Basic': {
      form: { grant_type: 'client_credentials' },
      headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    },
  }
  for (const [name, sending] of Object.entries(forms)) {
    test(`issues a token for credentials in ${name}`, async () => {
      const { send, world } = await open({ systems: [salesforce] })
      const response = await send('salesforce', path, { method: 'POST', ...sending })
      expect(response.status).toBe(200)
      expect(response.headers.get('sforce-limit-info')).toBeNull()
      expect(await response.json()).toMatchObject({
        access_token: expect.stringMatching(/^00D000000000001!\w{96}$/),
        scope: 'api',
        token_type: 'Bearer',
      })
      expect(world.traces.list({ limit: 1 }).rows).toMatchObject([{ findings: 0 }])
    })
  }

  test('issues a token for a username and a password, without a scope', async () => {
    const { send } = await open({ systems: [salesforce] })
    const response = await send('salesforce', path, { method: 'POST', form: { ...grant, grant_type: 'password', username, password } })
    expect(response.status).toBe(200)
    expect(await response.json()).not.toHaveProperty('scope')
  })

  test('builds its URLs on the base that the caller used, and signs them', async () => {
    const { send, world } = await open({ systems: [salesforce] })
    const response = await send('salesforce', path, { method: 'POST', form: grant })
    const token = await response.json()
    expect(response.url).toBe(token.instance_url + path)
    expect(token.id).toBe(`${token.instance_url}/id/00D000000000001EAA/005000000000001AAA`)
    expect(Math.abs(Number(token.issued_at) - world.clock.now())).toBeLessThan(60_000)
    const signature = createHmac('sha256', clientSecret)
      .update(token.id + token.issued_at)
      .digest('base64')
    expect(token.signature).toBe(signature)
  })

  const refused = {
    'an unknown client': [{ client_id: 'nobody' }, 'invalid_client_id', 'client identifier invalid'],
    'a wrong secret': [{ client_secret: 'guess' }, 'invalid_client', 'invalid client credentials'],
    'a wrong password': [{ grant_type: 'password', username, password: 'guess' }, 'invalid_grant', 'authentication failure'],
    'an unknown grant': [{ grant_type: 'device' }, 'unsupported_grant_type', 'grant type not supported'],
  } as const
  for (const [name, [changed, error, error_description]] of Object.entries(refused)) {
    test(`refuses ${name} and stores no token`, async () => {
      const { send, world } = await open({ systems: [salesforce] })
      const response = await send('salesforce', path, { method: 'POST', form: { ...grant, ...changed } })
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ error, error_description })
      expect(world.store.relation('salesforce.tokens').rows.size).toBe(0)
    })
  }

  test('refuses a form without a grant, a broken Basic header and a body in JSON', async () => {
    const { send } = await open({ systems: [salesforce] })
    const none = await send('salesforce', path, { method: 'POST', form: { client_id: clientId } })
    expect(await none.json()).toMatchObject({ error: 'unsupported_grant_type' })
    const broken = await send('salesforce', path, {
      method: 'POST',
      form: { grant_type: 'client_credentials' },
      headers: { authorization: 'Basic A' },
    })
    expect(await broken.json()).toMatchObject({ error: 'invalid_client_id' })
    const json = await send('salesforce', path, { method: 'POST', json: grant })
    expect(json.status).toBe(400)
    expect(await json.json()).toMatchObject({ error: 'invalid_request' })
  })

  test('refuses a form that is too large, and one to revoke', async () => {
    const { send } = await open({ systems: [salesforce] })
    for (const where of [path, '/services/oauth2/revoke']) {
      const response = await send('salesforce', where, { method: 'POST', form: { token: 'a'.repeat(5 * 2 ** 20) } })
      expect([response.status, await response.json()]).toEqual([400, expect.objectContaining({ error: 'invalid_request' })])
    }
  })

  test('keeps neither the token nor the secret in rows and traces', async () => {
    const { send, world } = await open({ systems: [salesforce] })
    const { access_token } = await (await send('salesforce', path, { method: 'POST', form: grant })).json()
    const [summary] = world.traces.list({ limit: 1 }).rows
    const kept = JSON.stringify([[...world.store.relation('salesforce.tokens').rows], await world.traces.spans(summary?.id as string)])
    expect(kept).not.toContain(access_token)
    expect(kept).not.toContain(clientSecret)
  })
})

describeEachWay('Salesforce sessions', (open) => {
  const expired = [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }]

  test('refuses a call without a token and with an unknown one', async () => {
    const { call } = await signIn(open)
    for (const authorization of ['', 'Bearer unknown']) {
      const reply = await call('GET', '/limits', { headers: { authorization } })
      expect(reply).toMatchObject({ status: 401, body: expired })
    }
  })

  test('refuses another scheme than Bearer', async () => {
    const { call } = await signIn(open)
    const reply = await call('GET', '/limits', { headers: { authorization: 'Token x' } })
    expect(reply).toMatchObject({ status: 401, body: [{ errorCode: 'INVALID_AUTH_HEADER' }] })
  })

  test('ends after two hours', async () => {
    const { call, world } = await signIn(open)
    world.clock.freeze()
    expect((await call('GET', '/limits')).status).toBe(200)
    world.clock.advance(7_200_000)
    expect(await call('GET', '/limits')).toMatchObject({ status: 401, body: expired })
  })
})

describeEachWay('Salesforce identity', (open) => {
  const url = '/id/00D000000000001EAA/005000000000001AAA'

  test('tells whose the token is', async () => {
    const org = await signIn(open)
    const { status, body } = await org.call('GET', url)
    expect(status).toBe(200)
    expect(body).toMatchObject({ user_id: '005000000000001AAA', organization_id: '00D000000000001EAA', username })
    expect(body.id).toMatch(new RegExp(`^https?://.+${url}$`))
    expect((await org.lastExchange()).findings).toEqual([])
  })

  const refused = {
    'no token': [url, '', 403, 'Missing_OAuth_Token'],
    'an unknown token': [url, 'Bearer unknown', 403, 'Bad_OAuth_Token'],
    'another org': ['/id/00D000000000002EAA/005000000000001AAA', undefined, 403, 'Wrong_Org'],
    'an id that is none': ['/id/org/005000000000001AAA', undefined, 403, 'Wrong_Org'],
    'an unknown user': ['/id/00D000000000001EAA/005000000000002AAA', undefined, 404, 'Bad_Id'],
  } as const
  for (const [name, [path, authorization, status, word]] of Object.entries(refused)) {
    test(`refuses ${name} in one word`, async () => {
      const { call } = await signIn(open)
      const reply = await call('GET', path, authorization === undefined ? {} : { headers: { authorization } })
      expect(reply).toMatchObject({ status, body: word })
      expect(reply.headers.get('content-type')).toMatch(/^text\/plain/)
    })
  }
})
