import { complaintOf } from '../core/http/describe.ts'
import type { RawReply } from '../core/system/call.ts'
import { refuseToken } from '../core/system/oauth.ts'
import type { Dialect } from '../core/system/system.ts'
import { refuse } from './refusals.ts'

export const errors: Dialect = {
  unknownPath: () => refuse(404, 'Not Found'),
  unknownMethod: () => refuse(404, 'Not Found'),
  oversized: () => refuse(413, 'Payload Too Large'),
  unreadable: ({ message }, _call, operation) => invalid(operation.id, message),
  invalid: (findings, _request, operation) => {
    const serious = findings.find(({ code }) => code !== 'surplus')
    return serious && invalid(operation.id, complaintOf(serious))
  },
  failed: () => refuse(500, 'Internal Server Error'),
}

/** The token endpoint answers in the form of RFC 6749 (assumed). */
const invalid = (operation: string, message: string): RawReply =>
  operation === 'platypus.createToken' ? refuseToken('invalid_request', message) : refuse(400, message)
