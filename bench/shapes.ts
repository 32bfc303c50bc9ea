/** A kind of body: its text of so many bytes, and the same data as JSON. */
export interface Shape {
  name: string
  text(size: number): string
  json(size: number): string
}

const many = (count: number, make: (index: number) => string, separator: string) =>
  Array.from({ length: Math.floor(count) }, (_, index) => make(index)).join(separator)

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
  json('cut off', (size) => `{"a":"${'x'.repeat(size - 7)}`),
]

const forms: Shape[] = [
  { name: 'a long value', text: (size) => `a=${'x'.repeat(size - 2)}`, json: (size) => `{"a":"${'x'.repeat(size - 8)}"}` },
  {
    name: 'values',
    text: (size) => many(size / 14, (index) => `a${index}=1`, '&').slice(0, size),
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
