import fc from 'fast-check'
import type { Operation } from '../../contracts/openapi/operation.ts'
import { operations } from '../../contracts/openapi/spec.ts'
import type { Call } from '../../mocks/core/system/call.ts'
import { bodyOf } from './body.ts'
import { headersOf, oddType } from './headers.ts'
import { mostly, oddText } from './text.ts'
import { pathOf, queryOf } from './url.ts'

/** A call as data, so that it can be kept as a case. Marks such as `{{known 3}}` and `{{credentials}}` are filled in when it is sent. */
export type Shot = Pick<Call, 'system' | 'method' | 'path' | 'query' | 'headers' | 'body' | 'flaw' | 'oversized'>

/** Calls of one operation: most are well-formed and come with credentials, some are changed in one of their parts. */
export const shotOf = (operation: Operation): fc.Arbitrary<Shot> =>
  fc
    .record({
      method: mostly(fc.constant(operation.method), fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'QUERY')),
      path: pathOf(operation),
      query: queryOf(operation),
      content: contentOf(operation),
      headers: headersOf(operation),
      trouble: mostly(fc.constant({}), trouble, 60),
    })
    .map(({ method, path, query, content: { type, body }, headers, trouble }) => ({
      ...{ system: operation.system, method, path, query, body },
      headers: type ? { 'content-type': type, ...headers } : headers,
      ...trouble,
    }))

/** A body with its media type. */
function contentOf({ bodies }: Operation): fc.Arbitrary<{ type: string; body: string }> {
  const types = Object.entries(bodies)
  if (!types.length) return mostly(fc.constant({ type: '', body: '' }), fc.record({ type: oddType, body: oddText }))
  const contents = types.map(([type, schema]) =>
    fc.record({ type: mostly(fc.constantFrom(type, `${type}; charset=utf-8`), oddType, 16), body: bodyOf(type, schema) }),
  )
  return fc.oneof(...contents)
}

/** What a face finds out about the bytes of a body. */
const trouble: fc.Arbitrary<Partial<Shot>> = fc.constantFrom(
  { oversized: true, body: '' },
  { flaw: { kind: 'encoding', message: 'The body is in a charset that is not supported.' }, body: '' },
  { flaw: { kind: 'corrupt', message: 'The body is not valid gzip.' }, body: '' },
  { flaw: { kind: 'replaced', message: 'Bytes were replaced by U+FFFD.' } },
)

/** A call of any operation; the event stream has no end. */
export const anyShot: fc.Arbitrary<Shot> = fc.oneof(
  ...[...operations.values()].filter(({ id }) => id !== 'control.streamEvents').map(shotOf),
)
