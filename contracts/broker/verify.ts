import { Mistake } from '../mistake.ts'
import type { Schema } from '../types.ts'
import { type Provider, reach } from '../verification/provider.ts'
import { resultsOf, troubleOf, type VerifierReport } from '../verification/results.ts'
import { runVerifier, target } from '../verification/verify.ts'

/** Which pacts a broker is asked for, and what it is told of the outcome. */
export interface BrokerVerification {
  brokerUrl: string
  /** Name of the provider at the broker. */
  name: string
  provider: Provider
  /** Only pacts of these consumers; all unless given. */
  consumers: string[]
  /** Consumer version selectors, as JSON. Source: Pact documentation, "Consumer Version Selectors". */
  selectors: string[]
  /** With this the results are published. */
  published?: { version: string; branch?: string; tags: string[] }
  /** ISO stamp for the report. */
  at: string
}

/** The main branch, and whatever runs somewhere. */
const usualSelectors = ['{"mainBranch":true}', '{"deployedOrReleased":true}']

/**
 * Verifies the pacts that a Pact Broker has for a provider, and publishes the results when asked to. Credentials of the broker come
 * from PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD, and never from the command line.
 */
export async function verifyFromBroker(verification: BrokerVerification): Promise<Schema<'ControlContracts'>> {
  const { brokerUrl, name, provider, at, published } = verification
  await reach(provider)
  const report = await runVerifier([...target(provider), ...options(verification)])
  const trouble = troubleOf(report)
  if (trouble) throw new Mistake(`The broker at ${brokerUrl} gave no pact for "${name}": ${trouble}.`)
  const about = { at, base_url: provider.baseUrl, ...(published ? { provider_version: published.version } : {}) }
  return {
    hops: [...hopsOf(report, name)].map(([consumer, results]) => ({
      consumer,
      provider: name,
      interactions: [],
      verification: { ...about, results },
    })),
  }
}

function options({ brokerUrl, name, consumers, selectors, published }: BrokerVerification): string[] {
  const chosen = selectors.length ? selectors : usualSelectors
  return [
    ...['--broker-url', brokerUrl, '--provider-name', name, '--retries', '2'],
    ...consumers.flatMap((consumer) => ['--filter-consumer', consumer]),
    ...chosen.flatMap((selector) => ['--consumer-version-selectors', selector]),
    ...(published ? ['--publish', '--provider-version', published.version] : []),
    ...(published?.branch ? ['--provider-branch', published.branch] : []),
    ...(published?.tags.length ? ['--provider-tags', published.tags.join(',')] : []),
  ]
}

const heading = 'Verifying a pact between '

/** The report names a pact's consumer in its output only, above the pact's interactions. */
function hopsOf(report: VerifierReport, provider: string): Map<string, Schema<'ControlVerified'>[]> {
  const results = resultsOf(report)
  const hops = new Map<string, Schema<'ControlVerified'>[]>()
  let consumer = 'unknown'
  for (const line of report.output) {
    const between = line.trim()
    if (between.startsWith(heading) && between.endsWith(` and ${provider}`))
      consumer = between.slice(heading.length, -` and ${provider}`.length)
    const next = results[0]
    if (!next || !line.startsWith(`  ${next.interaction} (`)) continue
    hops.set(consumer, [...(hops.get(consumer) ?? []), next])
    results.shift()
  }
  if (results.length) hops.set(consumer, [...(hops.get(consumer) ?? []), ...results])
  return hops
}
