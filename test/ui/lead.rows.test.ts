import { describe, expect, test } from 'vitest'
import type { Run, Step } from '../../mocks/core/system/record.ts'
import { grow } from '../../sandbox/cli/print/tree.ts'
import { moveOf } from '../../sandbox/ui/pages/lead/timeline/move.ts'
import { rowsOf, trunksOf } from '../../sandbox/ui/pages/lead/timeline/rows.ts'
import { waitsOf } from '../../sandbox/ui/pages/lead/timeline/waits.ts'
import { exchangeWith } from '../spans.ts'

const step = (id: string, depth: number, about: Partial<Step> = {}): Step => ({
  id,
  name: id,
  depth,
  started_at: '2024-01-01T00:00:00.001Z',
  duration_ms: 1,
  ...about,
})

const run = (about: Partial<Run>): Run => ({
  type: 'run',
  id: 'run',
  trace_id: '4bf92f3577b34da6a3ce929d0e0e4736',
  parent_id: 'enqueue',
  system: 'customersdot',
  queue: 'default',
  class: 'Workato::CreateLeadWorker',
  job_id: 'job',
  attempt: 1,
  started_at: '2024-01-01T00:00:01.000Z',
  duration_ms: 10,
  outcome: 'done',
  steps: [],
  logs: [],
  ...about,
})

const asked = exchangeWith({ id: 'asked', steps: [step('service', 0), step('enqueue', 1)] })
const failed = exchangeWith({ id: 'failed', parent_id: 'run', status: 404 })
const tree = grow([asked, run({}), failed], [])
const all = { folded: new Set<string>(), steps: true }
const ids = (rows: ReturnType<typeof rowsOf>) => rows.map(({ part, depth }) => `${' '.repeat(depth)}${part.id}`)

describe('The rows of a timeline', () => {
  test('stand in the order of the tree, each below what caused it', () => {
    expect(ids(rowsOf(tree, all))).toEqual(['asked', ' service', '  enqueue', '   run', '    failed'])
  })

  test('leave out what is folded away, and count what went wrong in it', () => {
    const rows = rowsOf(tree, { ...all, folded: new Set(['service']) })
    expect(ids(rows)).toEqual(['asked', ' service'])
    expect(rows.at(-1)).toMatchObject({ open: false, hasBranches: true, hidden: 1 })
  })

  test('without steps keep those that failed', () => {
    const broken = exchangeWith({ id: 'asked', steps: [step('service', 0), step('lookup', 1, { error: 'no such country' })] })
    expect(ids(rowsOf(grow([broken], []), { ...all, steps: false }))).toEqual(['asked', ' lookup'])
  })

  test('without steps leave out an attempt that was done again', () => {
    const steps = [step('first', 0, { error: 'no', discarded: 'marketo.leads 1 has changed' }), step('second', 0)]
    const repeated = grow([exchangeWith({ id: 'asked', steps })], [])
    expect(ids(rowsOf(repeated, { ...all, steps: false }))).toEqual(['asked'])
    expect(rowsOf(repeated, { ...all, folded: new Set(['asked']) })).toMatchObject([{ hidden: 0 }])
  })

  test('know their place among their siblings', () => {
    const two = grow([asked, exchangeWith({ id: 'other', started_at: '2024-01-01T00:00:09.000Z' })], [])
    expect(rowsOf(two, all).filter(({ depth }) => depth === 0)).toMatchObject([
      { position: 1, siblings: 2 },
      { position: 2, siblings: 2 },
    ])
  })

  test('can be as many and as deep as 10,000', () => {
    const spans = Array.from({ length: 10_000 }, (_, at) => exchangeWith({ id: `s${at}`, parent_id: at ? `s${at - 1}` : null }))
    expect(rowsOf(grow(spans, []), all).at(-1)?.depth).toBe(9_999)
  })

  test('can all be folded', () => {
    expect(ids(rowsOf(tree, { ...all, folded: new Set(trunksOf(tree)) }))).toEqual(['asked'])
  })
})

describe('The keys of a timeline', () => {
  const rows = rowsOf(tree, all)

  test('go up and down, and no farther than the ends', () => {
    expect(moveOf('j', rows, 0)).toEqual({ go: 1 })
    expect(moveOf('ArrowUp', rows, 0)).toEqual({ go: 0 })
    expect(moveOf('End', rows, 0)).toEqual({ go: 4 })
  })

  test('fold a row first, and then go to the one above it', () => {
    expect(moveOf('ArrowLeft', rows, 1)).toEqual({ fold: true })
    expect(moveOf('ArrowLeft', rows, 4)).toEqual({ go: 3 })
    expect(moveOf('ArrowRight', rowsOf(tree, { ...all, folded: new Set(['asked']) }), 0)).toEqual({ fold: false })
  })

  test('leave other keys to the browser', () => {
    expect(moveOf('Tab', rows, 0)).toBeUndefined()
  })
})

describe('The waits of a timeline', () => {
  test('last from the enqueueing to the first attempt, and from each attempt to the next', () => {
    const second = run({ id: 'again', attempt: 2, started_at: '2024-01-01T00:00:20.000Z' })
    const waits = waitsOf([asked, second, run({})], [])
    const start = Date.parse('2024-01-01T00:00:00.000Z')
    expect(waits.get('run')).toEqual({ from: start + 2, to: start + 1000 })
    expect(waits.get('again')).toEqual({ from: start + 1010, to: start + 20_000 })
  })
})
