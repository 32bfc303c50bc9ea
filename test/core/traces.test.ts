import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MemoryLog } from '../../mocks/core/memory.ts'
import type { Exchange, Run, Span, Step, TraceSummary } from '../../mocks/core/system/record.ts'
import type { Entry } from '../../mocks/core/traces/entries.ts'
import { merge, summaryOf } from '../../mocks/core/traces/summary.ts'
import { Traces } from '../../mocks/core/traces/traces.ts'
import { exchangeWith } from '../spans.ts'

const start = Date.parse('2024-01-01T00:00:00.000Z')
const stamp = (milliseconds: number) => new Date(start + milliseconds).toISOString()

const exchange = (more: Partial<Exchange> = {}) =>
  exchangeWith({ id: 'e1', trace_id: 't1', consumer: 'gitlab', provider: 'customersdot', duration_ms: 10, tags: {}, ...more })

const run = (more: Partial<Run> = {}): Run => ({
  type: 'run',
  id: 'r1',
  trace_id: 't1',
  parent_id: null,
  system: 'customersdot',
  queue: 'default',
  class: 'Save',
  job_id: 'j1',
  attempt: 1,
  started_at: stamp(0),
  duration_ms: 10,
  outcome: 'done',
  steps: [],
  logs: [],
  tags: {},
  ...more,
})

const finding = { side: 'request', at: '/body', code: 'missing', message: '' } as const

function tracesOf(...spans: Span[]): Traces {
  const traces = new Traces(new MemoryLog())
  for (const span of spans) traces.append(span)
  return traces
}

const ids = ({ rows }: { rows: TraceSummary[] }) => rows.map(({ id }) => id)

describe('a summary', () => {
  test('tells what an exchange tells', () => {
    expect(summaryOf(exchange({ tags: { email: 'x', lead_id: 7, kind: 'trial' }, findings: [finding] }))).toEqual({
      id: 't1',
      started_at: stamp(0),
      ended_at: stamp(10),
      email: 'x',
      kind: 'trial',
      lead_ids: [7],
      systems: ['customersdot'],
      spans: 1,
      findings: 1,
      errors: 0,
    })
  })

  test.each([
    ['an answer of 399', exchange({ status: 399 }), 0],
    ['an answer of 400', exchange({ status: 400 }), 1],
    ['no answer', exchange({ status: 0 }), 1],
    ['a run that is done', run(), 0],
    ['a run that is retried', run({ outcome: 'retry' }), 1],
    ['a run that is dead', run({ outcome: 'dead' }), 1],
  ])('counts as errors, for %s, %o', (_title, span, errors) => {
    expect(summaryOf(span).errors).toBe(errors)
  })

  test('names systems of the pipeline only', () => {
    expect(summaryOf(exchange({ provider: 'control' })).systems).toEqual([])
  })

  test('keeps what was said of the lead first', () => {
    const { email } = [exchange({ tags: { email: 'first' } }), exchange({ tags: { email: 'second' } })].map(summaryOf).reduce(merge)
    expect(email).toBe('first')
  })

  test('is the same in whatever order the spans of a trace come', () => {
    const tags = fc.record(
      { email: fc.constant('jane@example.com'), lead_id: fc.nat(3), company: fc.constant('ACME') },
      { requiredKeys: [] },
    )
    const times = { started_at: fc.nat(100).map(stamp), duration_ms: fc.nat(50), tags }
    const exchanges = fc
      .record({
        ...times,
        provider: fc.constantFrom('gitlab', 'customersdot', 'marketo'),
        status: fc.constantFrom(0, 200, 404),
        findings: fc.array(fc.constant(finding), { maxLength: 2 }),
      })
      .map(exchange)
    const runs = fc.record({ ...times, outcome: fc.constantFrom('done' as const, 'retry' as const) }).map(run)
    const orders = fc
      .array(fc.oneof(exchanges, runs), { minLength: 1, maxLength: 6 })
      .chain((spans) => fc.tuple(fc.constant(spans), fc.shuffledSubarray(spans, { minLength: spans.length })))
    const summed = (spans: Span[]) => {
      const summary = spans.map(summaryOf).reduce(merge)
      return { ...summary, lead_ids: summary.lead_ids.toSorted(), systems: summary.systems.toSorted() }
    }
    fc.assert(
      fc.property(orders, ([spans, shuffled]) => {
        expect(summed(shuffled)).toEqual(summed(spans))
      }),
    )
  })

  test('names each lead and each system once', () => {
    const summary = [exchange({ tags: { lead_id: 1 } }), run({ tags: { lead_id: 1 } }), exchange({ tags: { lead_id: 2 } })]
      .map(summaryOf)
      .reduce(merge)
    expect(summary).toMatchObject({ lead_ids: [1, 2], systems: ['customersdot'], spans: 3 })
  })
})

