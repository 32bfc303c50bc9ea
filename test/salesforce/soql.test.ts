import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lead as sobject } from '../../mocks/salesforce/records/sobjects.ts'
import { type Condition, comparisons, type Literal } from '../../mocks/salesforce/soql/conditions.ts'
import { filter } from '../../mocks/salesforce/soql/filter.ts'
import { likeness } from '../../mocks/salesforce/soql/like.ts'
import { parse } from '../../mocks/salesforce/soql/soql.ts'
import type { Lead } from '../../mocks/salesforce/tables.ts'

/** Writes a condition as SOQL, keywords in a case of their own. */
function write(condition: Condition): string {
  switch (condition.kind) {
    case 'and':
    case 'or':
      return condition.of.map((inner) => `(${write(inner)})`).join(condition.kind === 'and' ? ' and ' : ' OR ')
    case 'not':
      return `NOT (${write(condition.of)})`
    case 'like':
      return `${condition.field} LIKE '${condition.pattern.replaceAll("'", "\\'")}'`
    case 'in':
      return `${condition.field} ${condition.negated ? 'NOT IN' : 'In'} (${condition.literals.map(literal).join(',')})`
    case 'compare':
      return `${condition.field} ${condition.operator} ${literal(condition.literal)}`
  }
}

const literal = ({ kind, value }: Literal) =>
  kind === 'string' ? `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'` : String(value)

const value: fc.Arbitrary<Literal> = fc.oneof(
  fc.record({ kind: fc.constant('string' as const), value: fc.string({ unit: 'grapheme' }) }),
  fc.record({
    kind: fc.constant('number' as const),
    value: fc.oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true })).map((number) => number || 0),
  }),
  fc.record({ kind: fc.constant('boolean' as const), value: fc.boolean() }),
  fc.constant({ kind: 'null' as const, value: null }),
  fc.constant({ kind: 'date' as const, value: '2024-01-01' }),
  fc.constantFrom('2024-01-01T00:00:00Z', '2024-01-01T00:00:00.000+0000').map((at) => ({ kind: 'datetime' as const, value: at })),
)
/** Escapes that mean something in a pattern, and plain characters. */
const pattern = fc.array(fc.constantFrom('%', '_', '\\%', '\\_', '\\\\', 'a', 'B', "'", 'é', '🦊', ' ')).map((pieces) => pieces.join(''))
const field = fc.constantFrom('LastName', 'email', 'Title')

const { condition } = fc.letrec<{ condition: Condition }>((tie) => ({
  condition: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.record({ kind: fc.constant('compare' as const), field, operator: fc.constantFrom(...comparisons), literal: value }),
    fc.record({ kind: fc.constant('like' as const), field, pattern }),
    fc.record({
      kind: fc.constant('in' as const),
      field,
      literals: fc.array(value, { minLength: 1, maxLength: 3 }),
      negated: fc.boolean(),
    }),
    fc.record({ kind: fc.constant('not' as const), of: tie('condition') }),
    fc.record({ kind: fc.constantFrom('and' as const, 'or' as const), of: fc.array(tie('condition'), { minLength: 2, maxLength: 3 }) }),
  ),
}))

describe('SOQL', () => {
  test('reads every condition that is written', () => {
    fc.assert(
      fc.property(condition, (where) => {
        expect(parse(`SELECT Id FROM Lead WHERE ${write(where)}`)).toEqual({ select: ['Id'], from: 'Lead', where, order: [] })
      }),
    )
  })

  test('answers any text with a query or a problem', () => {
    const piece = fc.oneof(
      fc.constantFrom(...'SELECT Id FROM Lead WHERE ( ) , = LIKE IN NOT NULL AND ORDER BY LIMIT 1'.split(' '), "'x'"),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const parsed = parse(pieces.join(' '))
        expect('problem' in parsed || 'from' in parsed).toBe(true)
      }),
    )
  })

  test('reads a whole query in any case', () => {
    const soql = `select id, EMAIL from lead where (NOT Email LIKE '%@gitlab.com') and Status in ('MQL', 'Raw')
      order by CreatedDate desc nulls last, Name limit 10 offset 5`
    expect(parse(soql)).toMatchObject({
      select: ['id', 'EMAIL'],
      from: 'lead',
      where: { kind: 'and', of: [{ kind: 'not' }, { kind: 'in', negated: false }] },
      order: [
        { field: 'CreatedDate', descending: true, nullsLast: true },
        { field: 'Name', descending: false, nullsLast: false },
      ],
      limit: 10,
      offset: 5,
    })
  })

  const problems = {
    '': "unexpected token: '<EOF>'",
    'SELECT FROM Lead': "unexpected token: 'Lead'",
    'SELECT Id': "unexpected token: '<EOF>'",
    'SELECT Id FROM Lead WHERE': "unexpected token: '<EOF>'",
    "SELECT Id FROM Lead WHERE Email = 'open": "unexpected token: '''",
    "SELECT Id FROM Lead WHERE Email = 'a\\qb'": "Invalid string literal 'a\\qb'. Illegal character sequence.",
    'SELECT Id FROM Lead WHERE (Email = null': "unexpected token: '<EOF>'",
    'SELECT Id FROM Lead WHERE Email = null OR Id = null AND Title = null': "unexpected token: 'AND'",
    'SELECT Id FROM Lead WHERE Email IN ()': "unexpected token: ')'",
    'SELECT Id FROM Lead LIMIT x': "unexpected token: 'x'",
    'SELECT Id FROM Lead LIMIT -1': "unexpected token: '-1'",
    'SELECT Id FROM Lead; DELETE': "unexpected token: ';'",
    'SELECT Id FROM Lead GROUP BY Email': "unexpected token: 'GROUP'",
    [`SELECT Id FROM Lead WHERE ${'('.repeat(5000)}`]: 'The conditions are nested too deeply.',
    [`SELECT Id FROM Lead WHERE ${'NOT '.repeat(4000)}Email = null`]: 'The conditions are nested too deeply.',
  }
  for (const [soql, problem] of Object.entries(problems)) {
    test(`tells what is wrong with ${soql.slice(0, 70) || 'nothing'}`, () => {
      expect(parse(soql)).toEqual({ problem })
    })
  }
})

