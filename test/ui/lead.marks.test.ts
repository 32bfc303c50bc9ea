import { describe, expect, test } from 'vitest'
import type { Finding } from '../../contracts/openapi/findings.ts'
import { document } from '../../contracts/openapi/spec.ts'
import { assumptionsOf } from '../../sandbox/ui/assumptions.ts'
import { coveredBy } from '../../sandbox/ui/pages/lead/panel/covered.ts'
import { below, carries, isMarked, missingIn } from '../../sandbox/ui/pages/lead/panel/marks.ts'
import { exchangeWith } from '../spans.ts'

const finding = (at: string, code: Finding['code']): Finding => ({ side: 'request', at, code, message: `${at} ${code}` })

describe('The marks of a message', () => {
  const marks = { findings: [finding('/body/lead/e~1mail', 'missing'), finding('/body/size', 'type')], assumed: [] }

  test('stand at the pointer of a finding and above it', () => {
    expect(isMarked(marks, '/body/lead')).toBe(true)
    expect(isMarked(marks, '/body/siz')).toBe(false)
  })

  test('name members that are not there', () => {
    expect(missingIn(marks, '/body/lead', { name: 'Jane' })).toEqual(['e/mail'])
    expect(missingIn(marks, '/body', { lead: {} })).toEqual([])
  })

  test('escape names as JSON pointers do', () => {
    expect(below('/body', 'a/b~c')).toBe('/body/a~1b~0c')
  })

  test('find an item anywhere in a list', () => {
    const message = { body: { input: [{}, { email: null }] } }
    expect(carries(message, '/body/input/*/email')).toBe(true)
    expect(carries(message, '/body/input/*/phone')).toBe(false)
    expect(carries({}, '/body')).toBe(false)
  })
})

describe('What is assumed', () => {
  const assumptions = assumptionsOf(document)

  test('is told of every operation of the systems, and of none of the sandbox itself', () => {
    expect(assumptions['marketo.syncLeads']?.summary).not.toBe('')
    expect(Object.keys(assumptions).filter((id) => id.startsWith('control.'))).toEqual([])
  })

  test('is found behind references, at the body or at a field', () => {
    expect(assumptions['workato.createLead']?.request).toMatchObject([{ at: '/body' }])
    expect(assumptions['workato.createLead']?.responses[401]).toMatchObject({ assumed: true })
    expect(assumptions['salesforce.upsertLead']?.request.map(({ at }) => at)).toContainEqual(expect.stringMatching(/^\/body\/\w+/))
  })
})

describe('What a contract covers', () => {
  const interaction = { description: 'a request', states: [], operation: 'workato.createLead', method: 'POST', path: '/', status: 200 }
  const hop = { consumer: 'customersdot', provider: 'workato', interactions: [interaction] }
  const exchange = exchangeWith({ consumer: 'customersdot', provider: 'workato', operation: 'workato.createLead', status: 200 })

  test('is an exchange with the operation and the status of an interaction', () => {
    expect(coveredBy(exchange, [hop])).toMatchObject({ hasContract: true, interactions: [{ description: 'a request' }] })
    expect(coveredBy({ ...exchange, status: 404 }, [hop])).toMatchObject({ hasContract: true, interactions: [] })
  })

  test('is told with how it was last verified', () => {
    const results = [{ interaction: 'a request', outcome: 'failed' as const, mismatches: [] }]
    const verified = { ...hop, verification: { at: '2024-01-01T00:00:00.000Z', base_url: null, results } }
    expect(coveredBy(exchange, [verified]).interactions[0]?.outcome).toBe('failed')
  })

  test('is nothing on the way from the browser', () => {
    expect(coveredBy(exchangeWith({}), [hop])).toEqual({ hop: 'browser-gitlab', hasContract: false, interactions: [] })
  })
})
