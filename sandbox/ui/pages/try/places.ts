import { useQuery } from '@tanstack/vue-query'
import { api, ask } from '../../state/api.ts'

const baseUrl = `${location.origin}/gitlab`

/** The countries that GitLab's forms offer. */
export const useCountries = () =>
  useQuery({
    queryKey: ['try', 'countries'],
    queryFn: () => ask(api.GET('/-/countries', { baseUrl })),
    select: (countries) => countries.map(([text, value]) => ({ value: String(value), text: String(text) })),
  })

/** The states of a country; asked for only where a form shows them. */
export const useStates = (country: () => string | undefined) =>
  useQuery({
    queryKey: ['try', 'states', country],
    queryFn: () => ask(api.GET('/-/country_states', { baseUrl, params: { query: { country: country() } } })),
    select: (states) => Object.entries(states).map(([text, value]) => ({ value: String(value), text })),
    enabled: () => Boolean(country()),
  })
