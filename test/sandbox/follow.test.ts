import { describe, expect, test } from 'vitest'
import type { Passage } from '../../mocks/core/system/fields/fieldmap.ts'
import { follow } from '../../sandbox/control/lineage/follow.ts'
import type { Stop } from '../../sandbox/control/lineage/stage.ts'

type Form = Record<string, unknown>

const mapping: Passage = {
  mapping: 'The mapping',
  fields: [
    ['old', 'text'],
    ['new', 'text'],
    ['size', 'size'],
  ],
  convert: (to, value) => (to === 'size' ? Number(value) : value),
  passes: (value) => value !== null,
  withheld: 'Nothing is sent as nothing.',
  otherwise: 'It was there.',
  dropped: 'Not mapped.',
}
const next: Passage = { ...mapping, mapping: 'The next mapping', fields: [['text', 'Text']], convert: (_to, value) => value }
const names = ['form', 'customersdot_request', 'customersdot_lead'] as const

/** The result for each field at the last of some stops. */
function pass(...passed: (Partial<Stop> | Form)[]) {
  const stops = passed.map(
    (stop, at): Stop => ({ place: names[at] as Stop['place'], kept: true, ...('fields' in stop ? stop : { fields: stop }) }) as Stop,
  )
  const { rows, broken } = follow(stops, [mapping, next].slice(0, stops.length - 1))
  return { broken, cells: Object.fromEntries(rows.map(({ field, cells }) => [field, cells.at(-1)])) }
}

const reached = { fields: undefined, kept: true }
const unkept = { fields: undefined, kept: false }
const trace_id = '4bf92f3577b34da6a3ce929d0e0e4736'
const written = (value: unknown, other: object) => ({ fields: { text: value }, others: { text: { trace_id, ...other } } })

describe('A value that a mapping should have passed on', () => {
  test.each([
    ['is lost', { old: 'abc' }, {}, 'dropped', 'The mapping: old → text, but it did not come.'],
    ['is cut off', { old: 'abc' }, { text: 'ab' }, 'truncated', 'The mapping: old → text, but only the first 2 characters came.'],
    ['is another', { old: 'abc' }, { text: 'xyz' }, 'changed', 'The mapping: old → text, but with another value.'],
    ['is converted wrongly', { size: '7' }, { size: 8 }, 'changed', 'The mapping: size, but with another value.'],
  ])('breaks the rule when it %s', (_title, from: Form, to: Form, came, says) => {
    expect(pass(from, to).broken).toMatchObject({ place: 'customersdot_request', field: Object.keys(from)[0], came, says })
  })

  test('breaks no rule when it is passed on, converted, left out by rule, or has lost to another', () => {
    expect(pass({ old: 'abc' }, { text: 'abc' })).toMatchObject({ broken: null, cells: { old: { came: 'renamed', name: 'text' } } })
    expect(pass({ size: '7' }, { size: 7 })).toMatchObject({ broken: null, cells: { size: { came: 'transformed', value: 7 } } })
    expect(pass({ old: null }, {})).toMatchObject({ broken: null, cells: { old: { came: 'dropped', rule: mapping.withheld } } })
    expect(pass({ old: 'abc', new: 'x' }, { text: 'x' })).toMatchObject({
      broken: null,
      cells: { old: { came: 'dropped', rule: 'The mapping: new → text comes before it.' }, new: { came: 'renamed' } },
    })
    expect(pass({ more: 1 }, { other: 2 })).toMatchObject({
      broken: null,
      cells: { more: { came: 'dropped', rule: 'Not mapped.' }, other: { came: 'added', rule: 'It was there.' } },
    })
    expect(pass({ old: 'abc' }, reached)).toMatchObject({ broken: null, cells: { old: { came: 'not_reached' } } })
  })

  test('is called transformed only by a rule of the mapping', () => {
    const cells = [pass({ more: 1 }, { more: 2 }), pass({ old: null }, { text: 'abc' })].map(({ cells }) => Object.values(cells)[0])
    expect(cells).toMatchObject([
      { came: 'added', value: 2, rule: 'It was there.' },
      { came: 'added', value: 'abc', rule: 'It was there.' },
    ])
  })
})

describe("Another lead's value", () => {
  test('is overwritten instead of this lead’s own, at this place and at those after it', () => {
    expect(pass({ old: 'abc' }, written('xyz', { instead: 'abc' }))).toMatchObject({
      broken: null,
      cells: { old: { came: 'overwritten', name: 'text', value: 'xyz', by: { trace_id } } },
    })
    expect(pass({ old: 'abc' }, written('xyz', { instead: 'abc' }), { Text: 'xyz' })).toMatchObject({
      broken: null,
      cells: { old: { came: 'overwritten', name: 'Text', value: 'xyz', by: { trace_id }, rule: 'The next mapping: text → Text' } },
    })
  })

  test('may be nothing', () => {
    expect(pass({ old: 'abc' }, { fields: {}, others: { text: { trace_id, instead: 'abc' } } }).cells.old).toMatchObject({
      came: 'overwritten',
      by: { trace_id },
    })
  })

  test('is lost against the rule like one of its own', () => {
    expect(pass({ old: 'abc' }, written('xyz', { instead: 'abc' }), {}).broken).toMatchObject({ field: 'old', came: 'dropped' })
  })

  test('is added where this lead had none', () => {
    expect(pass({ old: null }, written('xyz', {})).cells).toMatchObject({ old: { came: 'added', value: 'xyz', by: { trace_id } } })
    expect(pass({}, written('xyz', {})).cells).toMatchObject({ text: { came: 'added', value: 'xyz', by: { trace_id } } })
  })
})

describe('A row that was not kept', () => {
  test('says so instead of guessing', () => {
    expect(pass({ old: 'abc' }, unkept).cells.old).toEqual({ came: 'not_kept', name: null })
  })

  test('breaks no rule behind it for any value', () => {
    const rule = 'What was there before was not kept.'
    expect(pass({ old: 'abc' }, unkept, { Text: 'abc' })).toMatchObject({ broken: null, cells: { old: { came: 'renamed' } } })
    expect(pass({ old: 'abc' }, unkept, { Text: 'xyz' })).toMatchObject({ broken: null, cells: { old: { came: 'changed', rule } } })
    expect(pass({ old: 'abc' }, unkept, {})).toMatchObject({ broken: null, cells: { old: { came: 'dropped', rule } } })
    expect(pass({}, unkept, { Text: 'abc' })).toMatchObject({ broken: null, cells: { Text: { came: 'added', rule } } })
  })
})
