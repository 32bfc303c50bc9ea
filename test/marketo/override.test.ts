import { expect, test } from 'vitest'
import { describeEachWay, type Sending } from '../ways.ts'
import { connect, findings } from './connect.ts'

const leads = '/rest/v1/leads.json'
const find = { filterType: 'email', filterValues: 'jane@example.com' }
const query = new URLSearchParams(find).toString()

describeEachWay('Marketo method override', (open) => {
  const forms: Record<string, { path: string; sending: Sending }> = {
    'the form': { path: leads, sending: { form: { ...find, _method: 'GET' } } },
    'the URL, the query being a form': { path: `${leads}?_method=GET`, sending: { form: find } },
    'the URL, the query being a text': { path: `${leads}?_method=GET`, sending: { body: query } },
    'the URL with the whole query': { path: `${leads}?${query}&_method=get`, sending: {} },
  }
  for (const [place, { path, sending }] of Object.entries(forms)) {
    test(`takes a POST for the GET that ${place} says it is`, async () => {
      const { send, headers, write, world } = await connect(open)
      await write({ input: [{ email: 'jane@example.com' }] })
      const response = await send('marketo', path, { method: 'POST', ...sending, headers })
      expect(await response.json()).toMatchObject({ success: true, result: [{ id: 1, email: 'jane@example.com' }] })
      expect(await findings(world)).toEqual([])
    })
  }

  test('finds people by more values than a URI holds', async () => {
    const { send, headers, write } = await connect(open)
    await write({ input: [{ email: 'jane@example.com' }] })
    const many = Array.from({ length: 250 }, (_, index) => `somebody.with.a.long.address.${index}@example.com`)
    const form = { ...find, filterValues: [...many, 'jane@example.com'].join() }
    const refused = await send('marketo', `${leads}?${new URLSearchParams(form)}`, { headers })
    expect(refused.status).toBe(414)
    const found = await send('marketo', `${leads}?_method=GET`, { method: 'POST', form, headers })
    expect(await found.json()).toMatchObject({ result: [{ id: 1 }] })
  })

  test('leaves alone a POST that does not ask for it', async () => {
    const { send, headers } = await connect(open)
    const response = await send('marketo', leads, { method: 'POST', form: { ...find, _method: 'POST' }, headers })
    expect(await response.json()).toMatchObject({ success: false, errors: [{ code: '612' }] })
    const json = { input: [{ email: 'jane@example.com' }], _method: 'GET' }
    expect(await (await send('marketo', leads, { method: 'POST', json, headers })).json()).toMatchObject({ success: true })
  })

  test('takes the token from the form as well, and keeps it out of the trace', async () => {
    const { send, token, world } = await connect(open)
    const form = { ...find, _method: 'GET', access_token: token }
    expect(await (await send('marketo', leads, { method: 'POST', form })).json()).toMatchObject({ success: true, result: [] })
    const spans = await Promise.all(world.traces.list({ limit: 10 }).rows.map(({ id }) => world.traces.spans(id)))
    expect(JSON.stringify(spans)).toContain('filterType=email')
    expect(JSON.stringify(spans)).not.toContain(token)
  })
})
