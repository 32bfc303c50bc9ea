import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from '../../mocks/core/http/stringify.ts'
import { atOnce, portion } from '../../mocks/core/system/turn.ts'

test('writes what JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(atOnce(stringify(value))).toBe(JSON.stringify(value))
    }),
  )
})

test('leaves out undefined members, and writes null for undefined items', () => {
  const value = { a: undefined, b: [undefined, {}], c: { d: undefined } }
  expect(atOnce(stringify(value))).toBe(JSON.stringify(value))
})

test.each(['🦊', 'é', '"\\\n', '\ud83e', '\0'])('writes a long text of %j in one piece', (character) => {
  for (const shift of ['', 'x']) {
    const text = shift + character.repeat(5 * portion)
    expect(atOnce(stringify({ [text]: text }))).toBe(JSON.stringify({ [text]: text }))
  }
})
