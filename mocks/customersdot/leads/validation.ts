import { countryOf } from '../../core/system/places/countries.ts'
import type { LeadForm } from '../mapping.ts'
import { blank, type Invalid } from '../refusals.ts'

/**
 * What CustomersDot demands of a form beyond what openapi.yaml says of its fields. All of it is assumed: "Last name can't be
 * blank" stands in GitLab's specs, and that hand raises validate the country follows from `skip_country_validation`.
 */
interface Rule extends Invalid {
  holds(form: LeadForm): boolean
}

const named: Rule[] = [
  { attribute: 'first_name', reason: 'blank', holds: ({ first_name }) => !blank(first_name) },
  { attribute: 'last_name', reason: 'blank', holds: ({ last_name }) => !blank(last_name) },
]

const placed: Rule[] = [
  { attribute: 'country', reason: 'blank', holds: ({ country }) => !blank(country) },
  { attribute: 'country', reason: 'invalid', holds: ({ country }) => blank(country) || !!countryOf(country as string) },
]

/** Why a trial lead is refused; empty when it is not. */
export const invalidTrialLead = (form: LeadForm): Invalid[] => broken(named, form)

/** Why a hand raise is refused. Cart abandonments and direct purchases come without a form: they skip the country and bring no names. */
export const invalidHandRaise = (form: LeadForm): Invalid[] => (form.skip_country_validation ? [] : broken([...named, ...placed], form))

const broken = (rules: Rule[], form: LeadForm): Invalid[] =>
  rules.flatMap(({ attribute, reason, holds }) => (holds(form) ? [] : [{ attribute, reason }]))
