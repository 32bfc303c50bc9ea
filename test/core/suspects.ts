import type { Grow } from './growth.ts'

/** What a reader may search the end of in vain, over and over: openings, separators, escapes and their mixtures. */
const pieces = [
  ...['<password ', '<password', '<password>', '<', '<a ', '<a x="', '<a>', '<!--', '<![CDATA[', '<?', '&', '&amp;'],
  ...['"', "'", '""', '\\', '\\"', '\\u', '"a":', '{"a":', '[', '(', '{}', '[],'],
  ...['password', 'password=', 'password="', "password:'", 'password\\', 'password ', 'Bearer ', 'a:b '],
  ...['=', 'a=', '&a=', 'a&', '%', '%25', ';', '; ', ',', 'a,', "'a',", 'NOT ', 'a.', '.', '@', 'a@', 'a@b.'],
  ...['T', '1', '-', '/', '//', '/.', '../', '\n', '\r\n', ' ', '\t', '%_', '_%', 'é', '\u0301', '🦊'],
]

/** Texts by what they repeat. Each grows to a given number of characters. */
export const texts: [name: string, grow: Grow][] = pieces.map((piece) => [
  JSON.stringify(piece),
  (size) => piece.repeat(Math.ceil(size / piece.length)),
])

/** JSON by what it has much of, of about a given number of characters. */
export const documents: [name: string, grow: Grow][] = [
  ['members with a secret inside', (size) => object(size / 24, (index) => `"a${index}":{"password":"x"}`)],
  ['secrets in each spelling', (size) => object(size / 24, (index) => `"${spelled('client_secret', index)}":"x"`)],
  ['members', (size) => object(size / 10, (index) => `"a${index}":1`)],
  ['items', (size) => `[${'{},'.repeat(size / 3)}{}]`],
  ['items that lie deep', (size) => `${'['.repeat(98)}${'{},'.repeat(size / 3)}{}${']'.repeat(98)}`],
  ['repeated keys', (size) => `{${'"a":1,'.repeat(size / 6)}"a":1}`],
  ['repeated keys in the last item', (size) => `[${'{"a":1},'.repeat(size / 8)}{"a":1,"a":1}]`],
  ['levels', (size) => '['.repeat(size / 2) + ']'.repeat(size / 2)],
  ['a long text', (size) => `{"a":"${'x'.repeat(size)}"}`],
  ['a long text and a repeated key', (size) => `{"a":"${'\\n'.repeat(size / 2)}","a":1}`],
]

function object(count: number, member: (index: number) => string): string {
  return `{${Array.from({ length: Math.floor(count) }, (_, index) => member(index)).join(',')}}`
}

/** A name with the case of its letters chosen by the bits of a number. */
const spelled = (name: string, bits: number) =>
  [...name].map((letter, place) => (bits & (1 << place) ? letter.toUpperCase() : letter)).join('')
