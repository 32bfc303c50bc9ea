import { complaintOf } from '../core/http/describe.ts'
import type { RawReply } from '../core/system/call.ts'
import type { Dialect } from '../core/system/system.ts'

/** Platypus' refusals. Neither statuses nor bodies are public; all are assumed. */
export const refuse = <Status extends number>(status: Status, message: string) => ({ status, body: { message } })

/** Refusals of the token endpoint, in the form of RFC 6749 (assumed). */
export const refuseToken = (error: 'invalid_client' | 'invalid_request' | 'unsupported_grant_type', error_description: string) =>
  error === 'invalid_client'
    ? { status: 401 as const, body: { error, error_description } }
    : { status: 400 as const, body: { error, error_description } }

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

const invalid = (operation: string, message: string): RawReply =>
  operation === 'platypus.createToken' ? refuseToken('invalid_request', message) : refuse(400, message)
