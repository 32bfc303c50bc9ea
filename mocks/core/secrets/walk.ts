import { longText, type Portions, pieces } from '../system/turn.ts'
import { redacted } from './passes/pass.ts'
import type { Verdict } from './verdicts.ts'

/** What the walk through a value uses of the redactor. */
interface Reader {
  /** Matches a text that may hold a secret. */
  readonly suspicious: RegExp
  /** The verdicts on names that are remembered. */
  readonly names: ReadonlyMap<string, Verdict>
  verdictOf(name: string): Verdict
  /** A text without secrets, in portions. */
  string(text: string): Portions<string>
}

/** JSON without secrets, in portions; the very same value when it holds none. */
export function* walk<Value>(value: Value, reader: Reader): Portions<Value> {
  if (typeof value === 'string') return (yield* reader.string(value)) as Value
  if (!value || typeof value !== 'object') return value
  return (yield* Array.isArray(value) ? items(value, reader) : members(value as Record<string, unknown>, reader)) as Value
}

/** Most items and members need no more than one check. It is written out twice, since a call for each of them takes longer. */
function* items(value: unknown[], reader: Reader): Portions<unknown[]> {
  const { suspicious } = reader
  let copy: unknown[] | undefined
  for (let index = 0; index < value.length; index++) {
    if (index % pieces === pieces - 1) yield
    const before = value[index]
    const isPlain =
      typeof before === 'string' ? before.length <= longText && !suspicious.test(before) : !before || typeof before !== 'object'
    if (isPlain) continue
    const after = yield* walk(before, reader)
    if (after === before) continue
    copy ??= [...value]
    copy[index] = after
  }
  return copy ?? value
}

function* members(value: Record<string, unknown>, reader: Reader): Portions<Record<string, unknown>> {
  const { suspicious, names } = reader
  const inGrant = 'grant_type' in value
  let copy: Record<string, unknown> | undefined
  let done = 0
  for (const key of Object.keys(value)) {
    if (++done % pieces === 0) yield
    const before = value[key]
    const isPlain =
      typeof before === 'string' ? before.length <= longText && !suspicious.test(before) : !before || typeof before !== 'object'
    if (isPlain && names.get(key) === 'plain') continue
    const verdict = reader.verdictOf(key)
    const isSecret = verdict === 'secret' || (inGrant && verdict === 'grant')
    const after = before !== null && isSecret ? redacted : isPlain ? before : yield* walk(before, reader)
    // JSON that was sent as a form is a name.
    const name = verdict === 'text' || isSecret ? yield* reader.string(key) : key
    if (after === before && name === key) continue
    copy ??= { ...value }
    if (name !== key) delete copy[key]
    copy[name] = after
  }
  return copy ?? value
}
