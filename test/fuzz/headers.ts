import fc from 'fast-check'
import type { Operation } from '../../contracts/openapi/operation.ts'
import { requiredIn, schemasIn } from './parameters.ts'
import { asText, mostly, oddText } from './text.ts'
import { some } from './value.ts'

type Headers = Record<string, string>

/** Media types that an operation does not expect, or not in this form. */
export const oddType = fc.oneof(
  fc.constantFrom('', 'application/json', 'application/x-www-form-urlencoded', 'text/xml', 'text/csv', 'text/plain'),
  fc.constantFrom('APPLICATION/JSON', 'application/json;;;', 'application/json; charset=utf-16', 'application/vnd.api+json', '*/*'),
  fc.constantFrom('constructor', 'multipart/form-data; boundary=a'),
  oddText,
)

/** The headers of an operation, mostly with credentials; `credentials` is a mark for all that its system requires. */
export function headersOf(operation: Operation): fc.Arbitrary<Headers> {
  const own = some(schemasIn(operation, 'header'), requiredIn(operation, 'header')).map(
    (values): Headers => Object.fromEntries(Object.entries(values).map(([name, value]) => [name.toLowerCase(), asText(value)])),
  )
  const surplus = mostly(fc.constant<Headers>({}), one(surplusNames, oddText), 8)
  return fc.tuple(credentials, own, surplus).map(([proof, own, more]) => ({ ...proof, ...own, ...more }))
}

const one = (names: string[], value: fc.Arbitrary<string>): fc.Arbitrary<Headers> =>
  fc.tuple(fc.constantFrom(...names), value).map(([name, value]) => ({ [name]: value }))

const surplusNames = [
  ...['traceparent', 'user-agent', 'accept', 'x-http-method-override', 'if-none-match', 'content-encoding', 'sforce-auto-assign'],
  ...['sforce-query-options', 'constructor', '__proto__'],
]

const proofNames = [
  ...['authorization', 'private-token', 'cookie', 'x-sandbox-user', 'x-admin-token', 'x-customers-dot-internal-token', 'api-token'],
]

const oddProof = fc.oneof(
  oddText,
  fc.constantFrom('Bearer ', 'Bearer a.b.c', 'Bearer eyJhbGciOiJub25lIn0.e30.', 'bearer\tx', 'Digest a="b"', 'constructor'),
  fc.constantFrom('Basic ', 'Basic %%%', 'Basic Og==', 'Basic //79', 'Basic dXNlcg==', 'a.b.c', '0', '1'),
  fc.constantFrom('_gitlab_session=', '_gitlab_session=a; _gitlab_session=b', '=;=', '_gitlab_session=%zz'),
  oddText.map((text) => `Bearer ${text}`),
)

const credentials: fc.Arbitrary<Headers> = fc.oneof(
  { weight: 16, arbitrary: fc.constant({ credentials: '{{credentials}}' }) },
  { weight: 1, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: one(proofNames, oddProof) },
)
