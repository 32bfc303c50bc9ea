import { validateHeaderValue } from 'node:http'
import { type Command, InvalidArgumentError, Option } from 'commander'
import { Mistake } from '../../../contracts/openapi/mistake.ts'
import type { Headers, Provider } from '../../../contracts/verification/provider.ts'
import { baseUrl } from '../options/connection.ts'

type Header = [name: string, variable: string]

/** Where a real provider is, and what it wants. */
export interface RealProvider {
  baseUrl?: string
  providerStatesUrl?: string
  header: Header[]
  providerStatesHeader: Header[]
}

/** Gives a command the options that lead to a real provider. */
export const real = (command: Command): Command =>
  command
    .addOption(new Option('--base-url <url>', 'where the real provider answers; without it the sandbox is verified').argParser(baseUrl))
    .addOption(fromVariables('--header', 'header for every request, its value taken from an environment variable (repeatable)'))
    .addOption(new Option('--provider-states-url <url>', "where the provider's states are set, by Pact's protocol").argParser(baseUrl))
    .addOption(fromVariables('--provider-states-header', 'the same for every change of state (repeatable)'))

const fromVariables = (flag: string, description: string) =>
  new Option(`${flag} <name=VARIABLE>`, description).argParser(header).default([], 'none')

/** A value on the command line would be read by everybody on the machine. */
function header(text: string, known: Header[]): Header[] {
  const [, name, variable] = text.match(/^([!#$%&'*+.^_`|~\w-]+)=(\w+)$/) ?? []
  if (!name || !variable) throw new InvalidArgumentError('It reads <name>=<environment variable>.')
  return [...known, [name, variable]]
}

/** The real provider that the options lead to; throws a Mistake when a header's variable has no value. */
export const realProvider = ({ baseUrl = '', providerStatesUrl, header, providerStatesHeader }: RealProvider): Provider => ({
  baseUrl,
  statesUrl: providerStatesUrl,
  headers: read(header),
  statesHeaders: read(providerStatesHeader),
})

const read = (headers: Header[]): Headers => Object.fromEntries(headers.map((header) => [header[0], secret(header)]))

function secret([name, variable]: Header): string {
  const value = process.env[variable]
  if (!value) throw new Mistake(`The header ${name} is to come from the environment variable ${variable}, which is not set.`)
  try {
    validateHeaderValue(name, value)
  } catch {
    throw new Mistake(`The header ${name} cannot have the value of ${variable}: there is a line feed or another such character in it.`)
  }
  return value
}
