import fc from 'fast-check'
import { type JsonSchema, resolve } from '../../contracts/openapi/document.ts'
import { document } from '../../contracts/openapi/spec.ts'
import { encode } from '../../mocks/core/http/encode.ts'
import { writeXml } from '../../mocks/core/http/xml.ts'
import { asText, mutated, oddNames, oddText, oddValue, withBare, withMarks } from './text.ts'
import { fitting, proven, withMember } from './value.ts'

/** Bodies of a media type: most of them valid, some changed at a place, some that are not of the type at all. */
export function bodyOf(mediaType: string, schema: JsonSchema): fc.Arbitrary<string> {
  const text = writtenAs(mediaType, schema)
  return fc.oneof({ weight: 6, arbitrary: text }, { weight: 2, arbitrary: text.chain(mutated) }, { weight: 1, arbitrary: strange })
}

/** Bodies that are hard on a reader of any type. */
const strange = fc.oneof(
  oddText,
  fc.constantFrom(
    ...[
      '',
      '{',
      '[]',
      'null',
      '{"a":1,"a":2}',
      '{"":1,"":2}',
      String.raw`{"first":0,"\"":0}`,
      '{"__proto__":{"a":1}}',
      '1e999',
      '"\\ud800"',
    ],
    ...['['.repeat(200), `${'['.repeat(3000)}${']'.repeat(3000)}`, `${'{"a":'.repeat(3000)}1${'}'.repeat(3000)}`, '\ufeff{}', '{} {}'],
    ...[
      '<a/>',
      `${'<a>'.repeat(200)}${'</a>'.repeat(200)}`,
      '<a><constructor/></a>',
      '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
      '<a>&#0;&#xD800;</a>',
      '<a b="',
    ],
    ...[
      'a=1&a=2',
      '=',
      '&&&',
      '__proto__=1&constructor=2',
      '%zz=%',
      'a[b][c]=1',
      '"',
      '"a""b',
      'a,b\r\n1,2,3\n',
      ',,,\n,,',
      '"a"b,c\n',
      '\n\n',
    ],
  ),
)

function writtenAs(mediaType: string, reference: JsonSchema): fc.Arbitrary<string> {
  const schema = resolve(reference, document)
  if (mediaType === 'text/csv') return table
  const value = changed(schema)
  if (mediaType === 'text/xml') return fc.tuple(value, xmlNoise).map(([value, noise]) => noise(writeXml(Object(value), schema)))
  if (mediaType === 'application/x-www-form-urlencoded') return value.map((value) => withMarks(encode(flat(value))))
  return value.map((value) => withBare(JSON.stringify(value)))
}

/** A value of a schema, or one of its examples with a member put in, taken out or exchanged. */
function changed(schema: JsonSchema): fc.Arbitrary<unknown> {
  const examples = (schema.examples ?? []).map(proven)
  if (!examples.length) return fitting(schema)
  const change = fc.tuple(
    fc.constantFrom(...examples),
    fc.nat(),
    fc.constantFrom('set', 'remove', 'add') as fc.Arbitrary<Change>,
    oddValue,
    fc.constantFrom(...oddNames),
  )
  return fc.oneof(
    fc.constantFrom(...examples),
    fitting(schema),
    change.map(([example, ...rest]) => changedAt(example, ...rest)),
  )
}

export type Change = 'set' | 'remove' | 'add'

/** Goes down a value by the digits of a number, and changes it there. */
export function changedAt(value: unknown, place: number, change: Change, odd: unknown, name: string): unknown {
  const keys = value && typeof value === 'object' ? Object.keys(value) : []
  const key = keys[place % (keys.length + 1)]
  if (key === undefined) return change === 'add' && value && typeof value === 'object' ? withMember(value, name, odd) : odd
  const inner = (value as Record<string, unknown>)[key]
  const rest = Math.floor(place / (keys.length + 1))
  const isLeaf = !inner || typeof inner !== 'object'
  if (isLeaf && change === 'remove') return Object.fromEntries(Object.entries(value as object).filter(([other]) => other !== key))
  const after = changedAt(inner, rest, change, odd, name)
  return Array.isArray(value) ? value.map((item, index) => (String(index) === key ? after : item)) : withMember(value as object, key, after)
}

/** A form has texts only: what is nested goes by Rails' names, as GitLab's browser sends it. */
function flat(value: unknown): Record<string, unknown> {
  if (!value || typeof value !== 'object') return { value }
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) =>
      inner && typeof inner === 'object' && !Array.isArray(inner)
        ? Object.entries(inner).map(([key, leaf]) => [`${name}[${key}]`, asText(leaf)])
        : [[name, Array.isArray(inner) ? inner.map(asText) : inner]],
    ),
  )
}

/** What XML may have between its elements, and what must not be there. */
const xmlNoise: fc.Arbitrary<(text: string) => string> = fc
  .tuple(
    fc.constantFrom(
      '',
      '',
      '<!-- a -->',
      '<![CDATA[<b>]]>',
      '<?a b?>',
      '&#65;',
      '&amp;',
      '&nosuch;',
      '\u0000',
      ...oddNames.map((name) => `<${name}>1</${name}>`),
    ),
    fc.nat(30),
  )
  .map(([noise, place]) => (text) => {
    const ends = [...text.matchAll(/>/g)].map(({ index }) => index + 1)
    const at = ends[place % (ends.length || 1)] ?? 0
    return text.slice(0, at) + noise + text.slice(at)
  })

const cell = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('Doe', 'ACME', 'jane@example.com', '5', 'true', '', '#N/A', '"a ""b"""', '2024-01-01') },
  { weight: 1, arbitrary: oddText },
)
const column = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.constantFrom(
      'LastName',
      'Company',
      'Email',
      'Id',
      'NumberOfEmployees',
      'IsConverted',
      'CreatedDate',
      'OwnerId',
      'lastname',
    ),
  },
  { weight: 1, arbitrary: oddText },
)

/** A CSV with a header, whose rows may be longer or shorter. */
const table = fc
  .tuple(
    fc.array(column, { minLength: 1, maxLength: 4 }),
    fc.array(fc.array(cell, { maxLength: 5 }), { maxLength: 4 }),
    fc.constantFrom('\n', '\r\n', '\r'),
    fc.constantFrom(',', ',', ',', ';', '\t'),
  )
  .map(([header, rows, ending, delimiter]) => [header, ...rows].map((cells) => cells.join(delimiter) + ending).join(''))
