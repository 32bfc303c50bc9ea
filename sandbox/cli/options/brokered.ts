import { type Command, Option } from 'commander'
import { collect } from './collect.ts'
import { baseUrl } from './connection.ts'

/** From where pacts are taken, and to where results go. */
export interface BrokerOptions {
  brokerUrl?: string
  selector: string[]
  publish?: boolean
  providerVersion?: string
  providerBranch?: string
  providerTag: string[]
}

/** Gives a command the options that make it use a Pact Broker. */
export const brokered = (command: Command): Command =>
  command
    .addOption(
      new Option(
        '--broker-url <url>',
        'Pact Broker to take the pacts from; its credentials in PACT_BROKER_TOKEN or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD',
      )
        .argParser(baseUrl)
        .conflicts('pacts'),
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
