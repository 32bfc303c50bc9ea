import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseJson } from '../../mocks/core/http/json.ts'
import { atOnce } from '../../mocks/core/system/turn.ts'

const parse = (text: string) => atOnce(parseJson(text))

const whitespace = fc.string({ unit: fc.constantFrom(' ', '\n', '\r', '\t'), maxLength: 3 })
/** Strings that look like syntax. */
const tricky = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.string({ unit: fc.constantFrom(...'":,{}[]\\ a/u0'), maxLength: 8 }),
)
/** Without the keys that are refused: `__proto__`, a backslash, and what Node 24 may take for a backslash. */
const key = tricky.filter((text) => text !== '__proto__' && !(text.length === 1 && JSON.stringify(text).startsWith('"\\')))

/** Any JSON value, but for `__proto__` and the nesting that is refused. */
const { value: anyJson } = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    fc.constantFrom(null, true, false),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    tricky,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}))

/** Writes a value as JSON with the given whitespace, taken in turn, wherever the grammar allows it. */
function write(value: unknown, spaces: string[]): string {
  let turn = 0
  const gap = () => spaces[turn++ % spaces.length]
  const list = (items: string[], [open, close]: string) => `${open}${gap()}${items.join(`${gap()},${gap()}`)}${gap()}${close}`
  const put = (value: unknown): string => {
    if (Array.isArray(value)) return list(value.map(put), '[]')
    if (!value || typeof value !== 'object') return JSON.stringify(value)
    return list(
      Object.entries(value).map(([key, inner]) => `${JSON.stringify(key)}${gap()}:${gap()}${put(inner)}`),
      '{}',
    )
  }
  return `${gap()}${put(value)}${gap()}`
}

test('agrees with JSON.parse on every JSON value, however it is spaced', () => {
  fc.assert(
    fc.property(anyJson, fc.array(whitespace, { minLength: 1 }), (value, spaces) => {
      const text = write(value, spaces)
      expect(parse(text)).toEqual({ value: JSON.parse(text) })
    }),
    { numRuns: 500 },
  )
})

test('finds problems in exactly the texts in which JSON.parse does, when no key is repeated', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'{}[]",:1\\ '), maxLength: 8 }), (text) => {
      const parsed = parse(text)
      let valid = true
      try {
        JSON.parse(text)
      } catch {
        valid = false
      }
      fc.pre(!('problem' in parsed && parsed.problem.endsWith('is repeated.')))
      expect('value' in parsed).toBe(valid)
    }),
    { numRuns: 2000 },
  )
})

test('finds a repeated key wherever it is put', () => {
  /** The way to an object inside a value, the whole value when it is none. */
  const steps = fc.array(fc.oneof(key, fc.nat(3)), { maxLength: 5 })
  fc.assert(
    fc.property(steps, key, anyJson, anyJson, (path, name, one, other) => {
      const twice = `{"first":${JSON.stringify(one)},${JSON.stringify(name)}:${JSON.stringify(one)},${JSON.stringify(name)}:${JSON.stringify(other)}}`
      fc.pre(name !== 'first')
      const text = path.reduceRight<string>((inner, step) => {
        if (typeof step === 'string') return `{${JSON.stringify(step)}:${inner}}`
        return `[${'0,'.repeat(step)}${inner}]`
      }, twice)
      const at = [...path, name].map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
      expect(parse(text)).toEqual({ problem: `The key "${name}" is repeated.`, at })
    }),
  )
})

describe('a repeated key', () => {
  test.each([
    ['at the top', '{"a":1,"a":2}', '/a'],
    ['with the same value', '{"a":1,"a":1}', '/a'],
    ['inside an object', '{"lead":{"email":"x","email":"y"}}', '/lead/email'],
    ['inside an array', '[{"a":1},{"a":1,"a":2}]', '/1/a'],
    ['after a nested object', '{"a":{"b":{}},"c":[{}],"a":2}', '/a'],
    ['hidden by an outer one', '{"a":{"b":1,"b":2},"a":3}', '/a/b'],
    ['written with an escape', '{"a":1,"\\u0061":2}', '/a'],
    ['with a slash and a tilde', '{"a/b~":1,"a/b~":2}', '/a~1b~0'],
    ['that is empty', '{"":1,"":2}', '/'],
    ['with a colon before its own', '{"a" :1,"a"\n:2}', '/a'],
    ['with a quote in it', String.raw`{"\"":1,"\"":2}`, '/"'],
  ])('%s is a problem with its place', (_title, text, at) => {
    expect(parse(text)).toMatchObject({ problem: expect.stringContaining('is repeated'), at })
  })

  test.each([
    ['in two objects', '[{"a":1},{"a":2}]'],
    ['inside itself', '{"a":{"a":{"a":1}}}'],
    ['as a value', '{"a":"a","b":"a"}'],
    ['in a string that looks like JSON', String.raw`{"a":"{\"b\":1,\"b\":2}"}`],
    ['in another case', '{"a":1,"A":2}'],
  ])('%s is none', (_title, text) => {
    expect(parse(text)).toEqual({ value: JSON.parse(text) })
  })
})

test.each([
  ['at the top', '{"__proto__":{"admin":true}}', '/__proto__'],
  ['inside', '{"lead":[{"__proto__":1}]}', '/lead/0/__proto__'],
  ['written with an escape', String.raw`{"\u005f_proto__":1}`, '/__proto__'],
])('refuses __proto__ %s', (_title, text, at) => {
  expect(parse(text)).toEqual({ problem: 'The key "__proto__" is refused.', at })
})

test('never takes one key for another, whatever keys were read before', () => {
  const refused = { problem: 'The key "\\" is refused.', at: '/\\' }
  expect(parse('{"first":0,"\\\\":0}')).toEqual(refused)
  for (const key of ['"', 'é', '\n', '/']) {
    const escaped = `\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}`
    const parsed = parse(`{"first":0,"${escaped}":0}`)
    if ('problem' in parsed) expect(parsed).toEqual(refused)
    else expect(parsed).toEqual({ value: { first: 0, [key]: 0 } })
  }
  expect(parse('{"first":0,"\\"":0,"\\\\":0}')).toEqual(refused)
})

test('reads a hundred levels of nesting and refuses more, without exhausting the stack', () => {
  const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels)
  expect(parse(nested(100))).toHaveProperty('value')
  expect(parse(nested(101))).toHaveProperty('problem', 'Nesting deeper than 100 levels is refused.')
  expect(parse(nested(100_000))).toHaveProperty('problem', 'Nesting deeper than 100 levels is refused.')
})

test.each(['', '{', 'hunter2', '{"password":hunter2}', '{"password":"hunter2" "x"}', 'hunter2, "hunter2"', '"hunter2'])(
  'says what is wrong with %s and does not quote it',
  (text) => {
    const parsed = parse(text)
    expect(parsed).toMatchObject({ problem: expect.stringMatching(/JSON/), at: '' })
    expect(parsed).not.toMatchObject({ problem: expect.stringContaining('unter2') })
  },
)
