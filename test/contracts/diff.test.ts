import { describe, expect, test } from 'vitest'
import { violations } from '../../contracts/openapi/dialect.ts'
import type { Change } from '../../contracts/openapi/diff/change.ts'
import { compare } from '../../contracts/openapi/diff/compare.ts'
import { type Kind, type Severity, severities } from '../../contracts/openapi/diff/severity.ts'
import type { Document, JsonSchema } from '../../contracts/openapi/document.ts'
import { document as real } from '../../contracts/openapi/spec.ts'

const text = { type: 'string' }
const object = (properties: object, more: object = {}) => ({ type: 'object', additionalProperties: false, properties, ...more })

/** A document of one operation, which takes the schema `Own` and answers with it. */
const documentOf = (own: object = object({ value: text })): Document =>
  structuredClone<Document>({
    openapi: '3.1.1',
    info: { title: 'Own', version: '1' },
    tags: [],
    paths: {
      '/things/{id}': {
        servers: [{ url: 'https://own.example' }],
        parameters: [{ name: 'id', in: 'path', required: true, schema: text }],
        post: {
          operationId: 'own.doThis',
          tags: [],
          summary: 'Do this',
          security: [{ Bearer: [] }, { Key: [], Name: [] }],
          parameters: [
            { name: 'must', in: 'query', required: true, schema: text },
            { name: 'may', in: 'query', schema: { ...text, maxLength: 9 } },
          ],
          requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Own' } } } },
          responses: {
            '200': {
              description: 'Done.',
              content: { 'application/json': { schema: { $ref: '#/components/schemas/Own' } } },
              headers: { 'X-Must': { required: true, schema: text }, 'X-May': { schema: text } },
            },
            '404': { $ref: '#/components/responses/Unknown' },
          },
        },
      },
    },
    components: {
      schemas: { Own: own as JsonSchema, Letter: { type: 'string', enum: ['a', 'b'] } },
      responses: { Unknown: { description: 'There is no such thing.' } },
      securitySchemes: {
        Bearer: { type: 'http', scheme: 'bearer' },
        Key: { type: 'apiKey', in: 'header', name: 'X-Key' },
        Name: { type: 'apiKey', in: 'header', name: 'X-Name' },
      },
    },
  })

/** A change at each of its places, as `<severity> <kind> <place>`. */
const told = ({ severity, kind, places }: Change): string[] =>
  places.map(({ operation, side, status, at }) => [severity, kind, operation, side, status, at].filter(Boolean).join(' '))

const changes = (base: Document, head: Document): string[] => compare(base, head).changes.flatMap(told)

const shared = '#/components/schemas/Letter'
const number = { type: 'number' }
const integer = { type: 'integer' }
const nullable = { type: ['string', 'null'] }
const list = { type: 'array', items: text }
const map = { type: 'object', additionalProperties: text }
const open = { type: 'object', additionalProperties: true }
const branch = (kind: string, more: object = {}) => object({ kind: { ...text, const: kind }, ...more }, { required: ['kind'] })

type Row = [title: string, before: object, after: object, expected: `${Severity} ${Severity} ${Kind}`, at?: string]

