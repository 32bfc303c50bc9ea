import type { Difference } from '../change.ts'
import { difference, type Scope, type Sides, sourceOf } from '../scope.ts'
import type { Form } from './form.ts'

/** The words that limit a value, by the type they speak of. */
const limits: Record<string, { lower: Bound; upper: Bound }> = {
  string: { lower: 'minLength', upper: 'maxLength' },
  array: { lower: 'minItems', upper: 'maxItems' },
  integer: { lower: 'minimum', upper: 'maximum' },
  number: { lower: 'minimum', upper: 'maximum' },
}

type Bound = 'minLength' | 'maxLength' | 'minItems' | 'maxItems' | 'minimum' | 'maximum'

/** How bounds, pattern and format differ. */
export function* compareLimits(pair: Sides<Form>, scope: Scope): Generator<Difference> {
  const words = limits[pair.head.type]
  if (words && limits[pair.base.type]) {
    yield* compareBound(words.lower, pair, scope)
    yield* compareBound(words.upper, pair, scope)
  }
  if (pair.head.type !== 'string') return
  yield* compareShape('pattern', pair, scope)
  yield* compareShape('format', pair, scope)
}

function* compareBound(word: Bound, pair: Sides<Form>, scope: Scope): Generator<Difference> {
  const [before, now] = [pair.base.node[word], pair.head.node[word]]
  if (before === now) return
  const open = word.startsWith('min') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY
  const isUp = (now ?? open) > (before ?? open)
  const kind = isUp === word.startsWith('min') ? 'tightened' : 'loosened'
  yield difference(kind, said(word, before, now), scope, sourceOf(pair))
}

function* compareShape(word: 'pattern' | 'format', pair: Sides<Form>, scope: Scope): Generator<Difference> {
  const [before, now] = [checked(pair.base.node[word]), checked(pair.head.node[word])]
  if (before === now) return
  const kind = before === undefined ? 'tightened' : now === undefined ? 'loosened' : (`${word}_changed` as const)
  yield difference(kind, said(word, before, now), scope, sourceOf(pair))
}

/** The formats that the dialect knows for readers only. */
const checked = (text: string | undefined) => (text === 'password' || text === 'int64' ? undefined : text)

function said(word: string, before: unknown, now: unknown): string {
  if (before === undefined) return `has ${word} ${now} now`
  return now === undefined ? `has ${word} ${before} no longer` : `has ${word} ${now}, not ${before}`
}
