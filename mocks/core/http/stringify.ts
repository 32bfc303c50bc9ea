import { Pieces } from '../system/pieces.ts'
import { isLong, type Portions, portion } from '../system/turn.ts'

/** What `JSON.stringify` writes for plain data, in portions. */
export function* stringify(value: unknown): Portions<string> {
  const out = new Pieces()
  yield* write(value, out)
  return out.end()
}

function* write(value: unknown, out: Pieces): Portions<void> {
  if (out.isDue()) yield
  if (Array.isArray(value)) yield* writeItems(value, out)
  else if (value && typeof value === 'object') yield* writeMembers(value as Record<string, unknown>, out)
  else if (typeof value === 'string') yield* writeText(value, out)
  else out.add(JSON.stringify(value) ?? 'null')
}

function* writeItems(items: unknown[], out: Pieces): Portions<void> {
  out.add('[')
  for (let index = 0; index < items.length; index++) {
    if (index) out.add(',')
    yield* write(items[index], out)
  }
  out.add(']')
}

function* writeMembers(members: Record<string, unknown>, out: Pieces): Portions<void> {
  let separator = '{'
  for (const name of Object.keys(members)) {
    if (members[name] === undefined) continue
    out.add(separator)
    separator = ','
    yield* writeText(name, out)
    out.add(':')
    yield* write(members[name], out)
  }
  out.add(separator === '{' ? '{}' : '}')
}

function* writeText(text: string, out: Pieces): Portions<void> {
  if (!isLong(text)) return out.add(JSON.stringify(text))
  out.add('"')
  for (let start = 0; start < text.length; ) {
    const end = start + portion
    const next = isHalf(text, end) ? end + 1 : end
    out.add(JSON.stringify(text.slice(start, next)).slice(1, -1))
    start = next
    yield
  }
  out.add('"')
}

/** Whether a place is between the halves of a surrogate pair. */
const isHalf = (text: string, place: number): boolean => (text.codePointAt(place - 1) ?? 0) > 0xffff
