import { type Command, Option } from 'commander'
import { schema } from '../../../contracts/openapi/spec.ts'
import type { Schema } from '../../../contracts/openapi/types.ts'
import { whole } from '../options/number.ts'

type CompanySize = Schema<'GitlabCompanySize'>
export type Generation = 'current' | '2023' | '2022'

/** What the contact part of every form may be given on the command line. */
export interface ContactOptions {
  firstName?: string
  lastName?: string
  company?: string
  phone: string
  country: string
  state?: string
  companySize: CompanySize
  glmContent: string
}

export interface FormOptions extends ContactOptions {
  generation: Generation
  user?: string
  namespace?: number
  wait: boolean
  json?: boolean
}

const sizes = schema('GitlabCompanySize').enum as CompanySize[]

/** Gives a command the options that all forms share. */
export const formed = (command: Command, glmContent: string): Command =>
  command
    .addOption(new Option('-g, --generation <generation>', 'form of which time').choices(['current', '2023', '2022']).default('current'))
    .option('--first-name <name>', "first name (default: the user's)")
    .option('--last-name <name>', "last name (default: the user's)")
    .option('--company <name>', "company (default: the user's)")
    .option('--phone <number>', 'phone number', '+1 415 555 0100')
    .option('--country <code>', 'country, ISO 3166 alpha-2', 'US')
    .option('--state <code>', 'state (default: CA in the US, else none)')
    .addOption(new Option('--company-size <bucket>', 'number of employees; older forms only').choices(sizes).default('100-499'))
    .option('--glm-content <text>', 'part of the app where the form was opened', glmContent)
    .option('--namespace <id>', "namespace it is for (default: the user's first group)", whole(1))
    .option('--no-wait', 'do not wait until nothing of the lead is due any more')
    .option('--json', 'print the trace as JSON')

/** Whose form it is: what GitLab fills in before the user types. */
export type Person = Pick<Schema<'GitlabUserRow'>, 'first_name' | 'last_name' | 'company_name'>

/** The contact fields of a form, with the user's own values where none are given. */
export function contact(options: ContactOptions, person: Person) {
  const { phone, country, state = country === 'US' ? 'CA' : undefined } = options
  return {
    first_name: options.firstName ?? person.first_name,
    last_name: options.lastName ?? person.last_name,
    company_name: options.company ?? person.company_name ?? 'ACME',
    phone_number: phone,
    country,
    state: state ?? null,
  }
}
