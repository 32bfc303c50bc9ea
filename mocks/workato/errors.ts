import type { RawReply } from '../call.ts'
import type { Dialect } from '../system.ts'

/**
 * Workato's refusals. The statuses are documented (api-mgmt/calling-apis), the bodies are not: `{"message": …}` follows its
 * Developer API and is assumed.
 */
export const refuse = <Status extends number>(status: Status, message: string) => ({ status, body: { message } })

/** Refusals of the token endpoint, in the form of RFC 6749 (assumed). */
export const refuseToken = (error: 'invalid_client' | 'invalid_request' | 'unsupported_grant_type', error_description: string) =>
  error === 'invalid_client'
    ? { status: 401 as const, body: { error, error_description } }
    : { status: 400 as const, body: { error, error_description } }

export const errors: Dialect = {
  unknownPath: () => refuse(404, 'Not Found'),
  unknownMethod: () => refuse(404, 'Not Found'),
  oversized: () => refuse(413, 'Payload too large'),
  unreadable: ({ message }, _call, operation) => invalid(operation.id, `Invalid request: ${message}`),
  invalid: (findings, _request, operation) => {
    const serious = findings.find(({ code }) => code !== 'surplus')
    return serious && invalid(operation.id, `Invalid request: ${serious.at.replace('/body/', '')}: ${serious.message}`)
  },
  failed: () => refuse(500, 'Internal error'),
}

const invalid = (operation: string, message: string): RawReply =>
  operation === 'workato.createToken' ? refuseToken('invalid_request', message) : refuse(500, message)
