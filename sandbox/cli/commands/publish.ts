import { type Command, Option } from 'commander'
import { credentialsIn } from '../../../contracts/broker/credentials.ts'
import { publish as send } from '../../../contracts/broker/publish.ts'
import { ownFolder } from '../../../contracts/pact/folder.ts'
import { collect } from '../options/collect.ts'
import { baseUrl } from '../options/connection.ts'
import { filled } from '../options/filled.ts'
import { plain } from '../print/plain.ts'

interface Options {
  brokerUrl: string
  pacts: string
  consumerVersion: string
  branch?: string
  tag: string[]
}

/** Adds `pql-sandbox publish`. */
export function publish(program: Command) {
  program
    .command('publish')
    .description(
      'publish the pacts to a Pact Broker, whose credentials are in PACT_BROKER_TOKEN or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD',
    )
    .addOption(new Option('--broker-url <url>', 'where the broker answers').argParser(baseUrl).makeOptionMandatory())
    .requiredOption('--consumer-version <version>', 'version of the consumers, such as the commit')
    .option('--branch <branch>', 'their branch')
    .option('--tag <tag>', 'a tag for them (repeatable)', collect, [])
    .option('--pacts <folder>', 'where the pacts are', filled, ownFolder)
    .addHelpText(
      'after',
      '\nExample:\n  $ pql-sandbox publish --broker-url https://broker.example --consumer-version "$CI_COMMIT_SHA" --branch "$CI_COMMIT_BRANCH"',
    )
    .action(run)
}

async function run({ brokerUrl, pacts: folder, consumerVersion: version, branch, tag: tags }: Options) {
  const said = await send({ brokerUrl, credentials: credentialsIn(process.env), folder, version, branch, tags })
  console.log(said.map(plain).join('\n') || `The broker at ${brokerUrl} took the pacts.`)
}
