import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { delimiters, endings, readCsv, writeCsv } from '../../mocks/salesforce/bulk/csv.ts'

describe('CSV', () => {
  test('reads whatever it wrote', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab",;|^`\t\r\n é🦊') })
    const lines = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 4 })
    const form = fc.record({ delimiter: fc.constantFrom(...Object.values(delimiters)), ending: fc.constantFrom(...Object.values(endings)) })
    fc.assert(
      fc.property(lines, form, (written, how) => {
        expect(readCsv(writeCsv(written, how), how.delimiter)).toEqual({ lines: written })
      }),
    )
  })

  test.each([
    [
      'a,b\n1,2',
      [
        ['a', 'b'],
        ['1', '2'],
      ],
    ],
    [
      'a,b\r\n\r\n1,\n',
      [
        ['a', 'b'],
        ['1', ''],
      ],
    ],
    ['a,', [['a', '']]],
    ['"a ""b""",c\n', [['a "b"', 'c']]],
    ['', []],
    ['\n', []],
  ])('reads %j', (text, lines) => {
    expect(readCsv(text, ',')).toEqual({ lines })
  })

  test.each(['"a', 'a"b', '"a"b,c'])('refuses %j', (text) => {
    expect(readCsv(text, ',')).toEqual({ problem: expect.stringContaining('quote') })
  })
})
