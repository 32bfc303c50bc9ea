import { describe, expect, test } from 'vitest'
import { understood } from '../../contracts/openapi/bundle.ts'
import { violations } from '../../contracts/openapi/dialect.ts'
import type { Document, JsonSchema, OperationObject, PathItem } from '../../contracts/openapi/document.ts'
import { check } from '../../contracts/openapi/findings.ts'
import { compile } from '../../contracts/openapi/schema.ts'
import { document } from '../../contracts/openapi/spec.ts'

const text = { type: 'string' }
const closed = { type: 'object', additionalProperties: false }

/** A document with the schema `Own`, beside two that it may refer to. */
const documentOf = (own: object, paths: Record<string, PathItem> = {}): Document => ({
  openapi: '3.1.1',
  info: { title: 'Own', version: '1' },
  tags: [],
  paths,
  components: { schemas: { Own: own as JsonSchema, Text: text, Closed: closed } },
})

/** What is wrong with a schema, as `<place within it>: <message>`. */
const wrongs = (own: object) =>
  violations(documentOf(own)).map(({ at, message }) => `${at.replace('/components/schemas/Own', '')}: ${message}`)

const operation = (more: object = {}): OperationObject => ({
  operationId: 'own.doThis',
  tags: [],
  summary: '',
  responses: { '200': { description: '' } },
  ...more,
})

const wrongsOf = (more: object) => violations(documentOf(text, { '/a/{b}': { post: operation(more) } }))

test('the committed document is understood whole', () => {
  expect(violations(document)).toEqual([])
})

test('a document that is not understood is refused with every place', () => {
  const broken = documentOf({ type: 'strin', maxlength: 3 })
  expect(() => understood(broken)).toThrow(/leaves the dialect:\n {2}\/components\/schemas\/Own: "maxlength".*\n.*"strin" is no type/)
})

