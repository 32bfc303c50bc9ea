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

/** As Rails' `blank?`. */
export const blank = (value: unknown): boolean => value === undefined || value === null || (typeof value === 'string' && !value.trim())
