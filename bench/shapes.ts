/** A kind of body: its text of so many bytes, and the same data as JSON. */
export interface Shape {
  name: string
  text(size: number): string
  json(size: number): string
}

const many = (count: number, make: (index: number) => string, separator: string) =>
  Array.from({ length: Math.floor(count) }, (_, index) => make(index)).join(separator)

/** A text again and again, up to a size. */
const repeat = (text: string, size: number) => text.repeat(Math.floor(size / text.length))

const json = (name: string, text: Shape['text']): Shape => ({ name, text, json: text })

const jsons: Shape[] = [
  json('a long text', (size) => `{"a":"${'x'.repeat(size - 8)}"}`),
  json('a long text with escapes', (size) => `{"a":"${'\\n'.repeat(size / 2 - 4)}"}`),
  json('texts', (size) => `[${many(size / 24, () => '"some text of a form"', ',')}]`),
  json('numbers', (size) => `[${many(size / 4 - 1, () => '123', ',')}]`),
  json(
    'objects',
    (size) =>
      `[${many(size / 100, (index) => `{"email":"jane.${index}@example.com","firstName":"Jane","lastName":"Doe","company":"ACME"}`, ',')}]`,
  ),
  json('members', (size) => `{${many(size / 12, (index) => `"a${index}":1`, ',')}}`),
  json('empty objects', (size) => `[${many(size / 3, () => '{}', ',')}]`),
  json('a long name', (size) => `{"${'x'.repeat(size - 8)}":1}`),
  json('words', (size) => `{"a":"${repeat('a b ', size - 8)}"}`),
  json('pairs of a name and a value', (size) => `{"a":"${repeat('a=1&', size - 8)}"}`),
  json('percent-escapes', (size) => `{"a":"${repeat('%41', size - 8)}"}`),
  json('hexadecimal words', (size) => `{"a":"${repeat(`${'0123456789abcdef'.repeat(2)} `, size - 8)}"}`),
  json('tags', (size) => `{"a":"${repeat('<a>', size - 8)}"}`),
  json('tags in a secret', (size) => `{"a":"<password>${repeat('</a>', size - 24)}"}`),
  json('paths', (size) => `{"a":"${repeat('/a', size - 8)}"}`),
  json('texts with signs', (size) => `[${many(size / 13 - 1, () => '"a=1&b:/%41"', ',')}]`),
  json('escapes that may be half a pair', (size) => `[${many(size / 9 - 1, () => '"\\u00e9"', ',')},"\\u0000"]`),
  json('lists in lists', (size) => `[${many(size / 199 - 1, () => '['.repeat(98) + ']'.repeat(98), ',')}]`),
  json('repeated names', (size) => `[${many(size / 8 - 3, () => '{"a":1}', ',')},{"a":1,"a":1}]`),
  json('cut off', (size) => `{"a":"${'x'.repeat(size - 7)}`),
  json('words, cut off', (size) => `{"a":"${repeat('a b ', size - 7)}`),
  json('pairs, cut off', (size) => `{"a":"${repeat('a=1&', size - 7)}`),
  json('objects, cut off', (size) => `[${many(size / 30 - 1, () => '{"password":"x","name":"Jane"}', ',')}`),
]

const forms: Shape[] = [
  { name: 'a long value', text: (size) => `a=${'x'.repeat(size - 2)}`, json: (size) => `{"a":"${'x'.repeat(size - 8)}"}` },
  {
    name: 'values',
    text: (size) => many(size / 14, (index) => `a${index}=1`, '&').slice(0, size),
    json: (size) => `{${many(size / 14, (index) => `"a${index}":"1"`, ',')}}`,
  },
  {
    name: 'values that repeat',
    text: (size) => repeat('a=1&a=2&', size),
    json: (size) => `[${repeat('["a","1"],', size)}[]]`,
  },
  { name: 'ampersands', text: (size) => '&'.repeat(size), json: (size) => `"${'&'.repeat(size - 2)}"` },
  { name: 'names', text: (size) => repeat('a&', size), json: (size) => `[${repeat('"a",', size)}""]`.slice(0, size) },
  { name: 'percent-escapes', text: (size) => `a=${repeat('%41', size - 2)}`, json: (size) => `{"a":"${repeat('%41', size - 8)}"}` },
  {
    name: 'a GET in a POST',
    text: (size) => `_method=GET&${many(size / 14 - 2, (index) => `a${index}=1`, '&')}`.slice(0, size),
    json: (size) => `{${many(size / 14, (index) => `"a${index}":"1"`, ',')}}`,
  },
]

const envelope = (inner: string) => `<Envelope><Body><login>${inner}</login></Body></Envelope>`
const xmls: Shape[] = [
  {
    name: 'a long text',
    text: (size) => envelope(`<username>${'x'.repeat(size - 80)}</username>`),
    json: (size) => `{"a":"${'x'.repeat(size - 80)}"}`,
  },
  {
    name: 'elements',
    text: (size) => envelope(many(size / 34, () => '<username>Jane Doe</username>', '')),
    json: (size) => `[${many(size / 34, () => '{"username":"Jane Doe"}', ',')}]`,
  },
  {
    name: 'lists',
    text: (size) => envelope(repeat('<a/>', size - 80)),
    json: (size) => `[${repeat('"",', size - 80)}""]`,
  },
  {
    name: 'names',
    text: (size) => envelope(many(size / 20 - 5, (index) => `<a${index}>1</a${index}>`, '')),
    json: (size) => `{${many(size / 20 - 5, (index) => `"a${index}":"1"`, ',')}}`,
  },
  {
    name: 'attributes',
    text: (size) => envelope(`<a ${many(size / 14 - 10, (index) => `a${index}="1"`, ' ')}/>`),
    json: (size) => `{${many(size / 14 - 10, (index) => `"a${index}":"1"`, ',')}}`,
  },
  {
    name: 'references',
    text: (size) => envelope(`<username>${repeat('&amp;', size - 90)}</username>`),
    json: (size) => `{"a":"${repeat('\\u0026', size - 90)}"}`,
  },
  { name: 'comments', text: (size) => envelope(repeat('<!--a-->', size - 80)), json: (size) => `[${repeat('"a",', size - 80)}""]` },
  { name: 'cut off', text: (size) => `<Envelope><Body>${'x'.repeat(size - 80)}`, json: (size) => `{"a":"${'x'.repeat(size - 80)}"}` },
]

const csvs: Shape[] = [
  {
    name: 'lines',
    text: (size) => `LastName,Company\n${many(size / 10, () => 'Doe,ACME', '\n')}`,
    json: (size) => `[${many(size / 10, () => '["Doe","ACME"]', ',')}]`,
  },
]

/** What a body of a media type may be full of. */
export function shapes(mediaType: string): Shape[] {
  if (mediaType === 'text/xml') return xmls
  if (mediaType === 'text/csv') return csvs
  return mediaType === 'application/json' ? jsons : forms
}

/** What the list that an operation takes may be full of. */
export const lists = (operation: string, list: string): Shape[] => [
  json(`${operation}: empty items`, (size) => `{"${list}":[${many(size / 3 - 20, () => '{}', ',')}]}`),
  json(
    `${operation}: items`,
    (size) => `{"${list}":[${many(size / 80 - 20, () => '{"email":"jane@example.com","lastName":"Doe","company":"ACME","id":1}', ',')}]}`,
  ),
]
