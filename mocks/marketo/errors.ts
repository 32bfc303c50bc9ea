import type { Finding } from '../../contracts/openapi/findings.ts'
import type { Operation } from '../../contracts/openapi/operation.ts'
import type { Context } from '../core/system/context.ts'
import type { Dialect } from '../core/system/system.ts'
import { refuse, refuseToken } from './refusals.ts'

export const errors: Dialect = {
  unknownPath: (_call, context) => refuse(context, '610', 'Requested resource not found'),
  unknownMethod: ({ method }, _allowed, context) => refuse(context, '605', `Request method '${method}' not supported`),
  oversized: () => ({ status: 413 }),
  unreadable: ({ kind }, _call, operation, context) => {
    if (isIdentity(operation)) return refuseToken()
    return kind === 'malformed' ? refuse(context, '609', 'Invalid JSON') : refuse(context, '612', 'Invalid Content Type')
  },
  invalid: (findings, _request, operation, context) => {
    const serious = findings.find(({ code }) => code !== 'surplus')
    if (!serious) return undefined
    return isIdentity(operation) ? refuseToken() : invalid(serious, context)
  },
  failed: (_call, source) => refuse(source, '611', 'System error'),
}

const isIdentity = ({ id }: Operation) => id === 'marketo.getToken' || id === 'marketo.createToken'

/** The codes are documented; which of them meets which mistake is assumed where the guide does not say. */
function invalid({ at, code }: Finding, context: Context) {
  if (at.startsWith('/path/')) return refuse(context, '610', 'Requested resource not found')
  if (code !== 'missing') return refuse(context, '1003', 'Invalid data')
  return refuse(context, '1002', `Missing value for the required parameter '${at.slice(at.lastIndexOf('/') + 1)}'`)
}
