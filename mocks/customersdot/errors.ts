import type { Finding } from '../../contracts/openapi/findings.ts'
import type { Operation } from '../../contracts/openapi/operation.ts'
import { pathOf, valueAt } from '../../contracts/openapi/pointer.ts'
import type { Request } from '../core/http/request.ts'
import type { RawReply } from '../core/system/call.ts'
import type { Dialect } from '../core/system/system.ts'
import { attributeOf } from './mapping.ts'

/** CustomersDot's refusals. Neither statuses nor bodies are public; all are assumed, within what GitLab's client can read. */
export const refuse = <Status extends number>(status: Status, error: string) => ({ status, body: { error } })

/** Why a value is refused, in ActiveModel's words. Source: Rails, activemodel/lib/active_model/locale/en.yml. */
const messages = {
  blank: "can't be blank",
  invalid: 'is invalid',
  too_long: 'is too long (maximum is 255 characters)',
  taken: 'has already been taken',
} as const

/** A reason as the reply names it. */
export type Reason = keyof typeof messages

/** An attribute that is refused. */
export interface Invalid {
  attribute: string
  reason: Reason
}

/** 422 of a lead as GitLab's client reads it: the sentences, as `full_messages.to_sentence`, and the reasons by attribute. */
export const unprocessable = (invalid: Invalid[]) => ({
  status: 422 as const,
  body: { errors: toSentence(invalid.map(sentence)), error_attribute_map: reasonsOf(invalid) },
})

/** 422 of a trial that is not applied: the sentences as `HostedPlans::CreateTrialService` collects them; no attribute may be to blame. */
export const inapplicable = (invalid: Invalid[], sentences = invalid.map(sentence)) => ({
  status: 422 as const,
  body: { errors: sentences, ...(invalid.length ? { error_attribute_map: reasonsOf(invalid) } : {}) },
})

function reasonsOf(invalid: Invalid[]): Record<string, string[]> {
  const reasons: Record<string, string[]> = {}
  for (const { attribute, reason } of invalid) reasons[attribute] = [...(reasons[attribute] ?? []), reason]
  return reasons
}

const sentence = ({ attribute, reason }: Invalid) => `${humanise(attribute)} ${messages[reason]}`

const humanise = (attribute: string) => {
  const words = attribute.replace(/_id$/, '').replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const toSentence = (parts: string[]): string =>
  parts.length < 3 ? parts.join(' and ') : `${parts.slice(0, -1).join(', ')}, and ${parts.at(-1)}`

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

/** As Rails' `blank?`. */
export const blank = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && !value.trim())