describe('a schema', () => {
  test.each([
    ['of text', text],
    ['of text or null', { type: ['string', 'null'], format: 'date' }],
    ['of a closed object', { ...closed, required: ['a'], properties: { a: text } }],
    ['of a map', { type: 'object', additionalProperties: text }],
    ['of a list', { type: 'array', items: text, minItems: 1 }],
    ['that refers to another', { $ref: '#/components/schemas/Text' }],
    ['that takes anything', { description: 'Whatever was sent.' }],
    ['with an extension', { ...text, 'x-assumed': true }],
  ])('%s is understood', (_title, own) => {
    expect(wrongs(own)).toEqual([])
  })

  test('that says why a consumer does not rely on it is understood, and is not without a reason', () => {
    const saying = (reasons: unknown) => wrongs({ ...text, 'x-not-relied-on': reasons })
    expect(saying({ marketo: 'It is not read.' })).toEqual([])
    for (const reasons of [{}, { marketo: '' }, null, 'It is not read.'])
      expect(saying(reasons)).toEqual([': x-not-relied-on names consumers, each with the reason.'])
  })

  test('with a misspelt word is not', () => {
    expect(wrongs({ ...text, maxlength: 3 })).toEqual([': "maxlength" is not in the dialect: it would be ignored or refused.'])
  })

  test.each([{ maxLength: 3 }, { enum: ['a'] }, { const: 'a' }, { properties: {}, additionalProperties: false }])(
    'that says %j without a type is not',
    (own) => {
      expect(wrongs(own)).toEqual([': type is missing: without it any value is accepted.'])
    },
  )

  test('of an unknown type is not', () => {
    expect(wrongs({ type: ['strin', 'null'] })).toEqual([': "strin" is no type.'])
  })

  test('that requires what is no property is not', () => {
    expect(wrongs({ ...closed, required: ['a', 'b'], properties: { a: text } })).toEqual([': required names "b", which is no property.'])
  })

  test.each(['object', ['object', 'null']])('of %s that does not say whether it is closed is not', (type) => {
    expect(wrongs({ type, properties: {} })).toEqual([': additionalProperties is missing: say whether the object is closed.'])
  })

  test.each(['array', ['array', 'null']])('of %s that does not say of what is not', (type) => {
    expect(wrongs({ type })).toEqual([': items is missing.'])
  })

  test.each([
    'allOf',
    'anyOf',
    'not',
    'if',
    'then',
    'unevaluatedProperties',
    'patternProperties',
    'prefixItems',
    'discriminator',
    'nullable',
  ])('with %s is not', (word) => {
    expect(wrongs({ ...text, [word]: {} })).toEqual([`: "${word}" is not in the dialect: it would be ignored or refused.`])
  })

  test('with a default is not, since reading would insert it', () => {
    expect(wrongs({ ...text, default: 'a' })).toEqual([': "default" is not in the dialect: it would be ignored or refused.'])
  })

  test.each(['email', 'datetime', 'time'])('of the format %s, which nothing checks the way it is meant, is not', (format) => {
    expect(wrongs({ ...text, format })).toEqual([`: Format "${format}" is not checked by anything.`])
  })

  test('with words beside its $ref is not', () => {
    expect(wrongs({ $ref: '#/components/schemas/Text', description: 'Own', maxLength: 3 })).toEqual([
      ': $ref stands alone: description, maxLength beside it would be ignored.',
    ])
  })

  test('that refers to nothing is not', () => {
    expect(wrongs({ $ref: '#/components/schemas/Nothing' })).toEqual([': #/components/schemas/Nothing does not exist.'])
  })

  test.each(['^\\p{L}+$', '\\P{Lu}'])('with the pattern %s is not', (pattern) => {
    expect(wrongs({ ...text, pattern })).toEqual([': Patterns with \\p{…} are refused by zod.'])
  })

  test.each([{ maximum: 2 ** 53 }, { minimum: -(2 ** 53) }])('of integers with the bound %j is not', (bound) => {
    expect(wrongs({ type: 'integer', ...bound })).toEqual([': Integers above 2^53 lose digits: describe them as text.'])
  })

  test.each([
    ['/properties/a', { ...closed, properties: { a: { type: 'strin' } } }],
    ['/items', { type: 'array', items: { type: 'strin' } }],
    ['/additionalProperties', { type: 'object', additionalProperties: { type: 'strin' } }],
    ['/oneOf/1', { oneOf: [{ type: 'null' }, { type: 'strin' }] }],
  ])('is looked at in its %s', (at, own) => {
    expect(wrongs(own)).toEqual([`${at}: "strin" is no type.`])
  })
})

describe('a union', () => {
  const branch = (mark: object) => ({ ...closed, required: Object.keys(mark), properties: mark })
  const is = (value: unknown) => ({ type: 'string', const: value })

  test.each([
    ['by a const', [branch({ kind: is('a') }), branch({ kind: is('b') })]],
    ['by a const of an inner object', [branch({ lead: branch({ kind: is('a') }) }), branch({ lead: branch({ kind: is('b') }) })]],
    ['by their types', [text, { type: 'array', items: text }, { type: 'null' }]],
  ])('whose branches are told apart %s is understood', (_title, oneOf) => {
    expect(wrongs({ oneOf })).toEqual([])
  })

  test.each([
    ['without a const', [branch({ a: text }), branch({ b: text })]],
    ['with the same const', [branch({ kind: is('a') }), branch({ kind: is('a'), b: text })]],
    ['with consts of different names', [branch({ a: is('x') }), branch({ b: is('x') })]],
    ['of the same type', [text, { ...text, maxLength: 3 }]],
    ['by reference', [{ $ref: '#/components/schemas/Closed' }, closed]],
  ])('of branches %s is not', (_title, oneOf) => {
    expect(wrongs({ oneOf })).toEqual([0, 1].map((index) => `: Branch ${index} of oneOf has no const that tells it from the others.`))
  })
})

