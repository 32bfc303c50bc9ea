import { describe, expect, test } from 'vitest'
import { readPairs } from '../../mocks/core/http/pairs.ts'
import { atOnce } from '../../mocks/core/system/turn.ts'
import { asJane, handRaise, handRaisePath } from '../journey/pipeline.ts'
import { connect, rowsOf } from '../marketo/connect.ts'
import { signIn } from '../salesforce/org.ts'
import { describeEachWay } from '../ways.ts'
import { openWorkato } from '../workato/desk.ts'
import { exchanges } from './made-up.ts'

describeEachWay('of a name that is repeated in a query', (open) => {
  test('GitLab takes the last value, and a finding names it', async () => {
    const { send, world } = await open()
    const states = await (await send('gitlab', '/-/country_states?country=NL&country=US')).json()
    expect(JSON.stringify(states)).toContain('California')
    expect((await exchanges(world))[0]?.findings).toMatchObject([
      { at: '/query/country', code: 'repeated', message: 'It is given more than once, and GitLab takes the last value.' },
    ])
  })

  test('Salesforce takes the first', async () => {
    const { call, lastExchange } = await signIn(open)
    await call('POST', '/sobjects/Lead', { json: { LastName: 'Doe', Company: 'ACME' } })
    const { body } = await call('GET', '/query?q=SELECT+LastName+FROM+Lead&q=nonsense')
    expect(body).toMatchObject({ totalSize: 1 })
    expect((await lastExchange()).findings).toMatchObject([{ at: '/query/q', code: 'repeated' }])
  })

  test('Marketo takes the first', async () => {
    const { write, read, world } = await connect(open)
    await write({ input: [{ email: 'jane@example.com' }, { email: 'john@example.com' }] })
    const { result } = await read('/rest/v1/leads.json?filterType=email&filterValues=john@example.com&filterValues=jane@example.com')
    expect(result).toMatchObject([{ email: 'john@example.com' }])
    expect((await exchanges(world)).at(-1)?.findings).toMatchObject([{ at: '/query/filterValues', code: 'repeated' }])
  })

  test('Workato takes the last', async () => {
    const { ask, world } = await openWorkato(open)
    expect((await ask('GET', '/jobs?limit=nonsense&limit=5')).status).toBe(200)
    expect((await exchanges(world)).at(-1)?.findings).toMatchObject([{ at: '/query/limit', code: 'repeated' }])
  })

  test('nothing is said when the value is the same', async () => {
    const { send, world } = await open()
    await send('gitlab', '/-/country_states?country=US&country=US')
    expect((await exchanges(world))[0]?.findings).toEqual([])
  })
})

describeEachWay('of a name that is repeated in a form', (open) => {
  const send = (path: string, form: string, headers: Record<string, string> = {}) => ({
    path,
    sending: { method: 'POST', body: form, headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers } },
  })

  test('GitLab takes the last value, and a finding names it', async () => {
    const { send: ask, world } = await open()
    const fields = new URLSearchParams({ ...(handRaise as object as Record<string, string>) })
    const { path, sending } = send(handRaisePath, `first_name=Joan&${fields}&first_name=Jill`, asJane)
    expect((await ask('gitlab', path, sending)).status).toBe(200)
    expect(rowsOf(world, 'customersdot.leads')).toMatchObject([{ first_name: 'Jill' }])
    const own = (await exchanges(world)).find(({ provider }) => provider === 'gitlab')
    expect(own?.findings.filter(({ code }) => code === 'repeated')).toMatchObject([{ at: '/body/first_name' }])
  })

  test('Salesforce takes the first', async () => {
    const { send: ask } = await open()
    const { path, sending } = send('/services/oauth2/token', 'grant_type=nonsense&grant_type=client_credentials')
    expect(await (await ask('salesforce', path, sending)).json()).toMatchObject({ error: 'unsupported_grant_type' })
  })
})

describe('pairs', () => {
  test('are read in linear time, however many names are repeated', () => {
    const timeOf = (count: number) => {
      const text = Array.from({ length: count }, (_, index) => `${index % (count / 2)}=${index}`).join('&')
      const began = performance.now()
      expect(atOnce(readPairs(text, {})).ambiguous).toHaveLength(count / 2)
      return performance.now() - began
    }
    timeOf(20_000)
    expect(timeOf(80_000) / timeOf(20_000)).toBeLessThan(16)
  })

  test('keep a name that an object has of its own', () => {
    expect(Object.hasOwn(atOnce(readPairs('__proto__=1&constructor=2', {})).values, 'constructor')).toBe(true)
    expect(atOnce(readPairs('a=1&a=2', { repeated: 'first' })).values).toEqual({ a: '1' })
    expect(atOnce(readPairs('a=1&a=2', { repeated: 'last' })).values).toEqual({ a: '2' })
  })
})
