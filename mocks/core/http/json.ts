import { pointer } from '../../../contracts/openapi/pointer.ts'
import { type Portions, pace } from '../system/turn.ts'

/** The value of a text, or what is wrong with it at which JSON pointer. */
export type Parsed = { value: unknown } | { problem: string; at: string }

/**
 * Parses JSON more strictly than `JSON.parse`: a repeated key, the keys `__proto__` and `\\`, and very deep nesting are problems, since each
 * reader would understand them in another way. The usual text costs one parse and one pass over its characters. It works in portions.
 */
export function* parseJson(text: string): Portions<Parsed> {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: withoutText((error as Error).message), at: '' }
  }
  yield
  const members = { count: 0 }
  const forbidden = walk(value, members, 0)
  if (forbidden) return { problem: forbidden.problem, at: pointer(forbidden.path.reverse()) }
  yield
  if (members.count === colons(text)) return { value }
  const { key, path } = yield* repeated(text)
  return { problem: `The key "${key}" is repeated.`, at: pointer(path) }
}

/** V8 quotes the text around the place, and that may be a secret. */
const withoutText = (message: string) => message.replace(/(^|, )(?:\.{3})?".*"(?:\.{3})?(?= is not valid JSON$)/s, '$1the text')

/** Levels of nesting that are still read, as many as Ruby's JSON reads; far deeper ones would exhaust the stack. */
const deepest = 100

/**
 * Where a backslash was a key before, the `JSON.parse` of Node 24 reads any key of one escaped character, such as `"\""` or `"\u00e9"`, as a
 * backslash. So a backslash may be any of them.
 */
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', '\\'])

/** A refused part of a value, and the path to it from its end. */
interface Forbidden {
  problem: string
  path: PropertyKey[]
}

/** Counts the members of all objects in a value; the place of a forbidden key or of too deep a nesting when there is one. */
function walk(value: unknown, members: { count: number }, depth: number): Forbidden | undefined {
  if (!value || typeof value !== 'object') return undefined
  if (depth === deepest) return { problem: `Nesting deeper than ${deepest} levels is refused.`, path: [] }
  return Array.isArray(value) ? walkItems(value, members, depth) : walkMembers(value as Members, members, depth)
}

function walkItems(items: unknown[], members: { count: number }, depth: number): Forbidden | undefined {
  for (let index = 0; index < items.length; index++) {
    const found = walk(items[index], members, depth + 1)
    if (found) return within(found, index)
  }
  return undefined
}

type Members = Record<string, unknown>

function walkMembers(value: Members, members: { count: number }, depth: number): Forbidden | undefined {
  const keys = Object.keys(value)
  members.count += keys.length
  for (const key of keys) {
    if (forbiddenKeys.has(key)) return { problem: `The key "${key}" is refused.`, path: [key] }
    const member = value[key]
    const found = typeof member === 'object' ? walk(member, members, depth + 1) : undefined
    if (found) return within(found, key)
  }
  return undefined
}

/** The path is only written when something was found: most requests need none. */
function within(found: Forbidden, key: PropertyKey): Forbidden {
  found.path.push(key)
  return found
}

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a

/** Colons outside strings: as many as there are members, when none is repeated. Long strings are skipped in one step. */
function colons(text: string): number {
  let count = 0
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (code === colon) count++
    else if (code === quote) {
      index = text.indexOf('"', index + 1)
      while (text.charCodeAt(index - 1) === backslash && isEscaped(text, index)) index = text.indexOf('"', index + 1)
    }
  }
  return count
}

/** Whether an odd number of backslashes is before a quote of a string. */
function isEscaped(text: string, at: number): boolean {
  let before = at
  while (text.charCodeAt(before - 1) === backslash) before--
  return (at - before) % 2 === 1
}

interface Level {
  keys: Set<string> | null
  key: PropertyKey
}

/** Finds the repeated key in a text that is known to be JSON and to have one. */
function* repeated(text: string): Portions<{ key: string; path: PropertyKey[] }> {
  const levels: Level[] = []
  const isDue = pace()
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\],]/g)) {
    if (isDue()) yield
    const level = levels.at(-1)
    if (token === '{') levels.push({ keys: new Set(), key: '' })
    else if (token === '[') levels.push({ keys: null, key: 0 })
    else if (token === '}' || token === ']') levels.pop()
    else if (token === ',' && level && !level.keys) level.key = (level.key as number) + 1
    else if (token.endsWith(':') && level?.keys) {
      level.key = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1))
      if (level.keys.has(level.key as string)) return { key: level.key as string, path: levels.map(({ key }) => key) }
      level.keys.add(level.key as string)
    }
  }
  throw new Error('A text with a repeated key has none: count and search of mocks/core/http/json.ts disagree.')
}
