import { stripVTControlCharacters } from 'node:util'
import { describe, expect, it } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { Job, Run, Step } from '../../mocks/core/system/record.ts'
import { traceText } from '../../sandbox/cli/print/trace.ts'
import { count, took } from '../../sandbox/cli/print/words.ts'
import { exchangeWith } from '../spans.ts'

const summary = example('ControlTraceSummary')
const tree = (spans: Parameters<typeof traceText>[0]['spans'], jobs: Job[] = []): string[] =>
  stripVTControlCharacters(traceText({ summary, spans, jobs })).split('\n').slice(3, -2)

const step = (id: string, depth: number, more: Partial<Step> = {}): Step => ({
  id,
  name: id,
  depth,
  started_at: '2024-01-01T00:00:00.000Z',
  duration_ms: 0,
  ...more,
})

const run: Run = {
  ...exchangeWith({}),
  type: 'run',
  system: 'customersdot',
  queue: 'default',
  class: 'Workato::CreateLeadWorker',
  job_id: '5f1d2c0e9b8a7d6c5b4a3f2e',
  outcome: 'done',
  duration_ms: 12,
}

describe('A trace on a terminal', () => {
  it('puts steps within steps, and an exchange under the step that sent it', () => {
    const root = exchangeWith({ id: 'a', steps: [step('outer', 0), step('inner', 1), step('last', 0)] })
    expect(tree([root, exchangeWith({ id: 'b', parent_id: 'inner', provider: 'workato' })])).toEqual([
      'browser → GitLab POST /leads 201 3.2 ms',
      '├─ outer',
      '│  └─ inner',
      '│     └─ → Workato POST /leads 201 3.2 ms',
      '└─ last',
    ])
  })

  it('says why an attempt was not kept, and takes none of its errors for a failure', () => {
    const discarded = 'marketo.leads 1 has changed'
    const steps = [step('first', 0, { discarded, error: 'no' }), step('second', 0)]
    expect(tree([exchangeWith({ steps })]).slice(1)).toEqual(['├─ first', '│     ↺ not kept: marketo.leads 1 has changed', '└─ second'])
  })

  it('names a row only at the innermost step that wrote it, and no job', () => {
    const lead = { table: 'customersdot.leads', key: 1, change: 'inserted' } as const
    const other = { table: 'customersdot.leads', key: 2, change: 'inserted' } as const
    const job = { table: 'control.jobs', key: 'j', change: 'inserted' } as const
    const steps = [step('outer', 0, { rows: [lead, other, job] }), step('inner', 1, { rows: [lead] })]
    expect(tree([exchangeWith({ steps })]).slice(1)).toEqual(['└─ outer + customersdot.leads 2', '   └─ inner + customersdot.leads 1'])
  })

  it('shows every attempt at a job, and the one that waits', () => {
    const failed: Run = { ...run, id: 'r', parent_id: 'a', attempt: 1, outcome: 'retry', error: 'HTTP status code: 404' }
    const job: Job = { ...example('ControlJob'), parent_id: 'a', state: 'retry', attempt: 1, run_at: '2024-01-01T00:00:20.000Z' }
    expect(tree([exchangeWith({ id: 'a' }), failed], [job]).slice(1)).toEqual([
      '├─ ↻ CustomersDot Workato::CreateLeadWorker attempt 1 failed 12 ms',
      '│     ✗ HTTP status code: 404',
      '└─ … CustomersDot Workato::CreateLeadWorker waits for attempt 2 at 2024-01-01T00:00:20.000Z',
    ])
  })

  it('shows a dead job', () => {
    const job: Job = { ...example('ControlJob'), state: 'dead', attempt: 26, error: 'HTTP status code: 404' }
    expect(tree([], [job])).toEqual(['✗ CustomersDot Workato::CreateLeadWorker is dead after attempt 26: HTTP status code: 404'])
  })

  it('says that no answer came, and why', () => {
    expect(tree([exchangeWith({ status: 0, error: 'connect ECONNREFUSED' })])).toEqual([
      'browser → GitLab POST /leads no answer 3.2 ms',
      '   ✗ connect ECONNREFUSED',
    ])
  })

  it('puts what has an unknown parent at the top', () => {
    expect(tree([exchangeWith({ parent_id: 'elsewhere' })])).toEqual(['→ GitLab POST /leads 201 3.2 ms'])
  })

  it('says how many spans are left out because they are damaged on disk', () => {
    const text = (unreadable_spans?: number) =>
      stripVTControlCharacters(
        traceText({ summary, spans: [exchangeWith({})], jobs: [], ...(unreadable_spans ? { unreadable_spans } : {}) }),
      )
    expect(text(1).split('\n').at(-2)).toBe('1 span left out, damaged on disk')
    expect(text(2)).toContain('2 spans left out, damaged on disk')
    expect(text()).not.toContain('left out')
  })

  it('ends with its totals', () => {
    const text = stripVTControlCharacters(
      traceText({ summary: { ...summary, findings: 1, errors: 2 }, spans: [exchangeWith({})], jobs: [] }),
    )
    expect(text.split('\n').at(-1)).toBe('Under way, 1 exchange, 1 finding, 2 errors, GitLab → CustomersDot in 50 ms')
  })
})

describe('Words', () => {
  it.each([
    [0.04, '0 ms'],
    [3.24, '3.2 ms'],
    [61.6, '62 ms'],
    [1530, '1.5 s'],
    [300_000, '5 min'],
  ])('says %d ms as %s', (milliseconds, text) => expect(took(milliseconds)).toBe(text))

  it('knows one from many', () => expect([count(1, 'finding'), count(2, 'finding')]).toEqual(['1 finding', '2 findings']))
})
