import { describe, expect, test } from 'vitest'
import type { JsonSchema } from '../../contracts/openapi/document.ts'
import { check } from '../../contracts/openapi/findings.ts'
import { pointer } from '../../contracts/openapi/pointer.ts'
import { compile } from '../../contracts/openapi/schema.ts'
import { document, example, operation } from '../../contracts/openapi/spec.ts'

/** The findings about a value as `<code> <place>`. */
const found = (schema: JsonSchema, value: unknown) =>
  check(compile(schema, document), value, 'request').map(({ code, at }) => `${code} ${at}`)

const closed = (properties: Record<string, JsonSchema>, required: string[] = []): JsonSchema => ({
  type: 'object',
  additionalProperties: false,
  required,
  properties,
})

describe('a JSON pointer', () => {
  test.each([
    [[], ''],
    [['a', 0, 'b'], '/a/0/b'],
    [['a/b', 'c~d', '~1'], '/a~1b/c~0d/~01'],
    [[''], '/'],
  ])('of %j is "%s"', (path, text) => {
    expect(pointer(path)).toBe(text)
  })
})

test('nothing is found in a value that keeps the contract', () => {
  expect(check(compile(closed({ a: { type: 'string' } }), document), { a: 'x' }, 'request')).toEqual([])
})

test('a finding tells the side, the place and what is wrong', () => {
  expect(check(compile(closed({ a: { type: 'string' } }), document), { a: 1 }, 'response')).toEqual([
    { side: 'response', at: '/a', code: 'type', message: expect.stringContaining('expected string') },
  ])
})

test.each<[title: string, schema: JsonSchema, value: unknown, findings: string[]]>([
  ['a missing field', closed({ a: { type: 'string' } }, ['a']), {}, ['missing /a']],
  ['a missing const', closed({ a: { type: 'string', const: 'x' } }, ['a']), {}, ['missing /a']],
  ['a missing choice', closed({ a: { type: 'string', enum: ['x', 'y'] } }, ['a']), {}, ['missing /a']],
  ['null where none may be', closed({ a: { type: 'string' } }), { a: null }, ['type /a']],
  ['surplus fields, each', closed({}), { 'a/b': 1, c: 2 }, ['surplus /a~1b', 'surplus /c']],
  ['another type', closed({ a: { type: 'array', items: { type: 'integer' } } }), { a: [1, '2', 2.5] }, ['type /a/1', 'type /a/2']],
  ['another value than the const', { type: 'string', const: 'x' }, 'y', ['value ']],
  ['another value than the choices', { type: 'string', enum: ['x', 'y'] }, 'z', ['value ']],
  ['text too long', { type: 'string', maxLength: 2 }, 'abc', ['too_long ']],
  ['text too short', { type: 'string', minLength: 2 }, 'a', ['too_short ']],
  ['a list too long', { type: 'array', items: { type: 'integer' }, maxItems: 1 }, [1, 2], ['too_long ']],
  ['a list too short', { type: 'array', items: { type: 'integer' }, minItems: 1 }, [], ['too_short ']],
  ['a number too big', { type: 'integer', maximum: 2 }, 3, ['too_big ']],
  ['a number too small', { type: 'number', minimum: 2 }, 1, ['too_small ']],
  ['an integer that lost digits', { type: 'integer' }, 2 ** 53, ['too_big ']],
  ['text outside its pattern', { type: 'string', pattern: '^a+$' }, 'b', ['format ']],
  ['text outside its format', { type: 'string', format: 'date' }, '2024-13-01', ['format ']],
  [
    'several things at once',
    closed({ a: { type: 'string' }, b: { type: 'string' } }, ['a']),
    { b: 1, c: 1 },
    ['missing /a', 'type /b', 'surplus /c'],
  ],
])('tells %s', (_title, schema, value, findings) => {
  expect(found(schema, value)).toEqual(findings)
})

