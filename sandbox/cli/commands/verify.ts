import { type Command, Option } from 'commander'
import { credentialsIn } from '../../../contracts/broker/credentials.ts'
import { verifyFromBroker } from '../../../contracts/broker/verify.ts'
import { Mistake } from '../../../contracts/openapi/mistake.ts'
import type { Schema } from '../../../contracts/openapi/types.ts'
import { completeIn } from '../../../contracts/pact/complete.ts'
import { ownFolder, type PactFile } from '../../../contracts/pact/folder.ts'
import { brokenIn, choose, verifyAll } from '../../../contracts/verification/all.ts'
import type { Provider } from '../../../contracts/verification/provider.ts'
import { ownSandbox, runningSandbox } from '../contracts/place.ts'
import { type RealProvider, real, realProvider } from '../contracts/provider.ts'
import { type BrokerOptions, brokered } from '../options/brokered.ts'
import { collect } from '../options/collect.ts'
import { baseUrl } from '../options/connection.ts'
import { filled } from '../options/filled.ts'
import { refuseIdle } from '../options/idle.ts'
import { whole } from '../options/number.ts'
import { conclude, type Reports, reported } from '../options/report.ts'

interface Options extends Reports, RealProvider, BrokerOptions {
  pacts: string
  consumer: string[]
  provider?: string
  url?: string
  wait: number
}

/** Adds `pql-sandbox verify`. */
export function verify(program: Command) {
  const command = program
    .command('verify')
    .description('verify that every hop keeps its contract: the simulated systems, or a real one with --provider and --base-url')
    .option('--pacts <folder>', 'where the pacts are', filled, ownFolder)
    .option('--consumer <name>', 'only the pacts of this consumer (repeatable)', collect, [])
    .option('--provider <name>', 'only the pacts for this provider')
    .addOption(
      new Option('--url <url>', 'a running sandbox to verify, instead of one started for it').argParser(baseUrl).conflicts('baseUrl'),
    )
    .option('--wait <seconds>', 'how long to wait for another verification of that sandbox', whole(0), 60)
  reported(brokered(real(command)))
    .addHelpText('after', help)
    .action((options) => run(options))
}

const help = `
Examples:
  $ pql-sandbox verify
  $ pql-sandbox verify --provider workato --base-url https://apim.workato.com --provider-states-url http://127.0.0.1:8080/states --header X-Gateway-Key=GATEWAY_KEY

It exits with 1 when a contract is broken, and with 2 when it could not be verified.`

async function run(options: Options) {
  refuseIdle(options)
  const report = await verified(options)
  await conclude(report, brokenIn(report), options)
}

async function verified(options: Options): Promise<Schema<'ControlContracts'>> {
  const { pacts, consumer: consumers, provider: name } = options
  const files = options.brokerUrl ? [] : choose(await completeIn(pacts), { consumers, provider: name })
  if (options.baseUrl) {
    const provider = realProvider(options)
    return compared(options, files, () => provider)
  }
  const place = await (options.url ? runningSandbox({ url: options.url, token: options.token }, options.wait) : ownSandbox())
  try {
    return await compared(options, files, place.provider)
  } finally {
    await place.close()
  }
}

type ProviderOf = (name: string) => Provider | undefined

async function compared(options: Options, files: PactFile[], providerOf: ProviderOf) {
  const { brokerUrl, providerVersion } = options
  const at = new Date().toISOString()
  return brokerUrl ? fromBroker({ ...options, brokerUrl, at }, providerOf) : verifyAll({ files, at, providerVersion, providerOf })
}

function fromBroker(options: Options & { brokerUrl: string; at: string }, providerOf: ProviderOf) {
  const { brokerUrl, at, provider: name = '', consumer: consumers, selector: selectors, providerVersion } = options
  const provider = providerOf(name)
  if (!provider) throw new Mistake(`The sandbox does not simulate "${name}": say with --base-url where it is.`)
  const published = options.publish ? { branch: options.providerBranch, tags: options.providerTag } : undefined
  const credentials = credentialsIn(process.env)
  return verifyFromBroker({ brokerUrl, credentials, name, provider, consumers, selectors, providerVersion, published, at })
}
