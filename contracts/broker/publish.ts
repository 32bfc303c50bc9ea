import { stripVTControlCharacters } from 'node:util'
import { Mistake } from '../openapi/mistake.ts'
import { pactsIn } from '../pact/folder.ts'
import { pact } from '../verification/command.ts'
import { blacken } from '../verification/quiet.ts'
import { type Credentials, secretsIn } from './credentials.ts'
import { knock } from './preflight.ts'

/** What is published to a Pact Broker, and as which version of its consumers. */
export interface Publication {
  brokerUrl: string
  credentials: Credentials
  /** A folder of pacts. */
  folder: string
  version: string
  branch?: string
  /** A comma separates tags too. */
  tags: string[]
}

/**
 * Publishes a folder of pacts, and resolves with what Pact's tool said, in lines. Reads every pact first, so that none goes out when
 * one is broken. Throws a Mistake when the broker does not take one; those before it are published then.
 */
export async function publish(publication: Publication): Promise<string[]> {
  const { brokerUrl, credentials, folder } = publication
  const files = await pactsIn(folder)
  await knock({ brokerUrl, credentials, link: 'pb:publish-contracts' })
  const paths = files.map(({ path }) => path)
  const { code, output } = await pact(['broker', 'publish', ...paths, ...options(publication)], credentials)
  const said = linesOf(blacken(output, secretsIn(credentials)))
  const isNonsense = said.some((line) => line.includes('Failed to process response'))
  if (isNonsense) throw new Mistake(`The broker at ${brokerUrl} answered what no Pact Broker does: ${said.at(-1)}`)
  if (code !== 0) throw new Mistake(`The broker at ${brokerUrl} did not take every pact: ${reasonIn(said)}`)
  return said
}

const options = ({ brokerUrl, version, branch, tags }: Publication): string[] => [
  ...['--broker-base-url', brokerUrl, '--retries', '1', `--consumer-app-version=${version}`],
  ...(branch === undefined ? [] : [`--branch=${branch}`]),
  // The tool takes several tags as one list, and refuses the option when it is repeated.
  ...(tags.length ? [`--tag=${tags.join(',')}`] : []),
]

const linesOf = (output: string): string[] =>
  stripVTControlCharacters(output)
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** Whatever follows the mark of a failure, on one line; the tool says some of it twice. */
function reasonIn(said: string[]): string {
  const from = said.findIndex((line) => line.startsWith('❌'))
  const lines = said.slice(Math.max(from, 0)).map((line) => line.replace(/^❌\s*/, ''))
  return [...new Set(lines.filter((line) => line !== 'Details:'))].join(' ')
}
