import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTraceparent, writeTraceparent } from '../../mocks/core/traces/traceparent.ts'

const hex = (length: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: length, maxLength: length }).filter((text) => /[^0]/.test(text))

test('reads what it wrote', () => {
  fc.assert(
    fc.property(hex(32), hex(16), (traceId, spanId) => {
      expect(readTraceparent(writeTraceparent({ traceId, spanId }))).toEqual({ traceId, spanId })
    }),
  )
})

const [trace, span] = ['4bf92f3577b34da6a3ce929d0e0e4736', '00f067aa0ba902b7']

test('writes the form of W3C Trace Context, sampled', () => {
  expect(writeTraceparent({ traceId: trace, spanId: span })).toBe(`00-${trace}-${span}-01`)
})

test('reads a parent that was not sampled', () => {
  expect(readTraceparent(`00-${trace}-${span}-00`)).toEqual({ traceId: trace, spanId: span })
})

test.each([
  ['missing', undefined],
  ['empty', ''],
  ['without flags', `00-${trace}-${span}`],
  ['in capitals', `00-${trace.toUpperCase()}-${span}-01`],
  ['with a trace id of zeros', `00-${'0'.repeat(32)}-${span}-01`],
  ['with a span id of zeros', `00-${trace}-${'0'.repeat(16)}-01`],
  ['with a trace id too short', `00-${trace.slice(1)}-${span}-01`],
  ['with a tail', `00-${trace}-${span}-01-more`],
  ['of the forbidden version', `ff-${trace}-${span}-01`],
  ['sent twice', `00-${trace}-${span}-01, 00-${trace}-${span}-01`],
])('takes a header that is %s for none', (_title, header) => {
  expect(readTraceparent(header)).toBeUndefined()
})
