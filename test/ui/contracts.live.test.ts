import { describe, expect, test } from 'vitest'
import type { Schema } from '../../contracts/openapi/types.ts'
import { compare } from '../../sandbox/ui/pages/contracts/live.ts'
import { lacking, standingOf } from '../../sandbox/ui/pages/contracts/standing.ts'

const interaction = { description: 'a lead', states: [], operation: 'workato.createLead', method: 'POST', path: '/lead', status: 200 }
const hop: Schema<'ControlHop'> = { consumer: 'customersdot', provider: 'workato', interactions: [interaction] }
const exchange = (more: object) => ({
  consumer: 'customersdot',
  provider: 'workato',
  operation: 'workato.createLead',
  status: 200,
  count: 1,
  trace_id: 'a'.repeat(32),
  ...more,
})

describe('Live exchanges', () => {
  test('are covered by an interaction with their operation and status', () => {
    const missed = exchange({ status: 503, count: 2 })
    expect(compare([hop], [exchange({ count: 5 }), missed])).toEqual({ total: 7, uncovered: [missed] })
  })

  test('count only on hops that have a contract, and only when they were answered', () => {
    expect(compare([hop], [exchange({ consumer: 'browser' }), exchange({ status: 0 })])).toEqual({ total: 0, uncovered: [] })
  })

  test('come with the reason for which a contract leaves them out', () => {
    const statuses = [{ status: 413, exercised: false, used: true, not_consumed: 'too large' }]
    const coverage = {
      at: '2024-01-01T00:00:00.000Z',
      operations: [{ operation: 'workato.createLead', asked: true, statuses, request: [], response: [] }],
    }
    expect(compare([{ ...hop, coverage }], [exchange({ status: 413 })]).uncovered).toMatchObject([{ notConsumed: 'too large' }])
  })
})

describe('A hop', () => {
  const verified = (outcome: 'passed' | 'failed', name = 'a lead') => ({
    ...hop,
    verification: { at: '2024-01-01T00:00:00.000Z', base_url: null, results: [{ interaction: name, outcome, mismatches: [] }] },
  })

  test.each([
    [hop, 'not verified'],
    [verified('passed'), 'kept'],
    [verified('failed'), '1 broken'],
    [verified('passed', 'another'), '1 not verified'],
  ])('stands as its last verification says', (one, text) => expect(standingOf(one).text).toBe(text))

  test('lacks what was not handed in for any', () => {
    expect(lacking([hop, verified('passed')]).map(({ command }) => command)).toEqual(['coverage', 'mutate'])
  })
})
