import { Mistake } from '../openapi/mistake.ts'
import type { Schema } from '../openapi/types.ts'
import { reach } from '../verification/provider.ts'
import { relayed } from '../verification/proxy.ts'
import { secretsOf, silent } from '../verification/quiet.ts'
import { runVerifier, target } from '../verification/verify.ts'
import { secretsIn } from './credentials.ts'
import { refuseTrouble } from './errors.ts'
import { knock } from './preflight.ts'
import type { BrokerVerification } from './request.ts'
import { hopsOf } from './results.ts'

type Hop = Schema<'ControlHop'>

/**
 * Verifies the pacts that a Pact Broker has for a provider. When asked to, the verifier publishes the results of each pact as soon as
 * it has them. Throws a Mistake when a pact cannot be had, or a result is not taken. What the pacts say besides is not known here.
 */
export async function verifyFromBroker(verification: BrokerVerification): Promise<Schema<'ControlContracts'>> {
  const { brokerUrl, credentials, provider, selectors } = verification
  selectors.forEach(refuseSelector)
  if (!provider.statesUrl) throw new Mistake(`A broker's pacts may want provider states, ${unset}`)
  await knock({ brokerUrl, credentials, link: 'pb:provider-pacts-for-verification' })
  return silent([...secretsOf(provider), ...secretsIn(credentials)], async () => {
    await reach(provider)
    return { hops: await verified(verification) }
  })
}

/** Pact's verifier passes whatever state it has nobody to ask for. */
const unset =
  'and nobody sets them: say with --provider-states-url who does. A route that answers 200 will do for a provider without states.'

async function verified(verification: BrokerVerification): Promise<Hop[]> {
  const { credentials, name, provider, providerVersion, at } = verification
  const report = await relayed(provider, (near) => runVerifier([...asked(verification), ...target(near)], credentials))
  refuseTrouble(report, verification)
  const base_url = provider.simulated ? null : provider.baseUrl
  const about = { at, base_url, ...(providerVersion === undefined ? {} : { provider_version: providerVersion }) }
  const hop = ([consumer, results]: [string, Schema<'ControlVerified'>[]]): Hop => ({
    ...{ consumer, provider: name, interactions: [] },
    verification: { ...about, results },
  })
  return [...hopsOf(report, name)].map(hop)
}

/** The main branch, and whatever runs somewhere. */
const usualSelectors = ['{"mainBranch":true}', '{"deployedOrReleased":true}']

function asked({ brokerUrl, name, consumers, selectors, providerVersion, published }: BrokerVerification): string[] {
  return [
    ...['--broker-url', brokerUrl, '--provider-name', name, '--retries', '1'],
    ...(selectors.length ? selectors : usualSelectors).flatMap((selector) => ['--consumer-version-selectors', selector]),
    ...consumers.flatMap((consumer) => ['--filter-consumer', consumer]),
    ...(published ? ['--publish', '--provider-version', providerVersion ?? ''] : []),
    ...(published?.branch === undefined ? [] : ['--provider-branch', published.branch]),
    ...(published?.tags.length ? ['--provider-tags', published.tags.join(',')] : []),
  ]
}

function refuseSelector(text: string) {
  try {
    const selector: unknown = JSON.parse(text)
    if (selector && typeof selector === 'object' && !Array.isArray(selector)) return
  } catch {}
  throw new Mistake(`The selector ${text} is no JSON object, such as {"mainBranch":true}.`)
}
