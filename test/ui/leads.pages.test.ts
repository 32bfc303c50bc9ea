import { describe, expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { type Lead, type Pages, pagesWith, rowsOf, withHead, without, withRows, withTotal } from '../../sandbox/ui/pages/leads/pages.ts'

const lead = (id: string, about: Partial<Lead> = {}): Lead => ({ ...example('ControlTraceSummary'), id, ...about })
const page = (ids: string, more: { total?: number; next?: string | null } = {}) => ({
  traces: [...ids].map((id) => lead(id)),
  next: null,
  total: ids.length,
  ...more,
})
const pagesOf = (...ids: string[]): Pages => ({ pages: ids.map((some) => page(some)), pageParams: ids })
const idsOf = (pages: Pages) =>
  rowsOf(pages)
    .map(({ id }) => id)
    .join('')

describe('The pages of the list', () => {
  test('show a lead once that is on two of them', () => {
    expect(idsOf(pagesOf('abc', 'cd'))).toBe('abcd')
  })

  test('take new leads on top, and count them', () => {
    const looked = withHead(pagesOf('cd', 'ef'), page('abcd', { total: 6, next: 'more' }))
    expect([idsOf(looked.pages), looked.added, looked.held, looked.pages.pages[0]?.total]).toEqual(['abcdef', 2, 0, 6])
  })

  test('replace known leads where they stand', () => {
    const head = { ...page('ab'), traces: [lead('a', { state: 'arrived' })] }
    const { pages } = withHead(pagesOf('ab', 'cd'), head)
    expect(rowsOf(pages).map(({ state }) => state)).toEqual(['arrived', 'under_way', 'under_way', 'under_way'])
    expect(idsOf(pages)).toBe('abcd')
  })

  test('take nothing when leads are missing between the new and the known ones, and tell how many came', () => {
    const known = pagesOf('yz')
    expect(withHead(known, page('abc', { total: 12, next: 'more' }))).toEqual({ pages: known, added: 0, held: 10 })
  })

  test('tell how many came that a sorted list does not show yet, and count what went', () => {
    expect(withTotal(pagesOf('ab', 'c'), 5).held).toBe(3)
    const fewer = withTotal(pagesOf('ab', 'c'), 1)
    expect([fewer.held, fewer.pages.pages[0]?.total, idsOf(fewer.pages)]).toEqual([0, 1, 'abc'])
  })

  test('tell where those begin that have certain leads', () => {
    const pages = { ...pagesOf('ab', 'cd', 'ef'), pageParams: ['', 'b', 'd'] }
    expect(pagesWith(pages, new Set(['a', 'f']))).toEqual([
      { after: '', ids: ['a', 'b'] },
      { after: 'd', ids: ['e', 'f'] },
    ])
  })

  test('begin with the first lead', () => {
    expect(idsOf(withHead(pagesOf(''), page('a')).pages)).toBe('a')
  })

  test('keep those objects that nothing changes in', () => {
    const before = pagesOf('ab', 'cd')
    const after = withRows(before, [lead('d', { retries: 2 })])
    expect(after.pages[0]).toBe(before.pages[0])
    expect(rowsOf(after)[3]?.retries).toBe(2)
  })

  test('leave out leads that are in the list no more', () => {
    expect(idsOf(without(pagesOf('ab', 'cd'), new Set(['b', 'c'])))).toBe('ad')
  })
})
