import { countries, statesOf } from './countries.ts'

/** Countries whose states Salesforce accepts. Source: GitLab handbook, marketing-operations/marketo. */
const withStates: readonly string[] = ['United States', 'Canada', 'Ireland', 'India', 'Brazil', 'Australia', 'China', 'Italy', 'Mexico']

const statesByCountry = new Map(
  countries.map(({ name, code }) => [name, new Set(withStates.includes(name) ? Object.keys(statesOf(code)) : [])]),
)

/** Whether Salesforce's country picklist has the name. */
export const isCountryName = (name: string): boolean => statesByCountry.has(name)

/** Whether Salesforce's state picklist has the name under a country's. */
export const isStateName = (state: string, country: string | null | undefined): boolean =>
  statesByCountry.get(country ?? '')?.has(state) ?? false

const problem = (noun: string, choice: string, list: string, label: string) =>
  `There's a problem with this ${noun}, even though it may appear correct. Please select a ${choice} from the list of valid ${list}.: ${label}`

/** What Salesforce says of a value that its picklist does not have (assumed). */
export const picklistProblem = {
  country: problem('country', 'country/territory', 'countries', 'Country'),
  state: problem('state', 'state', 'states', 'State/Province'),
} as const
