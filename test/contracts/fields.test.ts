import { describe, expect, test } from 'vitest'
import { fieldsOf } from '../../contracts/coverage/fields.ts'
import type { Document, JsonSchema } from '../../contracts/openapi/document.ts'

describe('the fields', () => {
  const text = { type: 'string' }
  const object = (properties: Record<string, JsonSchema>, additionalProperties: boolean | JsonSchema = false) =>
    ({ type: 'object', properties, additionalProperties }) as const
  const root = {
    components: { schemas: { Node: object({ name: text, nodes: { type: 'array', items: { $ref: '#/components/schemas/Node' } } }) } },
  }
  const fields = (schema: JsonSchema, ...bodies: unknown[]) =>
    Object.fromEntries(fieldsOf(schema, bodies, root as unknown as Document).map(({ at, matched }) => [at, matched]))

  test('are matched when one of the bodies has them, null included', () => {
    expect(fields(object({ a: text, b: text, c: text }), { a: 'x' }, { b: null })).toEqual({ '/a': true, '/b': true, '/c': false })
  })

  test('are those in objects, lists, free names and references', () => {
    const schema = object({
      inner: object({ a: text }),
      list: { type: 'array', items: object({ b: text, c: text }) },
      free: object({}, object({ d: text })),
    })
    const body = { inner: {}, list: [{ b: 1 }, { c: 1 }], free: { any: { d: 1 } } }
    expect(fields(schema, body)).toEqual({
      ...{ '/inner': true, '/inner/a': false, '/list': true, '/list/0/b': true, '/list/0/c': true },
      ...{ '/free': true, '/free/*': true, '/free/*/d': true },
    })
    expect(fields({ $ref: '#/components/schemas/Node' }, { nodes: [] })).toEqual({ '/name': false, '/nodes': true })
  })

  test('are those of every branch of a union', () => {
    const union = { oneOf: [object({ ok: { const: true }, id: text }), object({ ok: { const: false }, error: text })] }
    expect(fields(union, { ok: true, id: '1' })).toEqual({ '/ok': true, '/id': true, '/error': false })
  })

  test('of an object that no body has are told by the object', () => {
    expect(fields(object({ inner: object({ a: text }) }), {})).toEqual({ '/inner': false })
  })
})
