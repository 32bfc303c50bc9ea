import type { Finding } from '../../contracts/openapi/findings.ts'
import type { Operation } from '../../contracts/openapi/operation.ts'
import { pathOf } from '../../contracts/openapi/pointer.ts'
import { complaintOf } from '../core/http/describe.ts'
import type { RawReply } from '../core/system/call.ts'
import { refuseToken } from '../core/system/oauth.ts'
import type { Dialect } from '../core/system/system.ts'
import { refuse } from './refusals.ts'

export const errors: Dialect = {
  unknownPath: () => refuse(404, 'Not Found'),
  unknownMethod: () => refuse(404, 'Not Found'),
  oversized: () => refuse(413, 'Payload too large'),
  unreadable: ({ message }, _call, operation) =>
    isDeveloper(operation) ? invalidated({ base: [message] }) : invalid(operation.id, `Invalid request: ${message}`),
  invalid: (findings, _request, operation) => {
    const serious = findings.filter(({ code }) => code !== 'surplus')
    const [first] = serious
    if (!first) return undefined
    return isDeveloper(operation) ? refuseParameters(serious) : invalid(operation.id, `Invalid request: ${complaintOf(first)}`)
  },
  failed: () => refuse(500, 'Internal error'),
}

/** The token endpoint answers in the form of RFC 6749 (assumed). */
const invalid = (operation: string, message: string): RawReply =>
  operation === 'workato.createToken' ? refuseToken('invalid_request', message) : refuse(500, message)

const isDeveloper = ({ path }: Operation): boolean => path.startsWith('/api/')

const invalidated = (errors: Record<string, string[]>): RawReply => ({ status: 400, body: { message: 'Validation failed', errors } })

/** A recipe whose number is none does not exist; what is wrong elsewhere is told by its name, in Rails' words (assumed). */
function refuseParameters(findings: Finding[]): RawReply {
  const errors: Record<string, string[]> = {}
  for (const { at, code } of findings) {
    const [place, name = 'base'] = pathOf(at)
    if (place === 'path') return refuse(404, 'Record not found')
    errors[name] = [reasons[code] ?? 'is invalid']
  }
  return invalidated(errors)
}

const reasons: Partial<Record<Finding['code'], string>> = {
  missing: "can't be blank",
  too_short: "can't be blank",
  too_long: 'is too long',
}
