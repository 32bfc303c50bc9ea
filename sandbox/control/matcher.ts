import type { TraceSummary } from '../../mocks/core/system/record.ts'
import type { World } from '../../mocks/core/world.ts'
import type { ControlHandlers } from './host.ts'
import { stateOf } from './summaries.ts'

type Query = Parameters<ControlHandlers['listTraces']>[0]['query']
type Test = (summary: TraceSummary) => boolean
type Tests = { [Name in keyof Query]: (value: NonNullable<Query[Name]>, world: World) => Test }

/** What each filter lets through. Those that an index answers, `email` and `lead`, are none of these. */
const tests: Tests = {
  kind: (kind) => (summary) => summary.kind === kind,
  system: (system) => (summary) => summary.systems.includes(system),
  reached: (system) => (summary) => summary.systems.at(-1) === system,
  finding: (wanted) => (summary) => summary.findings > 0 === wanted,
  leads: (wanted) => (summary) => (summary.kind !== undefined) === wanted,
  namespace: (id) => (summary) => summary.namespace_id === id,
  verdict: (verdict, world) => hasVerdict(verdict, world),
  from: (stamp) => begunFrom(stamp),
  to: (stamp) => not(begunFrom(stamp)),
  q: (text) => says(text),
  // The dearest comes last.
  state: (state, world) => (summary) => stateOf(summary, world) === state,
}

/** Whether a trace is one of those that a query asks for. */
export function matcher(query: Query, world: World): Test | undefined {
  const asked = Object.entries(tests).flatMap(([name, test]) => {
    const value = query[name as keyof Query]
    return value === undefined ? [] : [(test as (value: unknown, world: World) => Test)(value, world)]
  })
  return asked.length ? (summary) => asked.every((test) => test(summary)) : undefined
}

const not =
  (test: Test): Test =>
  (summary) =>
    !test(summary)

/** Stamps have one form here, so they compare as text. */
function begunFrom(stamp: string): Test {
  const from = new Date(stamp).toISOString()
  return ({ started_at }) => started_at >= from
}

function says(given: string): Test {
  const text = given.trim().toLowerCase()
  return ({ id, email, name, company, namespace_id }) =>
    [id, email, name, company].some((value) => value?.toLowerCase().includes(text)) || String(namespace_id) === text
}

const verdicts = ['approved', 'rejected', 'question'] as const

/** The index has the traces with a verdict, which are few. */
function hasVerdict(wanted: (typeof verdicts)[number] | 'none', { store }: World): Test {
  const reviews = store.relation('control.reviews')
  const asked = wanted === 'none' ? verdicts : [wanted]
  const found = new Set(asked.flatMap((verdict) => reviews.keys('verdict', verdict)))
  return ({ id }) => found.has(id) === (wanted !== 'none')
}
