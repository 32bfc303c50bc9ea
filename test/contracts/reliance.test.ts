import { describe, expect, test } from 'vitest'
import type { Document, JsonSchema } from '../../contracts/openapi/document.ts'
import type { FindingCode } from '../../contracts/openapi/findings.ts'
import { unreadable } from '../../contracts/openapi/reliance.ts'

const text = { type: 'string' }
const unread = { type: 'string', 'x-not-relied-on': { marketo: 'It is not read.' } }
const root = {
  openapi: '3.1.0',
  paths: {},
  components: { schemas: { Owner: { type: 'object', properties: { name: text, city: unread } } } },
} as unknown as Document

const schema: JsonSchema = {
  oneOf: [
    { type: 'object', properties: { kind: { const: 'a' }, id: text, note: unread, owner: { $ref: '#/components/schemas/Owner' } } },
    {
      type: 'object',
      properties: {
        kind: { const: 'b' },
        id: unread,
        note: unread,
        extra: { type: 'object', properties: { deep: text }, 'x-not-relied-on': { marketo: 'It is not read.' } },
        list: { type: 'array', items: { type: 'object', properties: { name: text, city: unread } } },
        others: { type: 'object', additionalProperties: { type: 'object', properties: { city: unread } } },
      },
    },
  ],
}

const isUnreadable = (
  at: string,
  { code = 'type' as FindingCode, side = 'response' as 'request' | 'response', consumer = 'marketo' } = {},
) => unreadable([{ side, at, code, message: 'It differs.' }], { description: '', assumed: false, schema }, consumer, root) !== undefined

describe('a consumer cannot read a reply', () => {
  test.each(['/status', '/body', '/body/kind', '/body/owner/name', '/body/list/3/name', '/body/others/x', '/body/unknown'])(
    'with another shape at %s',
    (at) => {
      expect(isUnreadable(at)).toBe(true)
    },
  )

  test('with another shape at a field that one branch of a union relies on', () => {
    expect(isUnreadable('/body/id')).toBe(true)
  })

  test('with another shape at a field that only other consumers do not rely on', () => {
    expect(isUnreadable('/body/note', { consumer: 'workato' })).toBe(true)
  })

  test('with a body where the document has none', () => {
    const finding = { side: 'response', at: '/body', code: 'missing', message: '' } as const
    expect(unreadable([finding], undefined, 'marketo', root)).toBe(finding)
  })
})

describe('a consumer can read a reply', () => {
  test.each(['/body/note', '/body/owner/city', '/body/extra', '/body/extra/deep', '/body/list/0/city', '/body/others/x/city'])(
    'with another shape at %s, on which it does not rely',
    (at) => {
      expect(isUnreadable(at)).toBe(false)
    },
  )

  test.each<FindingCode>(['surplus', 'value', 'format', 'too_long', 'too_big'])('with a finding of the code %s', (code) => {
    expect(isUnreadable('/body/kind', { code })).toBe(false)
  })

  test('to a request that differs from the document', () => {
    expect(isUnreadable('/body/kind', { side: 'request' })).toBe(false)
  })
})
