import { Mistake } from '../../../contracts/openapi/mistake.ts'

/** What an option means nothing without. */
const needs: [option: string, other: string, sentence: string][] = [
  ['baseUrl', 'provider', '--base-url is where one provider answers: say with --provider which.'],
  ['header', 'baseUrl', '--header is for a real provider: say with --base-url where it is.'],
  ['providerStatesUrl', 'baseUrl', '--provider-states-url is for a real provider: say with --base-url where it is.'],
  [
    'providerStatesHeader',
    'providerStatesUrl',
    '--provider-states-header is for changes of state: say with --provider-states-url where they go.',
  ],
  ['brokerUrl', 'provider', '--broker-url is asked for the pacts of one provider: say with --provider which.'],
  ['selector', 'brokerUrl', '--selector is for a broker: say with --broker-url which.'],
  ['publish', 'brokerUrl', '--publish is to a broker: say with --broker-url which.'],
  ['publish', 'providerVersion', '--publish is for a version of the provider: say with --provider-version which.'],
  ['providerBranch', 'publish', '--provider-branch is told to a broker: say so with --publish.'],
  ['providerTag', 'publish', '--provider-tag is told to a broker: say so with --publish.'],
]

const given = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== undefined)

/** Throws a Mistake for an option of `verify` that would do nothing: whoever gave it counts on it. */
export function refuseIdle(options: object) {
  const values = options as Record<string, unknown>
  for (const [option, other, sentence] of needs) if (given(values[option]) && !given(values[other])) throw new Mistake(sentence)
}
