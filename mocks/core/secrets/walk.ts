import { type Portions, pieces } from '../system/turn.ts'
import { redacted } from './passes/pass.ts'
import type { Verdict } from './verdicts.ts'

/** What the walk through a value uses of the redactor. */
interface Reader {
  /** Whether a value holds no secret, regardless of its name. */
  isPlain(value: unknown): boolean
  /** Whether neither a member's name nor its value has to do with a secret. */
  isPlainMember(name: string, value: unknown): boolean
  verdictOf(name: string): Verdict
  /** A text without secrets, in portions. */
  string(text: string): Portions<string>
}

/** JSON without secrets, in portions; the very same value when it holds none. */
export function* walk(value: unknown, reader: Reader): Portions<unknown> {
  if (reader.isPlain(value)) return value
  if (typeof value === 'string') return yield* reader.string(value)
  return yield* Array.isArray(value) ? items(value, reader) : members(value as Record<string, unknown>, reader)
}

function* items(value: unknown[], reader: Reader): Portions<unknown[]> {
  let copy: unknown[] | undefined
  for (let index = 0; index < value.length; index++) {
    if (index % pieces === pieces - 1) yield
    const before = value[index]
    const after = reader.isPlain(before) ? before : yield* walk(before, reader)
    if (after === before) continue
    copy ??= [...value]
    copy[index] = after
  }
  return copy ?? value
}

function* members(value: Record<string, unknown>, reader: Reader): Portions<Record<string, unknown>> {
  const inGrant = 'grant_type' in value
  let copy: Record<string, unknown> | undefined
  let done = 0
  for (const key of Object.keys(value)) {
    if (++done % pieces === 0) yield
    const before = value[key]
    if (reader.isPlainMember(key, before)) continue
    const verdict = reader.verdictOf(key)
    const isSecret = verdict === 'secret' || (inGrant && verdict === 'grant')
    const after = before !== null && isSecret ? redacted : reader.isPlain(before) ? before : yield* walk(before, reader)
    // JSON that was sent as a form is a name.
    const name = (verdict === 'text' || isSecret) && !reader.isPlain(key) ? yield* reader.string(key) : key
    if (after === before && name === key) continue
    copy ??= { ...value }
    if (name !== key) delete copy[key]
    copy[name] = after
  }
  return copy ?? value
}
