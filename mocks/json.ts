import { pointer } from '../contracts/pointer.ts'

/** The value of a text, or what is wrong with it at which JSON pointer. */
export type Parsed = { value: unknown } | { problem: string; at: string }

/**
 * Parses JSON more strictly than `JSON.parse`: a repeated key, the keys `__proto__` and `\\`, and very deep nesting are problems, since each
 * reader would understand them in another way. The usual text costs one parse and one pass over its characters.
 */
export function parseJson(text: string): Parsed {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return { problem: withoutText((error as Error).message), at: '' }
  }
  const members = { count: 0 }
  const forbidden = walk(value, [], members)
  if (forbidden) return { problem: forbidden.problem, at: pointer(forbidden.path) }
  if (members.count === colons(text)) return { value }
  const { key, path } = repeated(text)
  return { problem: `The key "${key}" is repeated.`, at: pointer(path) }
}

/** V8 quotes the text around the place, and that may be a secret. */
const withoutText = (message: string) => message.replace(/(^|, )(?:\.{3})?".*"(?:\.{3})?(?= is not valid JSON$)/s, '$1the text')

/** Levels of nesting that are still read, as many as Ruby's JSON reads; far deeper ones would exhaust the stack. */
const deepest = 100

type Forbidden = { problem: string; path: PropertyKey[] }

/**
 * Where a backslash was a key before, the `JSON.parse` of Node 24 reads any key of one escaped character, such as `"\""` or `"\u00e9"`, as a
 * backslash. So a backslash may be any of them.
 */
const isForbidden = (key: string) => key === '__proto__' || key === '\\'

/** Counts the members of all objects in a value; the place of a forbidden key or of too deep a nesting when there is one. */
function walk(value: unknown, path: PropertyKey[], members: { count: number }): Forbidden | undefined {
  if (!value || typeof value !== 'object') return undefined
  if (path.length === deepest) return { problem: `Nesting deeper than ${deepest} levels is refused.`, path }
  for (const key of Object.keys(value)) {
    if (!Array.isArray(value)) members.count++
    if (isForbidden(key)) return { problem: `The key "${key}" is refused.`, path: [...path, key] }
    const inner = (value as Record<string, unknown>)[key]
    if (inner && typeof inner === 'object') {
      const found = walk(inner, [...path, key], members)
      if (found) return found
    }
  }
  return undefined
}

const quote = 0x22
const backslash = 0x5c
const colon = 0x3a

/** Colons outside strings: as many as there are members, when none is repeated. */
function colons(text: string): number {
  let count = 0
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (inString && code === backslash) index++
    else if (code === quote) inString = !inString
    else if (code === colon && !inString) count++
  }
  return count
}

interface Level {
  keys: Set<string> | null
  key: PropertyKey
}

/** Finds the repeated key in a text that is known to be JSON and to have one. */
function repeated(text: string): { key: string; path: PropertyKey[] } {
  const levels: Level[] = []
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\],]/g)) {
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
  throw new Error('A text with a repeated key has none: count and search of mocks/json.ts disagree.')
}
