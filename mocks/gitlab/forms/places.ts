import { countries, countryOf, statesOf } from '../../core/system/places/countries.ts'

/** Embargoed, and the market of JiHu. Source: GitLab 19.3, ee/lib/world.rb. */
const excluded: ReadonlySet<string> = new Set(['BY', 'CU', 'IR', 'KP', 'RU', 'SD', 'SY', 'CN', 'HK', 'MO'])

const renamed: Record<string, string> = {
  TW: 'Taiwan',
  UA: 'Ukraine (except the Crimea, Donetsk, and Luhansk regions)',
}

const offered = countries
  .filter(({ code }) => !excluded.has(code))
  .map(({ code, name, flag, dialCode }) => [renamed[code] ?? name, code, flag, dialCode])
  .sort(([one], [other]) => (one as string).localeCompare(other as string, 'en'))

export const places = {
  listCountries: () => ({ status: 200 as const, body: offered }),

  listCountryStates({ query: { country = '' } }: { query: { country?: string } }) {
    if (!countryOf(country) || excluded.has(country)) return { status: 404 as const, body: null }
    return { status: 200 as const, body: statesOf(country) }
  },
}