describe('in a union', () => {
  const kind = (value: string, more: Record<string, JsonSchema> = {}) =>
    closed({ kind: { type: 'string', const: value }, ...more }, ['kind'])
  const union = { oneOf: [kind('a', { one: { type: 'string' } }), kind('b', { other: { type: 'string' } })] }

  test('the branch is chosen by its const', () => {
    expect(found(union, { kind: 'a', one: 1 })).toEqual(['type /one'])
    expect(found(union, { kind: 'b', one: 'x' })).toEqual(['surplus /one'])
  })

  test.each([{ kind: 'c' }, {}])('no branch is meant by %j', (value) => {
    expect(found(union, value)).toEqual(['union '])
  })

  test.each(['text', null])('%j has another type than every branch', (value) => {
    expect(found(union, value)).toEqual(['type '])
  })

  test('the branch is chosen by its type', () => {
    const schema = { oneOf: [{ type: 'array', items: { type: 'string' } }, closed({ a: { type: 'string' } }), { type: 'null' }] }
    expect(found(schema, ['x', 1])).toEqual(['type /1'])
    expect(found(schema, { a: 1 })).toEqual(['type /a'])
  })

  test('a union within a branch is followed', () => {
    const outer = { oneOf: [closed({ inner: union }, ['inner']), { type: 'null' }] }
    expect(found(outer, { inner: { kind: 'b', other: 1 } })).toEqual(['type /inner/other'])
    expect(found({ type: 'array', items: union }, [{ kind: 'a', x: 1 }])).toEqual(['surplus /0/x'])
  })

  test('the branch is chosen by a const within it, as CustomersDot’s trial_user is', () => {
    const { checkRequest } = operation('customersdot.createTrial')
    for (const index of [0, 1]) {
      const body = example('CustomersdotTrialRequest', index) as unknown as { trial_user: Record<string, unknown> }
      const codes = (more: object) =>
        checkRequest(
          { path: {}, query: {}, header: {}, body: { ...body, trial_user: { ...body.trial_user, ...more } } },
          'application/json',
        ).map(({ code, at }) => `${code} ${at}`)
      expect(codes({})).toEqual([])
      expect(codes({ surplus: 1 })).toEqual(['surplus /body/trial_user/surplus'])
      expect(codes({ namespace_id: [] })).toEqual(['type /body/trial_user/namespace_id'])
    }
  })

  test('Marketo’s answers are told apart by success', () => {
    const { checkResponse } = operation('marketo.syncLeads')
    const answer = example('MarketoSyncLeadsResult')
    expect(checkResponse(200, answer)).toEqual([])
    expect(checkResponse(200, { ...answer, result: [{ status: 'created' }] })).toMatchObject([{ at: '/body/result/0/id', code: 'missing' }])
    expect(checkResponse(200, { ...example('MarketoRefusal'), errors: 1 })).toMatchObject([{ at: '/body/errors', code: 'type' }])
  })
})

describe('in a request', () => {
  test('each part has its place', () => {
    const { checkRequest } = operation('marketo.getLead')
    const findings = checkRequest({ path: { id: 'x' }, query: { fields: 1 }, header: {} })
    expect(findings.map(({ at, code }) => [at, code])).toEqual([
      ['/path/id', 'type'],
      ['/query/fields', 'type'],
    ])
  })

  test('a query that the contract does not name is none', () => {
    expect(operation('marketo.getLead').checkRequest({ path: { id: 1 }, query: { utm_source: 'x' }, header: {} })).toEqual([])
  })

  test('a missing body is one where it is required', () => {
    const findings = operation('workato.createLead').checkRequest({ path: {}, query: {}, header: {} }, 'application/json')
    expect(findings).toMatchObject([{ side: 'request', at: '/body', code: 'missing' }])
  })
})

test('an object with a member called length in place of a text or a list is of the wrong type', () => {
  const schema: JsonSchema = { type: 'object', properties: { a: { type: 'array', maxItems: 2 }, b: { type: 'string', maxLength: 2 } } }
  const length = { toString: null, valueOf: 1 }
  expect(found(schema, { a: { length, 0: 1 }, b: { length } })).toEqual(['type /a', 'type /b'])
})
