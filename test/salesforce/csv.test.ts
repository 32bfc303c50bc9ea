import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { delimiters, endings, type Line, linesOf, writeCsv } from '../../mocks/salesforce/bulk/csv.ts'

const cellsOf = (text: string, delimiter = ',') =>
  [...linesOf(text, delimiter)].map((line) => ('cells' in line ? line.cells : line.problem))

describe('CSV', () => {
  test('reads whatever it wrote', () => {
    const cell = fc.string({ unit: fc.constantFrom(...'ab",;|^`\t\r\n é🦊') })
    const lines = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 4 })
    const form = fc.record({ delimiter: fc.constantFrom(...Object.values(delimiters)), ending: fc.constantFrom(...Object.values(endings)) })
    fc.assert(
      fc.property(lines, form, (written, how) => {
        expect(cellsOf(writeCsv(written, how), how.delimiter)).toEqual(written)
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
    expect(cellsOf(text)).toEqual(lines)
  })

  test('reads on from the end of any line', () => {
    const text = 'a,b\r\n\r\n"1\n",2\n3,"x"'
    const lines = [...linesOf(text, ',')] as Line[]
    for (const [index, { end }] of lines.entries()) expect([...linesOf(text, ',', end)]).toEqual(lines.slice(index + 1))
  })

  test.each([
    ['"a', ['a quote that is out of place']],
    ['a"b', ['a quote that is out of place']],
    ['"a"b,c\n', ['a quote that is out of place']],
    ['"a""', ['a quote that is out of place']],
    ['1,2\n3,"\n5,6\n', [['1', '2'], 'a quote that is out of place']],
    [`1\n${','.repeat(5000)}\n2`, [['1'], 'more than 5000 cells']],
  ])('stops at the problem in %j', (text, lines) => {
    expect(cellsOf(text)).toEqual(lines)
  })

  test('reads a line of 5,000 cells', () => {
    expect(cellsOf(','.repeat(4999))[0]).toHaveLength(5000)
  })
})