/** What may happen to the property `value` of a body, with the severity in a request, that in a response, and the kind. */
const schemas: Row[] = [
  ['a value that may be null, too', text, nullable, 'safe breaking type_added'],
  ['a value that may no longer be null', nullable, text, 'breaking safe type_removed'],
  ['a value that a union allows to be null', { $ref: shared }, { oneOf: [{ $ref: shared }, { type: 'null' }] }, 'safe breaking type_added'],
  ['a value of another type', text, integer, 'breaking breaking type_changed'],
  ['an integer that may be any number', integer, number, 'safe breaking type_added'],
  ['a number that may be integer only', number, integer, 'breaking safe type_removed'],
  ['a value that may be anything', text, {}, 'safe breaking type_added'],
  ['a value that may no longer be anything', {}, text, 'breaking safe type_removed'],
  ['a union of one type more', { oneOf: [text, integer] }, { oneOf: [text, integer, list] }, 'safe breaking type_added'],
  ['a union of one branch more', branch('a'), { oneOf: [branch('a'), branch('b')] }, 'safe risky branch_added'],
  ['a union of one branch less', { oneOf: [branch('a'), branch('b')] }, { oneOf: [branch('b')] }, 'breaking safe branch_removed'],
  ['an enum of one value more', { ...text, enum: ['a'] }, { ...text, enum: ['b', 'a', 'c'] }, 'safe risky value_added'],
  ['an enum of one value less', { ...text, enum: ['a', 'b', 'c'] }, { ...text, enum: ['b', 'c'] }, 'breaking safe value_removed'],
  ['a const that may be one of two', { ...text, const: 'a' }, { ...text, enum: ['a', 'b'] }, 'safe risky value_added'],
  ['another const', { ...text, const: 'a' }, { ...text, const: 'b' }, 'breaking breaking const_changed'],
  ['a value that an enum binds', text, { ...text, enum: ['a'] }, 'breaking safe tightened'],
  ['a value that no enum binds any more', { ...text, enum: ['a'] }, text, 'safe risky loosened'],
  ['a greater minLength', { ...text, minLength: 1 }, { ...text, minLength: 2 }, 'breaking safe tightened'],
  ['a smaller minLength', { ...text, minLength: 2 }, { ...text, minLength: 1 }, 'safe risky loosened'],
  ['a maxLength where there was none', text, { ...text, maxLength: 2 }, 'breaking safe tightened'],
  ['no maxLength where there was one', { ...text, maxLength: 2 }, text, 'safe risky loosened'],
  ['a maxLength of a value that may be null', nullable, { ...nullable, maxLength: 2 }, 'breaking safe tightened'],
  ['a greater minimum', { ...integer, minimum: 0 }, { ...integer, minimum: 1 }, 'breaking safe tightened'],
  ['a greater maximum', { ...integer, maximum: 0 }, { ...integer, maximum: 1 }, 'safe risky loosened'],
  ['a minItems where there was none', list, { ...list, minItems: 1 }, 'breaking safe tightened'],
  ['a smaller maxItems', { ...list, maxItems: 9 }, { ...list, maxItems: 8 }, 'breaking safe tightened'],
  ['a pattern where there was none', text, { ...text, pattern: '^a' }, 'breaking safe tightened'],
  ['no pattern where there was one', { ...text, pattern: '^a' }, text, 'safe risky loosened'],
  ['another pattern', { ...text, pattern: '^a' }, { ...text, pattern: '^b' }, 'breaking risky pattern_changed'],
  ['a format where there was none', text, { ...text, format: 'date' }, 'breaking safe tightened'],
  ['another format', { ...text, format: 'date' }, { ...text, format: 'date-time' }, 'breaking breaking format_changed'],
  ['a property that is required now', object({ a: text }), object({ a: text }, { required: ['a'] }), 'breaking safe required', '/a'],
  ['a property that is no longer required', object({ a: text }, { required: ['a'] }), object({ a: text }), 'safe breaking optional', '/a'],
  ['a new property of an open object', { ...open, properties: {} }, { ...open, properties: { a: text } }, 'safe safe property_added', '/a'],
  [
    'a property that an open object lost',
    { ...open, properties: { a: text } },
    { ...open, properties: {} },
    'risky breaking property_removed',
    '/a',
  ],
  ['an object that is closed now', { ...open, properties: {} }, object({}), 'breaking safe object_closed'],
  ['an object that is open now', object({}), { ...open, properties: {} }, 'safe risky object_opened'],
  ['a map that takes anything', map, open, 'safe risky object_opened'],
  ['a map that takes longer texts', { ...map, additionalProperties: { ...text, maxLength: 1 } }, map, 'safe risky loosened', '/*'],
  ['items that may be null', list, { ...list, items: nullable }, 'safe breaking type_added', '/0'],
  ['a property that is deprecated', text, { ...text, deprecated: true }, 'risky risky deprecated'],
  ['a property that is no longer deprecated', { ...text, deprecated: true }, text, 'safe safe revived'],
  ['a property within a branch', branch('a', { b: text }), branch('a', { b: nullable }), 'safe breaking type_added', '/b'],
]

