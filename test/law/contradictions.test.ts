import { describe, expect, test } from 'vitest'
import type { Run, Step } from '../../mocks/core/system/record.ts'
import { summaryOf } from '../../mocks/core/traces/summary.ts'
import { exchangeWith } from '../spans.ts'
import { contradictionsIn, type Shown } from './contradictions.ts'

const root = exchangeWith({ id: 'root' })
const step = (more: Partial<Step>): Step => ({ id: 's', name: 'work', depth: 0, started_at: root.started_at, duration_ms: 0, ...more })
const run = (more: Partial<Run>): Run => ({
  type: 'run',
  id: 'run',
  trace_id: root.trace_id,
  parent_id: 'root',
  system: 'marketo',
  queue: 'sfdc_sync',
  class: 'SyncLeadToSFDC',
  job_id: 'j',
  attempt: 1,
  started_at: root.started_at,
  duration_ms: 1,
  outcome: 'done',
  steps: [],
  logs: [],
  ...more,
})
const sent = (parent_id: string, status = 201) =>
  exchangeWith({
    id: 'sent',
    parent_id,
    consumer: 'marketo',
    provider: 'salesforce',
    operation: 'salesforce.upsertLead',
    status,
    tags: { salesforce_id: '00Q' },
  })

/** A trace of these spans, whose summary claims more than they say. */
const trace = (spans: Shown['spans'], claims: Partial<Shown['summary']> = {}, state: Shown['state'] = 'answered'): Shown => ({
  spans,
  summary: {
    ...summaryOf(root),
    errors: spans.filter(({ steps }) => steps.some(({ error, discarded }) => error && !discarded)).length,
    ...claims,
  },
  state,
  isIdle: true,
})
const error = { at: root.started_at, system: 'marketo', message: 'no' }

test('a sound trace contradicts itself nowhere', () => {
  expect(contradictionsIn(trace([root, run({ steps: [step({})] }), sent('s')], {}, 'arrived'))).toEqual([])
  expect(contradictionsIn(trace([root, run({ steps: [step({ error: 'no' })] })], { error }, 'refused'))).toEqual([])
})

describe('what contradicts something else in a trace is found:', () => {
  test.each<[title: string, shown: Shown, says: string]>([
    ['a span outside its job', trace([root, sent('elsewhere')]), 'marketo → salesforce.upsertLead has its parent in no span.'],
    [
      'rows of an attempt that was not committed',
      trace([root, run({ steps: [step({ discarded: 'x', rows: [{ table: 't', key: 1, change: 'inserted' }] })] })]),
      'A discarded step of SyncLeadToSFDC wrote rows.',
    ],
    ['a run that is done with an error', trace([root, run({ error: 'no' })]), 'SyncLeadToSFDC is done and its error is no.'],
    [
      'an error that is not counted',
      trace([root, run({ steps: [step({ error: 'no' })] })], { errors: 0, error }),
      'It counts 0 errors where 1 spans went wrong.',
    ],
    ['an error without a failure', trace([root], { error }), 'A run or the first request is fine, the error is no.'],
    [
      'a failure without an error',
      trace([root, run({ steps: [step({ error: 'no' })] })]),
      'A run or the first request went wrong, the error is undefined.',
    ],
    ['an arrival of nothing', trace([root], {}, 'arrived'), 'It has arrived, and Salesforce took nothing.'],
    ['a refusal without a reason', trace([root], {}, 'refused'), 'It is refused without an error.'],
    [
      'an overwritten lead without an overwritten field',
      trace([root, sent('root')], {}, 'overwritten'),
      'It is overwritten, and no field is overwritten.',
    ],
    [
      'a refusal of what Salesforce took',
      trace([root, run({ steps: [step({ discarded: 'x' }), step({ id: 's2', error: 'no' })] }), sent('s')], { error }),
      'SyncLeadToSFDC refused what Salesforce had taken.',
    ],
  ])('%s', (_title, shown, says) => {
    expect(contradictionsIn(shown)).toEqual([says])
  })
})
