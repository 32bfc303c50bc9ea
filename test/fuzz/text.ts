import fc from 'fast-check'

/** Names that every object has, or that a reader may take for syntax. */
export const oddNames = [
  ...['constructor', '__proto__', 'prototype', 'hasOwnProperty', 'toString', 'valueOf', 'isPrototypeOf', '__defineGetter__', 'length'],
  ...['', ' ', '"', '\\', '$ref', 'a.b', 'a[b]', 'a[]', 'a/b~c', '\u0000', '🦊', '\ud800', 'İ', 'id', 'ID'],
]

/** Texts that have broken a reader somewhere. */
const oddTexts = [
  ...oddNames,
  ...[
    '\u0000a',
    'a\u0000b',
    '\udfff\ud800',
    '\ufeffa',
    '\u202eabc',
    '\u2028',
    'ﷺ',
    'ß',
    'ﬃ',
    '\r\n',
    '\t',
    '"\'`\\',
    '<b>&amp;</b>',
    ']]>',
    '<!--',
  ],
  ...[
    '%',
    '%00',
    '%zz',
    '%2F',
    '%ff',
    '../..',
    '//',
    '?',
    '#',
    '+',
    '&a=b',
    ';',
    ',',
    '{{x}}',
    "' OR 1=1 --",
    '#N/A',
    '=1+1',
    '*',
    '(',
    '[',
    '|',
  ],
  ...[
    'null',
    'undefined',
    'true',
    'TRUE',
    '1',
    '0',
    '-0',
    '-1',
    '1.5',
    '1e999',
    '0x10',
    'NaN',
    'Infinity',
    '9007199254740993',
    '9'.repeat(40),
  ],
  ...[
    '2024-02-30',
    '2024-01-01',
    '2024-01-01T00:00:00Z',
    '0000-00-00',
    '9999-12-31T23:59:59.999Z',
    '+275760-09-13T00:00:00.001Z',
    '-000001-01-01',
    '24:60',
  ],
  ...[
    '@',
    'a@b',
    'a@b.c',
    `${'a'.repeat(300)}@example.com`,
    'jane@example.com',
    'http://',
    'http://localhost:99999/',
    'http://[::',
    'javascript:alert(1)',
  ],
  ...['a'.repeat(256), 'a'.repeat(5000), '🦊'.repeat(128), '('.repeat(200), 'a,'.repeat(200)],
]

/** An unexpected text. */
export const oddText = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...oddTexts) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
  { weight: 1, arbitrary: fc.string({ unit: fc.constantFrom(...'"\'<>&%{}[]()=;:,\\/ \n\u0000\ud800a1'), maxLength: 12 }) },
)

/** A number that JSON cannot hold as a value, such as `1e999`: written as a text between these, and freed of its quotes at the end. */
export const bare = (text: string) => `\u0001${text}\u0001`
export const withBare = (json: string) => json.replaceAll(/"\\u0001([^"\\]*)\\u0001"/g, '$1')

const deep = (levels: number) => JSON.parse(`${'[{"a":'.repeat(levels)}1${'}]'.repeat(levels)}`) as unknown

/** Objects that cannot become text. */
const stubborn: unknown[] = [{ toString: null, valueOf: 1 }, [{ toString: 1 }], { toJSON: 1 }, { length: 3 }]

/** An unexpected JSON value. */
export const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 5, arbitrary: oddText },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      null,
      true,
      false,
      0,
      -1,
      1.5,
      2 ** 31,
      2 ** 53 + 2,
      1e21,
      1e308,
      5e-324,
      bare('1e999'),
      bare('-0'),
      bare('1.0'),
    ),
  },
  { weight: 3, arbitrary: fc.constantFrom<unknown>([], {}, [[]], [null], [{}], { a: 1 }, deep(10), deep(45), deep(60)) },
  { weight: 2, arbitrary: fc.constantFrom<unknown>(...stubborn) },
  { weight: 1, arbitrary: fc.constantFrom(...oddNames).map((name) => JSON.parse(`{${JSON.stringify(name)}:{"a":1}}`) as unknown) },
  { weight: 1, arbitrary: fc.constantFrom(1000).map((length) => Array.from({ length }, (_, index) => index)) },
)

/** A value where only text can be. */
export const asText = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

/** A text in which the marks that stand for something are not escaped. */
export const withMarks = (escaped: string): string =>
  escaped.replaceAll(/%7B%7B(known(?:%20|\+)\d+|\w+)%7D%7D/g, (_, mark) => `{{${mark.replace(/%20|\+/, ' ')}}}`)

/** The usual, and one time in `weight` the odd. */
export const mostly = <Value>(usual: fc.Arbitrary<Value>, odd: fc.Arbitrary<Value>, weight = 24): fc.Arbitrary<Value> =>
  fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd })

/** A text with something put in, taken out or repeated at a place. */
export const mutated = (text: string): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(1000), fc.nat(20), fc.oneof(oddText, fc.constant(''))).map(([place, length, inserted]) => {
    const at = Math.floor((place / 1000) * text.length)
    return text.slice(0, at) + inserted + text.slice(at + length)
  })
