import { expect, test } from 'vitest'
import type { Schema } from '../../contracts/openapi/types.ts'
import { marketo } from '../../mocks/marketo/system.ts'
import { describeEachWay } from '../ways.ts'
import { connect, credentials, findings, rowsOf, tokenPath } from './connect.ts'

const path = '/identity/oauth/token'
const minutes = 60 * 1000

describeEachWay('Marketo identity', (open) => {
  const forms = {
    GET: { path: tokenPath, sending: {} },
    'POST with a query': { path: tokenPath, sending: { method: 'POST' } },
    'POST with a form': { path, sending: { method: 'POST', form: credentials } },
  }
  for (const [name, { path, sending }] of Object.entries(forms)) {
    test(`issues a token to ${name}`, async () => {
      const { send, world } = await open({ systems: [marketo] })
      world.clock.freeze()
      const response = await send('marketo', path, sending)
      expect(response.status).toBe(200)
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(response.headers.get('pragma')).toBe('no-cache')
      expect(await response.json()).toEqual({
        access_token: expect.stringMatching(/^[0-9a-f-]{36}:int$/),
        token_type: 'bearer',
        expires_in: 3600,
        scope: 'apis@gitlab.example',
      })
      expect(await findings(world)).toEqual([])
    })
  }

  test('issues the same token with its remaining life until it expires', async () => {
    const { send, world } = await open({ systems: [marketo] })
    world.clock.freeze()
    const ask = async () => (await (await send('marketo', tokenPath)).json()) as Schema<'MarketoToken'>
    const first = await ask()
    world.clock.advance(10 * minutes)
    expect(await ask()).toEqual({ ...first, expires_in: 3000 })
    world.clock.advance(50 * minutes)
    const next = await ask()
    expect(next.access_token).not.toBe(first.access_token)
    expect(next.expires_in).toBe(3600)
  })

  test('keeps of a token only its hash', async () => {
    const { world, token } = await connect(open)
    const rows = JSON.stringify(rowsOf(world, 'marketo.tokens'))
    expect(rowsOf(world, 'marketo.tokens')).toHaveLength(1)
    expect(rows).not.toContain(token)
    expect(rows).not.toContain(credentials.client_secret)
  })

  const bad = { error: 'invalid_client', error_description: 'Bad client credentials' }
  const refusals: Record<string, { given: Record<string, string>; body: object }> = {
    'a wrong secret': { given: { ...credentials, client_secret: 'guess' }, body: bad },
    'no secret': { given: { grant_type: credentials.grant_type, client_id: credentials.client_id }, body: bad },
    'another grant': { given: { ...credentials, grant_type: 'password' }, body: bad },
    'nothing at all': { given: {}, body: bad },
    'an unknown client': {
      given: { ...credentials, client_id: 'nobody' },
      body: { error: 'unauthorized', error_description: 'No client with requested id: nobody' },
    },
  }
  for (const [name, { given, body }] of Object.entries(refusals)) {
    for (const method of ['GET', 'POST']) {
      test(`refuses ${name} by ${method} with 401`, async () => {
        const { send, world } = await open({ systems: [marketo] })
        const response = await send('marketo', `${path}?${new URLSearchParams(given)}`, { method })
        expect(response.status).toBe(401)
        expect(await response.json()).toEqual(body)
        expect(rowsOf(world, 'marketo.tokens')).toEqual([])
      })
    }
  }

  test('refuses a JSON body with 401', async () => {
    const { send } = await open({ systems: [marketo] })
    expect((await send('marketo', path, { method: 'POST', json: credentials })).status).toBe(401)
  })

  test('refuses an oversized body with 413 and a long URI with 414, both without a body', async () => {
    const { send } = await open({ systems: [marketo] })
    const large = await send('marketo', path, { method: 'POST', form: { client_id: 'x'.repeat(1024 * 1024) } })
    const long = await send('marketo', `${path}?client_id=${'x'.repeat(8 * 1024)}`)
    expect([large.status, await large.text()]).toEqual([413, ''])
    expect([long.status, await long.text()]).toEqual([414, ''])
  })
})

describeEachWay('Marketo access token', (open) => {
  const refusal = (code: string, message: string) => ({
    requestId: expect.stringMatching(/^[0-9a-f]{4}#[0-9a-f]+$/),
    success: false,
    errors: [{ code, message }],
  })
  const describePath = '/rest/v1/leads/describe2.json'

  test('is taken from the header and from the query', async () => {
    const { send, headers, token, world } = await connect(open)
    const inHeader = await send('marketo', describePath, { headers })
    const inQuery = await send('marketo', `${describePath}?access_token=${encodeURIComponent(token)}`)
    expect(await inHeader.json()).toMatchObject({ success: true })
    expect(await inQuery.json()).toMatchObject({ success: true })
    expect(await findings(world)).toEqual([])
  })

  test('is refused with 600 when it is missing', async () => {
    const { send } = await connect(open)
    const response = await send('marketo', describePath)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual(refusal('600', 'Access token is empty'))
  })

  test('is refused with 601 when it is unknown, wherever it is', async () => {
    const { send } = await connect(open)
    const inHeader = await send('marketo', describePath, { headers: { authorization: 'Bearer guess' } })
    const inQuery = await send('marketo', `${describePath}?access_token=guess`)
    expect(await inHeader.json()).toEqual(refusal('601', 'Access token invalid'))
    expect(await inQuery.json()).toEqual(refusal('601', 'Access token invalid'))
  })

  test('is refused with 602 once it has expired', async () => {
    const { read, world } = await connect(open)
    world.clock.advance(60 * minutes)
    expect(await read(describePath)).toEqual(refusal('602', 'Access token expired'))
  })

  test('is refused before anything is written', async () => {
    const { send, world } = await connect(open)
    const json = { input: [{ email: 'jane@example.com' }] }
    await send('marketo', '/rest/v1/leads.json', { method: 'POST', json, headers: { authorization: 'Bearer guess' } })
    expect(rowsOf(world, 'marketo.leads')).toEqual([])
  })

  test('comes with request ids that tell the time', async () => {
    const { read, world } = await connect(open)
    world.clock.freeze(Date.parse('2014-11-19T23:50:28.947Z'))
    expect((await read('/rest/v1/nothing.json')).requestId).toMatch(/^[0-9a-f]{4}#149ca76e153$/)
  })
})