describe.each(schemas)('%s', (_title, before, after, expected, at = '') => {
  const [request, response, kind] = expected.split(' ')
  const found = changes(documentOf(object({ value: before })), documentOf(object({ value: after })))

  test('is one change in the request', () => {
    const own = found.filter((line) => line.includes(' request '))
    expect(own).toEqual([`${request} ${kind} own.doThis request /body/value${at}`])
  })

  test('is one change in the response', () => {
    const own = found.filter((line) => line.includes(' response '))
    expect(own).toEqual([`${response} ${kind} own.doThis response 200 /body/value${at}`])
  })
})

/** What may happen to the properties of a closed object. */
const objects: [title: string, before: object, after: object, ...expected: string[]][] = [
  [
    'a new property',
    object({}),
    object({ value: text }),
    'risky property_added_to_closed own.doThis response 200 /body/value',
    'safe property_added own.doThis request /body/value',
  ],
  [
    'a new property that is required',
    object({}),
    object({ value: text }, { required: ['value'] }),
    'breaking required_property_added own.doThis request /body/value',
    'risky property_added_to_closed own.doThis response 200 /body/value',
  ],
  [
    'a property that was removed',
    object({ value: text }),
    object({}),
    'breaking property_removed_from_closed own.doThis request /body/value',
    'breaking property_removed own.doThis response 200 /body/value',
  ],
  [
    'a new property with the name of something that every object has',
    object({}),
    object({ constructor: text }),
    'risky property_added_to_closed own.doThis response 200 /body/constructor',
    'safe property_added own.doThis request /body/constructor',
  ],
]

test.each(objects)('%s of a closed object is told by side', (_title, before, after, ...expected) => {
  expect(changes(documentOf(before), documentOf(after))).toEqual(expected)
})

type Post = NonNullable<Document['paths'][string]['post']>
type Edit = (post: Post, document: Document) => void

const item = (document: Document) => document.paths['/things/{id}'] as Document['paths'][string]
const ok = (post: Post) => post.responses['200'] as Extract<Post['responses'][string], { description: string }>
const parameter = (post: Post, index: number) =>
  post.parameters?.[index] as { name: string; in: string; required?: boolean; schema: JsonSchema }
const body = (post: Post) => post.requestBody as NonNullable<Post['requestBody']>
const operation = (id: string): Post => ({ operationId: id, tags: [], summary: '', responses: { '200': { description: '' } } })

