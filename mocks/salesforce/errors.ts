import type { Finding } from '../../contracts/openapi/findings.ts'
import { formType, mediaTypeOf } from '../core/http/body/media.ts'
import { complaintOf } from '../core/http/describe.ts'
import { normalise } from '../core/http/path.ts'
import type { RawReply } from '../core/system/call.ts'
import type { Dialect } from '../core/system/system.ts'
import { refuseExcess } from './composite/limits.ts'
import { refuseBody } from './records/body.ts'
import { lead } from './records/sobjects.ts'
import { refuse, refuseIdentity, refuseToken, refuseUnknown } from './refusals.ts'
import { clientFault, sforceFault } from './soap/faults.ts'

const isOauth = (id: string) => ['salesforce.createToken', 'salesforce.revokeToken', 'salesforce.authorize'].includes(id)

/**
 * The page for URLs and forms that are not UTF-8, which includes compressed forms. Sources: Salesforce help, 000382900 and 000384856, and a
 * recorded page. The status is assumed.
 */
const illegal = {
  status: 400,
  headers: { 'content-type': 'text/html; charset=UTF-8' },
  body: '<html><body>Illegal Request: You have sent us an Illegal URL or an improperly formatted request.</body></html>',
}
const tooLarge = 'The request is larger than the API takes.'

export const errors: Dialect = {
  screen(garbled, call) {
    const isForm = mediaTypeOf(call.headers) === formType
    return garbled.some(({ at }) => isForm || !at.startsWith('/body')) || (isForm && call.flaw) ? illegal : undefined
  },
  unknownPath: () => refuseUnknown(),
  unknownMethod: ({ method }, allowed) =>
    refuse(405, 'METHOD_NOT_ALLOWED', `HTTP Method '${method}' not allowed. Allowed are ${allowed.join(',')}`),
  oversized: (_call, operation) => {
    if (operation && isOauth(operation.id)) return refuseToken('invalid_request', tooLarge)
    return operation?.id === 'salesforce.callSoap'
      ? sforceFault('EXCEEDED_MAX_SIZE_REQUEST', tooLarge)
      : refuse(413, 'EXCEEDED_MAX_SIZE_REQUEST', tooLarge)
  },
  unreadable: ({ kind, message }, _call, { id }) => {
    if (isOauth(id)) return refuseToken('invalid_request', message)
    if (id === 'salesforce.callSoap') return clientFault(message)
    return kind !== 'malformed' ? refuse(415, 'UNSUPPORTED_MEDIA_TYPE', message) : refuse(400, 'JSON_PARSER_ERROR', message)
  },
  invalid: (findings, { body }, { id }) => {
    if (id === 'salesforce.callSoap') return refuseEnvelope(findings)
    const place = findings.find(({ at }) => at in places)
    if (place) return places[place.at]
    if (id === 'salesforce.createToken') return undefined
    if (isOauth(id)) return refuseToken('invalid_request', findings.map(complaintOf)[0] ?? '')
    return id.endsWith('Lead') ? refuseBody(lead, findings, body) : refuseShape(findings)
  },
  // None of the codes that the contract names: a client is not told of Salesforce's bugs in advance.
  failed: ({ path }) =>
    normalise(path).startsWith('/services/Soap/')
      ? sforceFault('UNKNOWN_EXCEPTION', 'An unexpected error occurred.')
      : { status: 500, body: [{ message: 'An unexpected error occurred.', errorCode: 'UNKNOWN_EXCEPTION' }] },
}

/** An envelope that is not made as the SOAP API wants it; what it does not know it leaves alone. */
function refuseEnvelope(findings: Finding[]): RawReply | undefined {
  if (findings.some(({ at }) => at === '/path/version')) return sforceFault('UNSUPPORTED_API_VERSION', 'Invalid API version.')
  const stray = findings.find(({ at, code }) => at.startsWith('/body') && code !== 'surplus')
  return stray && clientFault(complaintOf(stray))
}

/** A body that is not made as the operation wants it. The text is assumed. */
function refuseShape(findings: Finding[]): RawReply | undefined {
  const stray = findings.find(({ at }) => at.startsWith('/body'))
  if (stray?.code === 'too_long' && stray.at === '/body/records') return refuseExcess()
  return stray && refuse(400, 'JSON_PARSER_ERROR', complaintOf(stray))
}

/** What Salesforce answers when one of these strays; another parameter that does is as if it were not there. */
const places: Record<string, RawReply> = {
  '/body/grant_type': refuseToken('unsupported_grant_type', 'grant type not supported'),
  '/path/version': refuseUnknown(),
  '/path/id': refuseUnknown(),
  '/path/sobject': refuseUnknown(),
  '/path/organizationId': refuseIdentity(403, 'Wrong_Org'),
  '/path/userId': refuseIdentity(404, 'Bad_Id'),
  '/path/locator': refuse(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator'),
  '/query/ids': refuse(400, 'MISSING_ARGUMENT', 'Record ids have to be specified'),
  '/query/q': refuse(400, 'MALFORMED_QUERY', 'A query string has to be specified'),
}
