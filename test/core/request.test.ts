import { describe, expect, test } from 'vitest'
import { operation } from '../../contracts/openapi/spec.ts'
import type { OperationId } from '../../contracts/openapi/types.ts'
import { coerce } from '../../mocks/core/http/coerce.ts'
import { read } from '../../mocks/core/http/request.ts'
import { atOnce } from '../../mocks/core/system/turn.ts'
import { call } from './made-up.ts'

const reading = (id: OperationId, url: string, more: Parameters<typeof call>[3] = {}, path: Record<string, string> = {}) => {
  const { system, method } = operation(id)
  return atOnce(read(operation(id), path, call(system, method, url, more)))
}

describe('text from a URL, a header or a form', () => {
  test.each([
    ['5', 'integer', 5],
    ['-5', 'integer', -5],
    ['1.5', 'number', 1.5],
    ['1.5', 'integer', 1.5],
    ['', 'integer', ''],
    ['0x10', 'integer', '0x10'],
    ['1e3', 'integer', '1e3'],
    [' 5', 'integer', ' 5'],
    ['Infinity', 'number', 'Infinity'],
    ['true', 'boolean', true],
    ['TRUE', 'boolean', true],
    ['1', 'boolean', true],
    ['0', 'boolean', false],
    ['false', 'boolean', false],
    ['yes', 'boolean', 'yes'],
    ['5', 'string', '5'],
    ['true', 'string', 'true'],
  ])('"%s" becomes, as %s, %j', (text, type, value) => {
    expect(coerce(text, { type })).toBe(value)
  })

  test('stays text where text is one of the types', () => {
    expect(coerce('5', { type: ['string', 'integer'] })).toBe('5')
  })

  test('becomes a number where null is the other type', () => {
    expect(coerce('5', { type: ['integer', 'null'] })).toBe(5)
  })

  test('stays absent', () => {
    expect(coerce(undefined, { type: 'integer' })).toBeUndefined()
  })
})

test('reads a path parameter as its schema describes it', () => {
  expect(reading('marketo.getLead', '/rest/v1/lead/50.json', {}, { id: '50' }).request.path).toEqual({ id: 50 })
})

test('reads a query, what the document does not name included', () => {
  const { request } = reading('marketo.getLeads', '/rest/v1/leads.json?filterType=email&filterValues=a%20b,c%2Bd&batchSize=5&own=1')
  expect(request.query).toEqual({ filterType: 'email', filterValues: 'a b,c+d', batchSize: 5, own: '1' })
})

test('reads a repeated key as an array where the schema has one, whether it comes once or twice', () => {
  const path = '/api/v1/gitlab/namespaces/trials/eligibility'
  const ids = (query: string) => reading('customersdot.getTrialEligibility', `${path}?${query}`).request.query['namespace_ids[]']
  expect(ids('namespace_ids[]=1&namespace_ids[]=2')).toEqual([1, 2])
  expect(ids('namespace_ids%5B%5D=1')).toEqual([1])
  expect(ids('namespace_ids[]=one')).toEqual(['one'])
  expect(ids('')).toBeUndefined()
})

test('reads JSON with any parameters of its content type', () => {
  const taken = reading('workato.createLead', '/', {
    body: '{"email":"x"}',
    headers: { 'content-type': 'Application/JSON; charset=utf-8' },
  })
  expect(taken).toMatchObject({ mediaType: 'application/json', request: { body: { email: 'x' } } })
  expect(taken.problem).toBeUndefined()
})

test('reads a form as its schema describes it', () => {
  const type = 'application/x-www-form-urlencoded'
  const lead = operation('workato.createLead')
  const form = { ...lead, bodies: { [type]: lead.bodies['application/json'] ?? {} } }
  const body = 'company_name=A%26B&first_name=Jane+Doe&namespace_id=5&opt_in=1&phone=007&__proto__=1'
  const { request } = atOnce(read(form, {}, call('workato', 'POST', '/', { headers: { 'content-type': type }, body })))
  expect(request.body).toEqual({ company_name: 'A&B', first_name: 'Jane Doe', namespace_id: 5, opt_in: true, phone: '007' })
})

test('finds the place of a problem in the JSON', () => {
  const { problem } = reading('workato.createLead', '/', { body: '{"email":1,"email":2}', headers: { 'content-type': 'application/json' } })
  expect(problem).toMatchObject({ kind: 'malformed', at: '/body/email' })
})

test('takes no body for malformed where one is required', () => {
  const { problem } = reading('workato.createLead', '/', { headers: { 'content-type': 'application/json' } })
  expect(problem).toMatchObject({ kind: 'malformed', at: '/body' })
})

test.each(['', 'text/plain', 'application/jsonp', 'constructor', '__proto__'])('does not read a body of the media type "%s"', (type) => {
  const { problem, request } = reading('workato.createLead', '/', { body: '{"email":"x"}', headers: { 'content-type': type } })
  expect(problem).toMatchObject({ kind: 'mediaType' })
  expect(request).not.toHaveProperty('body')
})

test('does not look at the body of an operation that takes none', () => {
  const taken = reading('gitlab.listCountries', '/', { body: '{', headers: { 'content-type': 'application/json' } })
  expect(taken).toEqual({ mediaType: '', request: { path: {}, query: {}, header: {} }, ambiguous: [] })
})

test('takes a body that may be left out for absent when it is empty', () => {
  const lead = { ...operation('workato.createLead'), bodyRequired: false }
  expect(atOnce(read(lead, {}, call('workato', 'POST', '/')))).toEqual({
    mediaType: 'application/json',
    request: { path: {}, query: {}, header: {} },
    ambiguous: [],
  })
})
