import { type Command, InvalidArgumentError, Option } from 'commander'
import { verifyFromBroker } from '../../contracts/broker/verify.ts'
import { Mistake } from '../../contracts/mistake.ts'
import { ownFolder, type PactFile, pactsIn } from '../../contracts/pact/folder.ts'
import type { Schema } from '../../contracts/types.ts'
import { brokenIn, unreached, verifyAll } from '../../contracts/verification/all.ts'
import type { Provider } from '../../contracts/verification/provider.ts'
import { systems } from '../../mocks/systems.ts'
import { collect } from './collect.ts'
import { baseUrl } from './connection.ts'
import { ownSandbox, type Place, runningSandbox } from './place.ts'
import { conclude, type Reports, reported } from './report.ts'

interface Options extends Reports {
  pacts: string
  consumer: string[]
  provider?: string
  baseUrl?: string
  providerStatesUrl?: string
  header: [name: string, variable: string][]
  url?: string
  brokerUrl?: string
  selector: string[]
  publish?: boolean
  providerVersion?: string
  providerBranch?: string
  providerTag: string[]
}

/** Adds `pql-sandbox verify`. */
export function verify(program: Command) {
  reported(program.command('verify'))
    .description('verify that every hop keeps its contract: the simulated systems, or a real one with --provider and --base-url')
    .option('--pacts <folder>', 'where the pacts are', ownFolder)
    .option('--consumer <name>', 'only the pacts of this consumer (repeatable)', collect, [])
    .option('--provider <name>', 'only the pacts for this provider')
    .addOption(new Option('--base-url <url>', 'where the real provider answers; without it the sandbox is verified').argParser(baseUrl))
    .addOption(new Option('--provider-states-url <url>', "where the provider's states are set, by Pact's protocol").argParser(baseUrl))
    .addOption(
      new Option('--header <name=VARIABLE>', 'header for every request, its value taken from an environment variable (repeatable)')
        .argParser(header)
        .default([]),
    )
    .addOption(
      new Option('--url <url>', 'a running sandbox to verify, instead of one started for it').argParser(baseUrl).conflicts('baseUrl'),
    )
    .addOption(
      new Option(
        '--broker-url <url>',
        'Pact Broker to take the pacts from; its credentials in PACT_BROKER_TOKEN or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD',
      ).argParser(baseUrl),
    )
    .option(
      '--selector <json>',
      'consumer version selector for the broker (repeatable; default: main branch, deployed or released)',
      collect,
      [],
    )
    .option('--publish', 'publish the results to the broker')
    .option('--provider-version <version>', 'version of the provider that is verified')
    .option('--provider-branch <branch>', 'its branch')
    .option('--provider-tag <tag>', 'a tag of it (repeatable)', collect, [])
    .addHelpText('after', help)
    .action(run)
}

const help = `
Examples:
  $ pql-sandbox verify
  $ pql-sandbox verify --provider workato --base-url https://apim.workato.com --provider-states-url http://127.0.0.1:8080/states --header Authorization=WORKATO_AUTHORIZATION`

function header(text: string, known: Options['header']): Options['header'] {
  const [, name, variable] = text.match(/^([!#$%&'*+.^_`|~\w-]+)=(\w+)$/) ?? []
  if (!name || !variable) throw new InvalidArgumentError('It reads <name>=<environment variable>.')
  return [...known, [name, variable]]
}

async function run(options: Options) {
  const place = options.url ? await runningSandbox(options.url) : options.baseUrl ? undefined : await ownSandbox()
  try {
    const report = await verified(options, place)
    await conclude(report, brokenIn(report), options)
  } finally {
    await place?.close()
  }
}

async function verified(options: Options, place: Place | undefined): Promise<Schema<'ControlContracts'>> {
  const at = new Date().toISOString()
  if (options.brokerUrl) return fromBroker(options, place, at)
  if (options.publish) throw new Mistake('Results are published to a broker: say with --broker-url which.')
  const files = await chosen(options)
  const simulated = !options.baseUrl && !options.url
  return verifyAll({
    files,
    at,
    simulated,
    providerVersion: options.providerVersion,
    providerOf: (name) => providerOf(name, options, place),
  })
}

/** The pacts that the filters leave. Of our own all must be there, or a hop would go unverified without a word. */
async function chosen({ pacts, consumer, provider }: Options): Promise<PactFile[]> {
  const files = await pactsIn(pacts)
  const missing = pacts === ownFolder ? unreached(files) : []
  if (missing.length) throw new Mistake(`There is no pact for ${missing.join(', ')} in ${pacts}: "npm run generate" writes them.`)
  return files.filter(({ pact }) => (!consumer.length || consumer.includes(pact.consumer)) && (!provider || pact.provider === provider))
}

function providerOf(name: string, options: Options, place: Place | undefined): Provider | undefined {
  if (place) return systems.some((system) => system.name === name) ? place.provider(name) : undefined
  return options.provider ? realProvider(options) : undefined
}

const realProvider = ({ baseUrl, providerStatesUrl, header }: Options): Provider => ({
  baseUrl: baseUrl as string,
  statesUrl: providerStatesUrl,
  headers: Object.fromEntries(header.map(([name, variable]) => [name, fromEnvironment(name, variable)])),
})

function fromEnvironment(name: string, variable: string): string {
  const value = process.env[variable]
  if (value === undefined) throw new Mistake(`The header ${name} is to come from the environment variable ${variable}, which is not set.`)
  return value
}

function fromBroker(options: Options, place: Place | undefined, at: string) {
  const { brokerUrl = '', provider: name, consumer: consumers, selector: selectors, providerVersion: version } = options
  if (!name) throw new Mistake('A broker is asked for the pacts of one provider: say with --provider which.')
  if (options.publish && !version)
    throw new Mistake('Results are published for a version of the provider: say with --provider-version which.')
  const provider = providerOf(name, options, place)
  if (!provider) throw new Mistake(`The sandbox does not simulate "${name}": say with --base-url where it is.`)
  const published = options.publish && version ? { version, branch: options.providerBranch, tags: options.providerTag } : undefined
  return verifyFromBroker({ brokerUrl, name, provider, consumers, selectors, published, at })
}
