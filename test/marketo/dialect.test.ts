import { expect, test } from 'vitest'
import { operations } from '../../contracts/openapi/spec.ts'
import { describeEachWay, type Sending } from '../ways.ts'
import { connect, rowsOf } from './connect.ts'

const leads = '/rest/v1/leads.json'
const record = { email: 'jane@example.com' }
const post = (sending: Sending): Sending => ({ method: 'POST', ...sending })
const text = (body: string) => post({ body, headers: { 'content-type': 'application/json' } })
const input = (length: number) => Array.from({ length }, (_, index) => ({ email: `jane${index}@example.com` }))

/** The operations that document a status, but for those of the identity endpoint. */
const answering = (status: number) =>
  [...operations.values()].filter(({ system, path, replies }) => system === 'marketo' && path.startsWith('/rest/') && replies.has(status))

const refused: Record<string, { path: string; sending?: Sending; code: string; message: string }> = {
  'an unknown path': { path: '/rest/v1/nothing.json', code: '610', message: 'Requested resource not found' },
  'an id that is none': { path: '/rest/v1/lead/jane.json', code: '610', message: 'Requested resource not found' },
  'an unknown method': { path: leads, sending: { method: 'PUT' }, code: '605', message: "Request method 'PUT' not supported" },
  'malformed JSON': { path: leads, sending: text('{"input":'), code: '609', message: 'Invalid JSON' },
  'an empty body': { path: leads, sending: text(''), code: '609', message: 'Invalid JSON' },
  'a repeated key': {
    path: leads,
    sending: text('{"input":[],"input":[{"email":"jane@example.com"}]}'),
    code: '609',
    message: 'Invalid JSON',
  },
  'the key __proto__': {
    path: leads,
    sending: text('{"input":[{"email":"jane@example.com","__proto__":{}}]}'),
    code: '609',
    message: 'Invalid JSON',
  },
  'a body of another type': { path: leads, sending: post({ form: record }), code: '612', message: 'Invalid Content Type' },
  'no content type': { path: leads, sending: post({ headers: { 'content-type': '' } }), code: '612', message: 'Invalid Content Type' },
  'no input': { path: leads, sending: post({ json: {} }), code: '1002', message: "Missing value for the required parameter 'input'" },
  'an empty input': { path: leads, sending: post({ json: { input: [] } }), code: '1003', message: 'Invalid data' },
  'more than 300 records': { path: leads, sending: post({ json: { input: input(301) } }), code: '1003', message: 'Invalid data' },
  'a record that is none': { path: leads, sending: post({ json: { input: ['jane'] } }), code: '1003', message: 'Invalid data' },
  'an unknown action': {
    path: leads,
    sending: post({ json: { action: 'guess', input: [record] } }),
    code: '1003',
    message: 'Invalid data',
  },
  'an unknown lookup field': {
    path: leads,
    sending: post({ json: { lookupField: 'shoeSize', input: [record] } }),
    code: '1006',
    message: "Field 'shoeSize' not found",
  },
  'a field that is no key': {
    path: leads,
    sending: post({ json: { lookupField: 'firstName', input: [record] } }),
    code: '1011',
    message: "Field 'firstName' not supported",
  },
  'a search without a filter': { path: leads, code: '1002', message: "Missing value for the required parameter 'filterType'" },
  'a page that is too long': {
    path: `${leads}?filterType=email&filterValues=jane@example.com&batchSize=301`,
    code: '1003',
    message: 'Invalid data',
  },
}

describeEachWay('Marketo dialect', (open) => {
  for (const [name, { path, sending = {}, code, message }] of Object.entries(refused)) {
    test(`refuses ${name} with ${code} under status 200 and changes nothing`, async () => {
      const { send, headers, world } = await connect(open)
      const response = await send('marketo', path, { ...sending, headers: { ...headers, ...sending.headers } })
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({
        requestId: expect.stringMatching(/^[0-9a-f]+#[0-9a-f]+$/),
        success: false,
        errors: [{ code, message }],
      })
      expect(rowsOf(world, 'marketo.leads')).toEqual([])
      expect(rowsOf(world, 'marketo.activities')).toEqual([])
    })
  }

  test('refuses an oversized body with 413 and no body, wherever it comes', async () => {
    const { send, headers, world } = await connect(open)
    const json = { input: [{ ...record, Comment_Capture__c: 'x'.repeat(1024 * 1024) }] }
    for (const { path, method } of answering(413)) {
      const response = await send('marketo', path.replace(/\{\w+\}/, '1'), { method, headers, json })
      expect([path, response.status, await response.text()]).toEqual([path, 413, ''])
    }
    expect(rowsOf(world, 'marketo.leads')).toEqual([])
  })

  test('refuses a long URI with 414 and no body, wherever it leads', async () => {
    const { send, headers } = await connect(open)
    for (const { path, method } of answering(414)) {
      const response = await send('marketo', `${path.replace(/\{\w+\}/, '1')}?fields=${'x'.repeat(8 * 1024)}`, { method, headers })
      expect([path, response.status, await response.text()]).toEqual([path, 414, ''])
    }
  })

  test('answers a bug of its own with 611 and changes nothing', async () => {
    const { read, world } = await connect(open, { report: () => {} })
    const { rows } = world.store.relation('marketo.leads')
    rows.get = () => {
      throw new Error('broken on purpose')
    }
    expect(await read('/rest/v1/lead/1.json')).toMatchObject({ success: false, errors: [{ code: '611', message: 'System error' }] })
  })
})
