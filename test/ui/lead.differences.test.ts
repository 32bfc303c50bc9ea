import { describe, expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { fieldDifferences, outcomes, pairs } from '../../sandbox/ui/pages/lead/compare/differences.ts'
import type { Lineage } from '../../sandbox/ui/pages/lead/fields/lineage.ts'
import { exchangeWith } from '../spans.ts'

const asked = (id: string, operation: string, status = 200) => exchangeWith({ id, operation, status })

describe('The comparison of two leads', () => {
  test('tells both outcomes, fact by fact', () => {
    const one = { ...example('ControlTraceSummary'), state: 'arrived' as const, errors: 0 }
    const facts = outcomes(one, { ...one, state: 'dead', errors: 26 })
    expect(facts.filter((fact) => fact.one !== fact.other)).toEqual([
      { what: 'State', one: 'Arrived in Salesforce', other: 'Dead' },
      { what: 'Errors', one: '0', other: '26' },
    ])
  })

  test('pairs the exchanges of an operation by their order, and keeps those that only one has', () => {
    const found = pairs([asked('a', 'x'), asked('b', 'y'), asked('c', 'x')], [asked('d', 'x'), asked('e', 'x', 404), asked('f', 'z')])
    expect(found.map(({ one, other, differs }) => [one?.id, other?.id, differs])).toEqual([
      ['a', 'd', false],
      ['b', undefined, true],
      ['c', 'e', true],
      [undefined, 'f', true],
    ])
  })

  test('tells where fields differ, also those that only one lead has', () => {
    const lineage = (rows: Lineage['rows']): Lineage => ({
      trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
      places: [{ place: 'form', system: 'gitlab', reached: true, kept: true, exchange: null, row: null }],
      rows,
      broken: null,
    })
    const one = lineage([
      { field: 'state', cells: [{ came: 'given', name: 'state', value: 'CA' }] },
      { field: 'country', cells: [{ came: 'given', name: 'country', value: 'US' }] },
    ])
    const other = lineage([
      { field: 'country', cells: [{ came: 'given', name: 'country', value: 'US' }] },
      { field: 'phone', cells: [{ came: 'given', name: 'phone', value: '1' }] },
    ])
    expect(fieldDifferences(one, other)).toEqual([
      { field: 'state', what: 'form', one: '"CA"', other: 'not here' },
      { field: 'phone', what: 'form', one: 'not here', other: '"1"' },
    ])
  })

  test('of a lead with itself finds nothing', () => {
    const spans = [asked('a', 'x', 500)]
    expect(pairs(spans, spans).some(({ differs }) => differs)).toBe(false)
  })
})