describe('an operation', () => {
  test('with one media type per exact status is understood', () => {
    const content = { 'application/json': { schema: text } }
    expect(wrongsOf({ responses: { '200': { description: '', content }, '404': { description: '', content } } })).toEqual([])
  })

  test.each(['doThis', 'own.DoThis', 'own.do_this', 'Own.doThis', 'own.do.this', '', undefined])('by the id %s is not', (operationId) => {
    expect(wrongsOf({ operationId })).toEqual([{ at: '/paths/~1a~1{b}/post', message: 'operationId must read <system>.<verbNoun>.' }])
  })

  test.each(['2XX', 'default', '600', '20'])('with a response for %s is not', (status) => {
    expect(wrongsOf({ responses: { [status]: { description: '' } } })).toEqual([
      { at: `/paths/~1a~1{b}/post/responses/${status}`, message: `"${status}" is no exact status: name each status by its number.` },
    ])
  })

  test('with two media types for one status is not', () => {
    const content = { 'application/json': { schema: text }, 'text/html': { schema: text } }
    expect(wrongsOf({ responses: { '200': { description: '', content } } })).toEqual([
      { at: '/paths/~1a~1{b}/post/responses/200', message: 'A response has one media type per status.' },
    ])
  })

  const wrong = { type: 'strin' }
  test.each([
    ['requestBody/content/application~1json/schema', { requestBody: { content: { 'application/json': { schema: wrong } } } }],
    ['parameters/0/schema', { parameters: [{ name: 'b', in: 'path', schema: wrong }] }],
    ['responses/200/content/text~1html/schema', { responses: { '200': { description: '', content: { 'text/html': { schema: wrong } } } } }],
  ])('is looked at in its %s', (at, more) => {
    expect(wrongsOf(more)).toEqual([{ at: `/paths/~1a~1{b}/post/${at}`, message: '"strin" is no type.' }])
  })

  test('is looked at in the parameters of its path', () => {
    const item = { parameters: [{ name: 'b', in: 'path' as const, schema: wrong }], get: operation() }
    expect(violations(documentOf(text, { '/{b}': item }))).toMatchObject([{ at: '/paths/~1{b}/parameters/0/schema' }])
  })
})

describe('what the dialect handles instead of refusing', () => {
  const strays = (schema: JsonSchema, value: unknown) => check(compile(schema, document), value, 'response').map(({ code }) => code)

  test('date-time takes RFC 3339 only; Salesforce’s +0000 is described by a pattern', () => {
    const stamp = document.components.schemas.SalesforceLeadRecord?.properties?.CreatedDate as JsonSchema
    expect(strays({ type: 'string', format: 'date-time' }, '2024-01-01T00:05:00.000+0000')).toEqual(['format'])
    expect(strays({ type: 'string', format: 'date-time' }, '2024-01-01T00:05:00.000+00:00')).toEqual([])
    expect(strays(stamp, '2024-01-01T00:05:00.000+0000')).toEqual([])
    expect(strays(stamp, '2024-01-01T00:05:00.000Z')).toEqual(['format'])
  })

  test.each(['josé@x.co', 'a@localhost'])('%s is an e-mail, which is described by a pattern', (email) => {
    const lead = document.components.schemas.WorkatoLead?.properties?.email as JsonSchema
    expect(strays(lead, email)).toEqual([])
    expect(strays(lead, 'jane')).toEqual(['format'])
  })

  test('password and int64 describe and do not constrain', () => {
    expect(strays({ type: 'string', format: 'password' }, 'a')).toEqual([])
    expect(strays({ type: 'integer', format: 'int64' }, 1)).toEqual([])
  })

  test('a property may be called like a word of the dialect', () => {
    const schema = { type: 'object', additionalProperties: false, required: ['title'], properties: { title: text, description: text } }
    expect(strays(schema, { title: 'a', description: 1 })).toEqual(['type'])
    expect(strays(schema, {})).toEqual(['missing'])
  })

  test('schemas that refer to each other are converted', () => {
    const root = documentOf({ ...closed, properties: { next: { oneOf: [{ $ref: '#/components/schemas/Own' }, { type: 'null' }] } } })
    const schema = compile({ $ref: '#/components/schemas/Own' }, root)
    expect(check(schema, { next: { next: { next: null } } }, 'response')).toEqual([])
    expect(check(schema, { next: { next: { last: null } } }, 'response')).toMatchObject([{ at: '/next/next/last', code: 'surplus' }])
  })
})
