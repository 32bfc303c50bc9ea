import { describe, expect, test } from 'vitest'
import type { SystemName } from '../../contracts/openapi/types.ts'
import { route } from '../../mocks/core/http/router.ts'

/** The operation and the values that a path leads to, or the methods it allows. */
function led(system: SystemName, method: string, path: string) {
  const found = route(system, method, path)
  return found && ('operation' in found ? [found.operation.id, found.path] : found)
}

test.each<[SystemName, string, string, string, Record<string, string>]>([
  ['marketo', 'POST', '/rest/v1/leads.json', 'marketo.syncLeads', {}],
  ['marketo', 'GET', '/rest/v1/leads.json', 'marketo.getLeads', {}],
  ['gitlab', 'GET', '/api/v4/namespaces/1000', 'gitlab.getNamespace', { id: '1000' }],
  ['gitlab', 'GET', '/api/v4/namespaces/acme%2Fweb', 'gitlab.getNamespace', { id: 'acme/web' }],
  ['customersdot', 'GET', '/.well-known/openid-configuration', 'customersdot.getOpenidConfiguration', {}],
  ['salesforce', 'GET', '/services/data/v61.0/sobjects/Lead/00Q1', 'salesforce.getLead', { version: 'v61.0', id: '00Q1' }],
  [
    'salesforce',
    'PATCH',
    '/services/data/v61.0/sobjects/Lead/External__c/a%20b',
    'salesforce.upsertLead',
    { version: 'v61.0', field: 'External__c', value: 'a b' },
  ],
])('leads %s %s %s to %s', (system, method, path, id, values) => {
  expect(led(system, method, path)).toEqual([id, values])
})

test('prefers a path written out to a template', () => {
  expect(led('salesforce', 'GET', '/services/data/v61.0/sobjects/Lead/describe')).toEqual(['salesforce.describeLead', { version: 'v61.0' }])
})

describe('a template with a suffix', () => {
  test('takes the part before it', () => {
    expect(led('marketo', 'GET', '/rest/v1/lead/50.json')).toEqual(['marketo.getLead', { id: '50' }])
  })

  test.each(['/rest/v1/lead/50', '/rest/v1/lead/50Xjson', '/rest/v1/lead/.json', '/rest/v1/lead/5/0.json', '/rest/v1/lead/50.json/more'])(
    'does not take %s',
    (path) => {
      expect(led('marketo', 'GET', path)).toBeUndefined()
    },
  )
})

test.each([
  ['a doubled slash', '//trials//create_iterable'],
  ['a closing slash', '/trials/create_iterable/'],
  ['a dot segment', '/trials/./create_iterable'],
  ['a step back', '/trials/elsewhere/../create_iterable'],
  ['a step beyond the root', '/../trials/create_iterable'],
])('ignores %s', (_title, path) => {
  expect(led('customersdot', 'POST', path)).toEqual(['customersdot.createIterable', {}])
})

test('does not step back over an escaped dot or slash', () => {
  expect(led('customersdot', 'POST', '/trials/elsewhere%2F..%2Fcreate_iterable')).toBeUndefined()
})

test('names the methods of a path that is known for others, HEAD with GET', () => {
  expect(led('marketo', 'DELETE', '/rest/v1/leads.json')).toEqual({ allowed: expect.arrayContaining(['GET', 'POST']) })
  expect(led('marketo', 'PUT', '/rest/v1/lead/50.json')).toEqual({ allowed: ['HEAD', 'GET'] })
})

test.each([
  ['an unknown path', '/nowhere'],
  ['the root', '/'],
  ['no path', ''],
  ['a path in another case', '/REST/v1/leads.json'],
  ['another system’s path', '/oauth2/token'],
  ['a bad percent-escape', '/rest/v1/lead/%E0%A4%A.json'],
  ['half a percent-escape', '/rest/v1/lead/5%.json'],
])('leads nowhere for %s', (_title, path) => {
  expect(led('marketo', 'GET', path)).toBeUndefined()
})
