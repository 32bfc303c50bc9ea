import { describe, expect, test } from 'vitest'
import { isNarrow, questionOf, readFilter } from '../../sandbox/ui/pages/leads/filter.ts'

const now = Date.parse('2024-01-01T12:00:00.000Z')

describe('The filter of the leads page', () => {
  test('asks for leads, the newest first, unless the address says more', () => {
    expect(questionOf(readFilter({}), now)).toEqual({ leads: true, order: 'desc' })
  })

  test('asks for all traces when the address does', () => {
    expect(questionOf(readFilter({ kind: 'all' }), now)).toEqual({ order: 'desc' })
  })

  test('hands on what the address says', () => {
    const query = { q: ' jane ', kind: 'trial', state: 'dead', reached: 'workato', finding: 'false', verdict: 'none', sort: 'findings' }
    expect(questionOf(readFilter(query), now)).toEqual({
      ...{ leads: true, kind: 'trial', q: 'jane', finding: false, order: 'desc' },
      ...{ state: 'dead', reached: 'workato', verdict: 'none', sort: 'findings' },
    })
  })

  test('leaves out what is misspelt in the address', () => {
    expect(readFilter({ state: 'undead', kind: ['trial'], sort: 'constructor', order: 'up', from: 'yesterday', q: '  ' })).toEqual({})
  })

  test('counts the last hour back from the clock of the sandbox', () => {
    expect(questionOf(readFilter({ time: '1h' }), now)).toMatchObject({ from: '2024-01-01T11:00:00.000Z' })
  })

  test('takes moments as UTC, and only between two of them', () => {
    const moments = { from: '2024-01-01T10:00', to: '2024-01-02T00:30' }
    const between = questionOf(readFilter({ time: 'between', ...moments }), now)
    expect(between).toMatchObject({ from: '2024-01-01T10:00:00.000Z', to: '2024-01-02T00:30:00.000Z' })
    expect(questionOf(readFilter(moments), now)).toEqual({ leads: true, order: 'desc' })
  })

  test('sorts texts from A and figures from the greatest, unless the address says otherwise', () => {
    const orders = [{ sort: 'name' }, { sort: 'reached' }, { sort: 'name', order: 'desc' }].map(
      (query) => questionOf(readFilter(query), now).order,
    )
    expect(orders).toEqual(['asc', 'desc', 'desc'])
  })

  test('is not narrow when it only sorts, or shows more', () => {
    expect([{}, { sort: 'name', order: 'asc' }, { kind: 'all' }, { kind: 'trial' }, { q: 'x' }].map(isNarrow)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ])
  })
})