/** What may happen to an operation: the document is edited, and these are the changes. */
const edits: [title: string, edit: Edit, ...expected: string[]][] = [
  ['an operation that was removed', (_, document) => delete item(document).post, 'breaking operation_removed own.doThis'],
  ['an operation that is new', (_, document) => (item(document).get = operation('own.getThis')), 'safe operation_added own.getThis'],
  ['an operation that is deprecated', (post) => (post.deprecated = true), 'risky deprecated own.doThis'],
  ['an operation of another name', (post) => (post.operationId = 'own.doThat'), 'risky operation_renamed own.doThat'],
  [
    'another method',
    (post, document) => {
      item(document).put = post
      delete item(document).post
    },
    'breaking method_changed own.doThis',
  ],
  ['another path', (_, document) => (document.paths = { '/objects/{id}': item(document) }), 'breaking path_changed own.doThis'],
  [
    'another name of a parameter in the path',
    (_, document) => {
      const [path] = item(document).parameters as { name: string }[]
      if (path) path.name = 'key'
      document.paths = { '/things/{key}': item(document) }
    },
  ],
  [
    'a parameter in the path that is bound',
    (_, document) => {
      const [path] = item(document).parameters as { schema: JsonSchema }[]
      if (path) path.schema = { ...text, pattern: '^a' }
    },
    'breaking tightened own.doThis request /path/id',
  ],
  ['another host', (_, document) => (item(document).servers = [{ url: 'https://other.example' }]), 'risky server_changed own.doThis'],

  ['one more way to be let in', (post) => post.security?.push({ Name: [], Bearer: [] }), 'safe security_added own.doThis request'],
  ['one way less to be let in', (post) => post.security?.shift(), 'breaking security_removed own.doThis request'],
  [
    'one more credential to show',
    (post) =>
      (post.security = [
        { Bearer: [], Name: [] },
        { Key: [], Name: [] },
      ]),
    'breaking security_tightened own.doThis request',
  ],
  ['one credential less to show', (post) => (post.security = [{ Bearer: [] }, { Key: [] }]), 'safe security_eased own.doThis request'],
  ['no credentials any more', (post) => (post.security = []), 'safe security_eased own.doThis request'],
  [
    'a credential that is sent elsewhere',
    (_, document) =>
      (document.components.securitySchemes = {
        ...document.components.securitySchemes,
        Bearer: { type: 'apiKey', in: 'query', name: 'token' },
      }),
    'breaking security_removed own.doThis request',
    'safe security_added own.doThis request',
  ],
  [
    'another name of a security scheme',
    (post, document) => {
      post.security = [{ Token: [] }, { Key: [], Name: [] }]
      document.components.securitySchemes = { ...document.components.securitySchemes, Token: { type: 'http', scheme: 'bearer' } }
    },
  ],

  [
    'a new parameter',
    (post) => post.parameters?.push({ name: 'a', in: 'query', schema: text }),
    'safe parameter_added own.doThis request /query/a',
  ],
  [
    'a new parameter that is required',
    (post) => post.parameters?.push({ name: 'X-A', in: 'header', required: true, schema: text }),
    'breaking required_parameter_added own.doThis request /header/x-a',
  ],
  ['a parameter that was removed', (post) => post.parameters?.pop(), 'risky parameter_removed own.doThis request /query/may'],
  ['a parameter that moved', (post) => (parameter(post, 1).in = 'header'), 'breaking parameter_moved own.doThis request /query/may'],
  ['a parameter that is required now', (post) => (parameter(post, 1).required = true), 'breaking required own.doThis request /query/may'],
  ['a parameter that is no longer required', (post) => delete parameter(post, 0).required, 'safe optional own.doThis request /query/must'],
  [
    'a parameter that may be shorter',
    (post) => (parameter(post, 1).schema.maxLength = 8),
    'breaking tightened own.doThis request /query/may',
  ],
  [
    'a parameter that stands at the path now',
    (post, document) => void item(document).parameters?.push(...(post.parameters?.splice(0) ?? [])),
  ],

  ['a body that was removed', (post) => delete post.requestBody, 'breaking body_removed own.doThis request /body'],
  ['a body that need not be sent', (post) => delete body(post).required, 'safe optional own.doThis request /body'],
  [
    'one more media type of a request',
    (post) => (body(post).content['text/plain'] = { schema: text }),
    'safe media_type_added own.doThis request /body',
  ],
  [
    'another media type of a request',
    (post) => (body(post).content = { 'text/plain': { schema: text } }),
    'breaking media_type_removed own.doThis request /body',
    'safe media_type_added own.doThis request /body',
  ],

  ['a new status', (post) => (post.responses['429'] = { description: '' }), 'risky status_added own.doThis response 429'],
  ['a status that was removed', (post) => delete post.responses['404'], 'breaking status_removed own.doThis response 404'],
  ['an answer without its body', (post) => delete ok(post).content, 'breaking body_removed own.doThis response 200 /body'],
  [
    'an answer that has a body now',
    (_, document) => (document.components.responses = { Unknown: { description: '', content: { 'text/plain': { schema: text } } } }),
    'risky body_added own.doThis response 404 /body',
  ],
  [
    'another media type of an answer',
    (post) => (ok(post).content = { 'text/plain': { schema: text } }),
    'breaking media_type_removed own.doThis response 200 /body',
    'risky media_type_added own.doThis response 200 /body',
  ],
  [
    'a new header',
    (post) => (ok(post).headers = { ...ok(post).headers, 'X-New': { schema: text } }),
    'safe header_added own.doThis response 200 /header/x-new',
  ],
  ['a header that was removed', (post) => delete ok(post).headers?.['X-May'], 'risky header_removed own.doThis response 200 /header/x-may'],
  [
    'a header that was removed and always there',
    (post) => delete ok(post).headers?.['X-Must'],
    'breaking required_header_removed own.doThis response 200 /header/x-must',
  ],
  [
    'a header that may be missing',
    (post) => delete ok(post).headers?.['X-Must']?.required,
    'breaking optional own.doThis response 200 /header/x-must',
  ],
]

