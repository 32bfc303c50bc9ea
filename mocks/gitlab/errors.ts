import type { Finding } from '../../contracts/openapi/findings.ts'
import { pathOf, valueAt } from '../../contracts/openapi/pointer.ts'
import { normalise } from '../core/http/path.ts'
import type { Request } from '../core/http/request.ts'
import type { Call, RawReply } from '../core/system/call.ts'
import type { Dialect } from '../core/system/system.ts'
import { refuseMalformed } from './forms/malformed.ts'
import { refuseApi, refusePage } from './refusals.ts'

const isApi = ({ path }: Call): boolean => normalise(path).startsWith('/api/')

export const errors: Dialect = {
  screen: refuseMalformed,
  unknownPath: (call) => (isApi(call) ? { status: 404, body: { error: '404 Not Found' } } : refusePage.notFound()),
  unknownMethod: (call, allowed) =>
    isApi(call) ? { status: 405, headers: { allow: allowed.join(', ') }, body: { error: '405 Not Allowed' } } : refusePage.notFound(),
  oversized: (call) => (isApi(call) ? { status: 413, body: { message: '413 Request Entity Too Large' } } : refusePage.tooLarge()),
  unreadable: ({ message }, call) => (isApi(call) ? refuseApi.invalid(message) : refusePage.malformed()),
  invalid: (findings, request, operation) => (operation.path.startsWith('/api/') ? invalid(findings, request) : undefined),
  failed: (call) => (isApi(call) ? { status: 500, body: { message: '500 Internal Server Error' } } : refusePage.failed()),
}

/**
 * Grape names each parameter that is missing or cannot be what it should. What it does not know it drops, and nil it leaves to the model, but for
 * a body that is nil as a whole (assumed).
 */
function invalid(findings: Finding[], request: Request): RawReply | undefined {
  const serious = findings.filter(({ at, code }) => code === 'missing' || (code !== 'surplus' && (at === '/body' || !isBlank(request, at))))
  if (serious.length)
    return refuseApi.invalid(serious.map(({ at, code }) => `${grapeName(at)} ${reasons[code] ?? 'is invalid'}`).join(', '))
  return undefined
}

const reasons: Partial<Record<Finding['code'], string>> = { missing: 'is missing', value: 'does not have a valid value' }

/** `/body/gitlab_subscription_attributes/seats` is `gitlab_subscription_attributes[seats]`. */
const grapeName = (at: string): string =>
  pathOf(at)
    .slice(1)
    .map((name, index) => (index ? `[${name}]` : name))
    .join('') || 'body'

function isBlank(request: Request, at: string): boolean {
  const value = valueAt(request, at)
  return value === null || value === ''
}
