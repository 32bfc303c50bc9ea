import { getEmojiFlag, type TCountryCode, countries as table } from 'countries-list'
import { iso31662 } from 'iso-3166'

/** A country as GitLab's forms offer it. */
export interface Country {
  /** ISO 3166-1 alpha-2; XK for Kosovo, as GitLab has it. */
  code: string
  /** English name, as Salesforce's picklist has it. */
  name: string
  flag: string
  /** Without a plus sign; empty where there is none. */
  dialCode: string
}

/** Every country, by its English name. */
export const countries: readonly Country[] = Object.entries(table)
  .map(([code, { name, phone }]) => ({ code, name, flag: getEmojiFlag(code as TCountryCode), dialCode: String(phone[0] ?? '') }))
  .sort((one, other) => one.name.localeCompare(other.name, 'en'))

const byCode = new Map(countries.map((country) => [country.code, country]))

/** The country with an alpha-2 code. */
export const countryOf = (code: string): Country | undefined => byCode.get(code)

const statesByCountry = Map.groupBy(iso31662, ({ parent }) => parent)

/** The states of a country by their names, with the code after the hyphen of ISO 3166-2: `{ California: 'CA' }`. */
export function statesOf(country: string): Record<string, string> {
  const states = statesByCountry.get(country) ?? []
  return Object.fromEntries(states.map(({ name, code }) => [name, code.slice(country.length + 1)]))
}