test.each(edits)('%s is told for what it is', (_title, edit, ...expected) => {
  const [base, head] = [documentOf(), documentOf()]
  edit(item(head).post as Post, head)
  expect(changes(base, head)).toEqual(expected)
})

const bodies: [title: string, required: boolean, expected: string][] = [
  ['that may be sent', false, 'safe body_added own.doThis request /body'],
  ['that must be sent', true, 'breaking required_body_added own.doThis request /body'],
]

test.each(bodies)('a new body %s is told for what it is', (_title, required, expected) => {
  const [base, head] = [documentOf(), documentOf()]
  delete item(base).post?.requestBody
  body(item(head).post as Post).required = required
  expect(changes(base, head)).toEqual([expected])
})

test('every kind of change has a case above', () => {
  const lines = [...edits, ...objects, ...bodies].flat().filter((part) => typeof part === 'string')
  const seen = [...lines, ...schemas.map(([, , , expected]) => expected)].flatMap((line) => line.split(' '))
  expect(Object.keys(severities).filter((kind) => !seen.includes(kind))).toEqual([])
})

test('the document that is edited here keeps to the dialect', () => {
  expect(violations(documentOf())).toEqual([])
})

describe('a change in a component', () => {
  /** Adds operations that answer with the component `Letter`, `own.getA` and so on. */
  const withReaders = (document: Document, ...names: string[]): Document => {
    for (const name of names) {
      const responses = { '200': { description: '', content: { 'application/json': { schema: { $ref: shared } } } } }
      document.paths[`/${name}`] = { get: { ...operation(`own.get${name}`), responses } }
    }
    return document
  }

  test('is told once, with every operation that reaches it', () => {
    const [base, head] = [withReaders(documentOf(), 'A', 'B'), withReaders(documentOf(), 'A', 'B')]
    head.components.schemas.Letter = { type: 'string', enum: ['a', 'b', 'c'] }
    const { changes } = compare(base, head)
    expect(changes).toHaveLength(1)
    expect(changes[0]?.places.map(({ operation }) => operation)).toEqual(['own.getA', 'own.getB'])
  })

  test('is told for each side that means another thing', () => {
    const own = object({ first: { $ref: shared }, second: { $ref: shared } })
    const [base, head] = [documentOf(own), documentOf(own)]
    head.components.schemas.Letter = { type: 'string', enum: ['a'] }
    expect(changes(base, head)).toEqual([
      'breaking value_removed own.doThis request /body/first',
      'safe value_removed own.doThis response 200 /body/first',
    ])
  })

  test('is none when only its name changed, or when it was written out', () => {
    const own = object({ first: { $ref: shared } })
    const head = documentOf(object({ first: { $ref: '#/components/schemas/Character' } }))
    head.components.schemas.Character = { type: 'string', enum: ['a', 'b'] }
    expect(changes(documentOf(own), head)).toEqual([])
    expect(changes(head, documentOf(object({ first: { type: 'string', enum: ['b', 'a'] } })))).toEqual([])
  })

  test('is left out when no operation reaches it', () => {
    const head = documentOf()
    head.components.schemas.Letter = { type: 'integer' }
    expect(compare(documentOf(), head)).toEqual({ changes: [], wording: 0 })
  })

  test('is found in one that contains itself', () => {
    const tree = (value: object) => object({ value, nodes: { type: 'array', items: { $ref: '#/components/schemas/Own' } } })
    expect(changes(documentOf(tree(text)), documentOf(tree(nullable)))).toEqual([
      'breaking type_added own.doThis response 200 /body/value',
      'safe type_added own.doThis request /body/value',
    ])
  })

  test('is found in unions that contain each other', () => {
    const union = { oneOf: [text, { type: 'array', items: { $ref: '#/components/schemas/Own' } }] }
    expect(changes(documentOf(union), documentOf({ oneOf: [integer, ...union.oneOf] }))).toEqual([
      'breaking type_added own.doThis response 200 /body',
      'safe type_added own.doThis request /body',
    ])
  })

  test('is never breaking in the rows of tables, which a seed reaches', () => {
    const rows = (row: object) => {
      const document = documentOf({ $ref: '#/components/schemas/OwnTables' })
      document.components.schemas.OwnTables = object({ things: { type: 'array', items: row } }) as JsonSchema
      return document
    }
    expect(changes(rows(object({ a: text, b: text })), rows(object({ a: text })))).toEqual([
      'risky property_removed_from_closed own.doThis request /body/things/0/b',
      'risky property_removed own.doThis response 200 /body/things/0/b',
    ])
  })
})

