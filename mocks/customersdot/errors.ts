import type { Finding } from '../../contracts/openapi/findings.ts'
import type { Operation } from '../../contracts/openapi/operation.ts'
import { pathOf, valueAt } from '../../contracts/openapi/pointer.ts'
import type { Request } from '../core/http/request.ts'
import type { RawReply } from '../core/system/call.ts'
import type { Dialect } from '../core/system/system.ts'
import { attributeOf } from './mapping.ts'
import { blank, type Invalid, inapplicable, refuse, unprocessable } from './refusals.ts'

/** Rails drops parameters it does not know; that a text is none of a list's, nothing says that CustomersDot minds. */
const harmless = ({ at, code }: Finding, request: Request): boolean =>
  code === 'surplus' || (code === 'value' && typeof valueAt(request, at) === 'string')

export const errors: Dialect = {
  // Rails refuses text that is not UTF-8, PostgreSQL refuses NUL. That both give a 400 is assumed.
  screen: (garbled) => (garbled.length ? refuse(400, 'Bad Request') : undefined),
  unknownPath: () => refuse(404, 'Not Found'),
  unknownMethod: () => refuse(404, 'Not Found'),
  oversized: () => refuse(413, 'The request body is too large'),
  unreadable: ({ kind, message }) =>
    kind === 'mediaType'
      ? refuse(415, 'The request body must be application/json')
      : refuse(400, `The request body is not valid JSON: ${message}`),
  invalid: (findings, request, operation) => {
    const serious = findings.filter((finding) => !harmless(finding, request))
    if (!serious.length) return undefined
    const refuseValues = appliesTrial(request, operation) ? inapplicable : unprocessable
    return badRequest(serious, request) ?? refuseValues(serious.map((finding) => toInvalid(finding, request)))
  },
  failed: () => refuse(500, 'Internal Server Error'),
}

/** Whether a trial is to be applied: at a path of its own, or where leads come too. */
const appliesTrial = (request: Request, { id }: Operation): boolean =>
  id === 'customersdot.createUltimateTrial' || id === 'customersdot.applyAddonTrial' || !!valueAt(request, '/body/trial_user/sync_to_gl')

/** What Rails' `params.require` refuses, and what no model sees. */
function badRequest(findings: Finding[], request: Request): RawReply | undefined {
  for (const { at, code } of findings) {
    const [place, name, inner] = pathOf(at)
    if (!name) return refuse(400, 'The request body is not a JSON object')
    const parameter = name.replace('[]', '')
    const required = place === 'query' || parameter === 'trial_user'
    if (required && !inner && blank(valueAt(request, at))) return refuse(400, `param is missing or the value is empty: ${parameter}`)
    if (place === 'query' && code !== 'missing') return refuse(400, `param is invalid: ${parameter}`)
  }
  return undefined
}

function toInvalid({ at, code }: Finding, request: Request): Invalid {
  const attribute = attributeOf(pathOf(at).at(-1) as string)
  if (code === 'too_long') return { attribute, reason: 'too_long' }
  return { attribute, reason: blank(valueAt(request, at)) ? 'blank' : 'invalid' }
}