describe('SOQL conditions', () => {
  /** A Friday. */
  const now = Date.parse('2024-01-05T12:00:00Z')
  const lead: Lead = {
    Id: '00Q000000000001EAA',
    LastName: 'Doe',
    Company: 'ACME',
    Email: 'Jane@example.com',
    mkto71_Lead_Score__c: 185,
    Opt_In__c: true,
  }
  const dated: Lead = { ...lead, MQL_DateTime__c: '2024-01-01T00:04:00.000+0000', Trial_Start_Date__c: '2024-01-01' }

  const holding = [
    "LastName = 'DOE'",
    "Email = 'jane@EXAMPLE.com'",
    "Title != 'VP'",
    'Title = null',
    'Email != null',
    "Title NOT IN ('VP')",
    "Title IN (null, 'VP')",
    "Id = '00Q000000000001'",
    'mkto71_Lead_Score__c >= 185',
    'mkto71_Lead_Score__c < 185.5',
    'Opt_In__c = TRUE',
    'DoNotCall = false',
    'IsDeleted = false',
    "LastName > 'doa'",
    "Name LIKE 'd_e'",
    "Company LIKE 'A%M%'",
    "NOT Title LIKE '%'",
    'MQL_DateTime__c = 2024-01-01T01:04:00+01:00',
    'MQL_DateTime__c > 2024-01-01T00:03:59Z',
    'Trial_Start_Date__c <= 2024-01-01',
    'MQL_DateTime__c = LAST_N_DAYS:7',
    'MQL_DateTime__c > N_DAYS_AGO:5',
    'Trial_Start_Date__c = N_DAYS_AGO:4',
    'Trial_Start_Date__c = this_week',
    'Trial_Start_Date__c < NEXT_WEEK',
    'Trial_Start_Date__c >= THIS_MONTH',
    'Trial_Start_Date__c = THIS_QUARTER',
    'Trial_Start_Date__c != LAST_N_YEARS:3',
    'Trial_Start_Date__c <= TODAY',
    'Trial_Start_Date__c < YESTERDAY',
    'Trial_Start_Date__c = LAST_90_DAYS',
    'ConvertedDate != TODAY',
  ]
  for (const where of holding) {
    test(`holds: ${where}`, () => expect(holds(where)).toBe(true))
  }

  const failing = [
    "LastName = 'Do'",
    'Title < null',
    "Title > 'a'",
    "Email LIKE 'jane'",
    "LastName NOT IN ('Doe')",
    'Trial_Start_Date__c > 2024-01-01',
    'Email = null',
    'MQL_DateTime__c = LAST_N_DAYS:3',
    'MQL_DateTime__c = TOMORROW',
    'Trial_Start_Date__c >= NEXT_N_WEEKS:2',
    'Trial_Start_Date__c = LAST_YEAR',
    'ConvertedDate < TODAY',
  ]
  for (const where of failing) {
    test(`does not hold: ${where}`, () => expect(holds(where)).toBe(false))
  }

  function holds(where: string): boolean {
    const query = parse(`SELECT Id FROM Lead WHERE ${where}`)
    if ('problem' in query) throw new Error(query.problem)
    return filter(sobject, query.where as Condition, now)({ ...dated })
  }
})

describe('LIKE', () => {
  test('takes a text with its wildcards escaped for itself, and what a RegExp takes', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', '%', '_', '\\') })
    fc.assert(
      fc.property(letters, letters, (text, wanted) => {
        expect(likeness(text.replace(/[%_\\]/g, '\\$&'))(text)).toBe(true)
        const plain = wanted.replaceAll('\\', 'a')
        const expression = new RegExp(`^${plain.replaceAll('%', '.*').replaceAll('_', '.')}$`, 's')
        expect(likeness(plain)(text)).toBe(expression.test(text))
      }),
    )
  })

  test('needs no long time for a pattern of many wildcards', () => {
    expect(likeness('%a'.repeat(500))(`${'a'.repeat(5000)}b`)).toBe(false)
  })
})