describe('the list of traces', () => {
  test('is newest first and leads page by page to the end', () => {
    const traces = tracesOf(...['a', 'b', 'c'].map((trace_id) => exchange({ trace_id })))
    const first = traces.list({ limit: 2 })
    expect(ids(first)).toEqual(['c', 'b'])
    const last = traces.list({ limit: 2, after: first.next })
    expect([ids(last), last.next]).toEqual([['a'], null])
  })

  test('does not skip or repeat a trace when new ones come between two pages', () => {
    const traces = tracesOf(...['a', 'b', 'c'].map((trace_id) => exchange({ trace_id })))
    const { next } = traces.list({ limit: 1 })
    traces.append(exchange({ trace_id: 'd' }))
    expect(ids(traces.list({ limit: 9, after: next }))).toEqual(['b', 'a'])
  })

  test('says how many there are on all pages', () => {
    const traces = tracesOf(...['a', 'b', 'c'].map((trace_id) => exchange({ trace_id })))
    const first = traces.list({ limit: 2 })
    expect([first.total, traces.list({ limit: 2, after: first.next }).total]).toEqual([3, 3])
    expect(traces.list({ limit: 2, where: ({ id }) => id === 'a' }).total).toBe(1)
  })

  test('is read page by page in whatever order as it would be at once', () => {
    const tags = fc.record({ name: fc.constantFrom('Ada', 'ada', 'Bob', 'ß'), namespace_id: fc.nat(3) }, { requiredKeys: [] })
    const sorts = fc.constantFrom(undefined, 'started_at' as const, 'name' as const, 'namespace_id' as const)
    const cases = fc.record({
      all: fc.array(tags, { maxLength: 12 }),
      sort: sorts,
      order: fc.constantFrom('asc' as const, 'desc' as const),
    })
    fc.assert(
      fc.property(cases, fc.integer({ min: 1, max: 4 }), ({ all, sort, order }, limit) => {
        const traces = tracesOf(...all.map((tags, index) => exchange({ trace_id: String(index), tags, started_at: stamp(index % 3) })))
        const whole = ids(traces.list({ sort, order, limit: 99 }))
        const paged: string[] = []
        let after: string | null = null
        do {
          const page = traces.list({ sort, order, limit, after })
          paged.push(...ids(page))
          after = page.next
        } while (after)
        expect(paged).toEqual(whole)
        expect(new Set(paged).size).toBe(all.length)
      }),
    )
  })

  test('finds by e-mail, however it is written', () => {
    const traces = tracesOf(
      exchange({ trace_id: 'a', tags: { email: 'Jane@Example.com' } }),
      exchange({ trace_id: 'b', tags: { email: 'joe@example.com' } }),
      exchange({ trace_id: 'c', tags: { email: 'jane@example.com' } }),
    )
    expect(ids(traces.list({ email: 'JANE@example.com', limit: 9 }))).toEqual(['c', 'a'])
    expect(ids(traces.list({ email: 'nobody@example.com', limit: 9 }))).toEqual([])
  })

  test('finds what has both the e-mail and the lead', () => {
    const traces = tracesOf(
      exchange({ trace_id: 'a', tags: { email: 'x', lead_id: 1 } }),
      exchange({ trace_id: 'b', tags: { email: 'x', lead_id: 2 } }),
      exchange({ trace_id: 'c', tags: { email: 'y', lead_id: 2 } }),
    )
    expect(ids(traces.list({ email: 'x', lead: 2, limit: 9 }))).toEqual(['b'])
  })

  test('finds by each lead of a trace, also one named later', () => {
    const traces = tracesOf(
      exchange(),
      exchange({ tags: { lead_id: 1 } }),
      exchange({ tags: { lead_id: 2 } }),
      exchange({ tags: { lead_id: 2 } }),
    )
    expect([1, 2, 3].map((lead) => ids(traces.list({ lead, limit: 9 })))).toEqual([['t1'], ['t1'], []])
  })

  test('finds by what a test of the summary says, with an index or without', () => {
    const traces = tracesOf(
      exchange({ trace_id: 'a', tags: { email: 'x' }, status: 500 }),
      exchange({ trace_id: 'b', tags: { email: 'x' } }),
      exchange({ trace_id: 'c', status: 500 }),
    )
    const where = ({ errors }: TraceSummary) => errors > 0
    expect(ids(traces.list({ limit: 9, where }))).toEqual(['c', 'a'])
    expect(ids(traces.list({ email: 'x', limit: 9, where }))).toEqual(['a'])
  })
})

