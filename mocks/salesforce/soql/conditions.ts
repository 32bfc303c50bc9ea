import { isPeriod } from './periods.ts'
import type { Reader } from './reader.ts'

/** A value in a condition. Of a date or time, and of a date literal such as `LAST_N_DAYS:7`, it is the text as written. */
export type Literal =
  | { kind: 'string' | 'date' | 'datetime' | 'period'; value: string }
  | { kind: 'number'; value: number }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null'; value: null }

export const comparisons = ['=', '!=', '<=', '<', '>=', '>'] as const
export type Comparison = (typeof comparisons)[number]

/** What follows WHERE. Field names are as written. */
export type Condition =
  | { kind: 'and' | 'or'; of: Condition[] }
  | { kind: 'not'; of: Condition }
  | { kind: 'compare'; field: string; operator: Comparison; literal: Literal }
  | { kind: 'like'; field: string; pattern: string }
  | { kind: 'in'; field: string; literals: Literal[]; negated: boolean }

/** How deep conditions may nest (assumed). */
const depthLimit = 100

/** Reads what follows WHERE. AND and OR do not mix without parentheses. */
export function readCondition(reader: Reader): Condition {
  const one = readOne(reader)
  for (const kind of ['and', 'or'] as const) {
    const of = [one]
    while (reader.take(kind)) of.push(readOne(reader))
    if (of.length > 1) return { kind, of }
  }
  return one
}

function readOne(reader: Reader): Condition {
  if (reader.take('not')) return { kind: 'not', of: nested(reader, readOne) }
  if (!reader.take('(')) return readComparison(reader)
  const condition = nested(reader, readCondition)
  reader.expect(')')
  return condition
}

function nested(reader: Reader, read: (reader: Reader) => Condition): Condition {
  if (++reader.depth > depthLimit) reader.fail('The conditions are nested too deeply.')
  const condition = read(reader)
  reader.depth--
  return condition
}

function readComparison(reader: Reader): Condition {
  const field = reader.word()
  if (reader.take('like')) return { kind: 'like', field, pattern: reader.string(true) }
  if (reader.take('in')) return { kind: 'in', field, literals: readLiterals(reader), negated: false }
  if (reader.take('not', 'in')) return { kind: 'in', field, literals: readLiterals(reader), negated: true }
  return { kind: 'compare', field, operator: readOperator(reader), literal: readLiteral(reader) }
}

function readOperator(reader: Reader): Comparison {
  if (reader.take('<>')) return '!='
  const operator = comparisons.find((symbol) => reader.take(symbol))
  if (!operator) reader.unexpected()
  return operator ?? '='
}

function readLiterals(reader: Reader): Literal[] {
  reader.expect('(')
  const literals = reader.list(() => readLiteral(reader))
  reader.expect(')')
  return literals
}

function readLiteral(reader: Reader): Literal {
  const { token } = reader
  if (token?.kind === 'string') return { kind: 'string', value: reader.string() }
  if (token?.kind === 'number' || token?.kind === 'date' || token?.kind === 'datetime') {
    reader.next()
    return token.kind === 'number' ? { kind: 'number', value: Number(token.text) } : { kind: token.kind, value: token.text }
  }
  if (token?.kind === 'word' && isPeriod(token.text)) {
    reader.next()
    return { kind: 'period', value: token.text }
  }
  if (reader.take('true')) return { kind: 'boolean', value: true }
  if (reader.take('false')) return { kind: 'boolean', value: false }
  reader.expect('null')
  return { kind: 'null', value: null }
}