describe('a change shared by operations', () => {
  test('of a host or of credentials is told once', () => {
    const edited = (edit: Edit) => {
      const document = documentOf()
      item(document).get = { ...operation('own.getThis'), security: item(document).post?.security }
      for (const post of [item(document).get, item(document).post]) edit(post as Post, document)
      return document
    }
    const base = edited(() => {})
    const head = edited((post, document) => {
      post.security = [{ Bearer: [] }]
      item(document).servers = [{ url: 'https://other.example' }]
    })
    expect(compare(base, head).changes.map(({ kind, places }) => [kind, places.map(({ operation }) => operation)])).toEqual([
      ['security_removed', ['own.getThis', 'own.doThis']],
      ['server_changed', ['own.getThis', 'own.doThis']],
    ])
  })
})

test('what breaks is told first', () => {
  const found = compare(documentOf(object({ a: text })), documentOf(object({ b: text }))).changes
  expect(found.map(({ severity }) => severity)).toEqual(['breaking', 'breaking', 'risky', 'safe'])
})

test('a change says what happened, and what follows from it', () => {
  const head = documentOf(object({ value: { type: ['string', 'null'], maxLength: 3 } }))
  expect(compare(documentOf(), head).changes.map(({ message }) => message)).toEqual([
    'has maxLength 3 now',
    'may be null, too',
    'may be null, too',
    'has maxLength 3 now',
  ])
})

describe('wording', () => {
  test('is counted and not told', () => {
    const head = documentOf(object({ value: { ...text, description: 'A value.', examples: ['a'], 'x-assumed': true } }))
    head.info.title = 'Other'
    ok(item(head).post as Post).description = 'It is done.'
    expect(compare(documentOf(), head)).toEqual({ changes: [], wording: 5 })
  })

  test('is not what happens to a property that is called like a describing word', () => {
    const { changes, wording } = compare(documentOf(object({ title: text })), documentOf(object({ title: integer })))
    expect([changes.map(({ kind }) => kind), wording]).toEqual([['type_changed'], 0])
  })
})

describe('the document of this project', () => {
  test('does not differ from itself', () => {
    expect(compare(real, structuredClone(real))).toEqual({ changes: [], wording: 0 })
  })

  test('breaks who sends people to Marketo when one more property is required, and nobody else', () => {
    const head = structuredClone(real)
    head.components.schemas.MarketoSyncLeadsRequest?.required?.push('action')
    expect(changes(real, head)).toEqual(['breaking required marketo.syncLeads request /body/action'])
  })

  test('names all operations that a shared refusal reaches, in one change', () => {
    const head = structuredClone(real)
    delete head.components.schemas.MarketoRefusal?.properties?.requestId
    const { changes } = compare(real, head)
    expect(changes).toMatchObject([{ severity: 'breaking', kind: 'property_removed' }])
    const operations = changes[0]?.places.map(({ operation }) => operation) ?? []
    expect(operations.length).toBeGreaterThan(3)
    expect(operations.every((operation) => operation.startsWith('marketo.'))).toBe(true)
  })
})