describe('the spans of a trace', () => {
  test('come in the order in which they began', async () => {
    const traces = tracesOf(exchange({ id: 'late', started_at: stamp(5) }), exchange({ id: 'early' }), exchange({ trace_id: 'other' }))
    expect((await traces.spans('t1'))?.map(({ id }) => id)).toEqual(['early', 'late'])
  })

  test('come parents first however many and however deep they are', async () => {
    const chain = Array.from({ length: 10_000 }, (_, depth) => exchange({ id: `e${depth}`, parent_id: depth ? `e${depth - 1}` : null }))
    const spans = await tracesOf(...chain.toReversed()).spans('t1')
    expect(spans?.map(({ id }) => id)).toEqual(chain.map(({ id }) => id))
  })

  test('come all, also when each names another as its parent', async () => {
    const traces = tracesOf(exchange({ id: 'one', parent_id: 'other' }), exchange({ id: 'other', parent_id: 'one' }))
    expect(await traces.spans('t1')).toHaveLength(2)
  })

  test('come parents first when they began in the same millisecond', async () => {
    const step: Step = { id: 's1', name: 'work', depth: 0, started_at: stamp(0), duration_ms: 1 }
    const traces = tracesOf(
      run({ id: 'grandchild', parent_id: 'child' }),
      exchange({ id: 'child', parent_id: 's1' }),
      exchange({ id: 'root', steps: [step] }),
    )
    expect((await traces.spans('t1'))?.map(({ id }) => id)).toEqual(['root', 'child', 'grandchild'])
  })

  test('are handed back as they were written', async () => {
    const span = exchange({ request: { headers: { a: 'ü' }, body: { lead: [1, null] } } })
    expect(await tracesOf(span).spans('t1')).toEqual([span])
  })

  test('are undefined for a trace that is unknown', async () => {
    expect(await tracesOf().spans('t1')).toBeUndefined()
  })
})

test.each([3, 99, 2.5, Number.MAX_SAFE_INTEGER])(
  'reading backward from before position %d, where no span is, begins at the one before',
  async (before) => {
    const log = new MemoryLog()
    for (const text of ['a', 'b', 'c']) log.append(text)
    const seen: string[] = []
    for await (const { text } of log.backward(before)) seen.push(text)
    expect(seen).toEqual(['c', 'b', 'a'])
  },
)

test('all spans can be read backward, from the newest or from before a position', async () => {
  const traces = tracesOf(exchange({ id: 'a' }), run({ id: 'b', trace_id: 't2' }), exchange({ id: 'c' }))
  const seen: [string, number][] = []
  for await (const { span, position } of traces.backward()) seen.push([span.id, position])
  expect(seen.map(([id]) => id)).toEqual(['c', 'b', 'a'])
  const rest: string[] = []
  for await (const { span } of traces.backward(seen[1]?.[1])) rest.push(span.id)
  expect(rest).toEqual(['a'])
})

test('nothing is left when the traces are cleared', async () => {
  const traces = tracesOf(exchange({ tags: { email: 'x', lead_id: 1 } }))
  await traces.clear()
  expect([traces.size, ids(traces.list({ email: 'x', limit: 9 })), ids(traces.list({ lead: 1, limit: 9 }))]).toEqual([0, [], []])
  for await (const { span } of traces.backward()) expect(span).toBeUndefined()
})

test('what retention removes is found no more, and a trace that began before it keeps the rest', async () => {
  let drop: (dropped: Entry[]) => void = () => {}
  const onDrop = (listener: typeof drop) => {
    drop = listener
  }
  const traces = new Traces(Object.assign(new MemoryLog(), { onDrop }))
  const old = [exchange({ trace_id: 'old', tags: { email: 'x', lead_id: 1 } }), exchange({ trace_id: 'both', id: 'gone' })]
  for (const span of [...old, exchange({ trace_id: 'both', id: 'kept' })]) traces.append(span)
  drop(old.map((span, position) => ({ summary: summaryOf(span), places: [position] })))
  expect(ids(traces.list({ limit: 9 }))).toEqual(['both'])
  expect(ids(traces.list({ email: 'x', limit: 9 }))).toEqual([])
  expect((await traces.spans('both'))?.map(({ id }) => id)).toEqual(['kept'])
})

test('what a log held before is listed when it is opened', () => {
  class Held extends MemoryLog {
    override entries() {
      return [{ summary: summaryOf(exchange({ tags: { email: 'x' } })), places: [0] }]
    }
  }
  expect(ids(new Traces(new Held()).list({ email: 'x', limit: 9 }))).toEqual(['t1'])
})
