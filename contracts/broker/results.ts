import type { Schema } from '../types.ts'
import type { Broker } from './broker.ts'
import type { Fetched } from './pacts.ts'

type Verified = Schema<'ControlVerified'>

/** As what the results are published: a version of the provider, the branch it is on, and its tags. */
export interface Version {
  version: string
  branch?: string
  tags: string[]
}

/** Says which branch and which tags a version of the provider has, ahead of its results: these are what deployments are decided by. */
export async function describeVersion(broker: Broker, { resource }: Fetched, { version, branch, tags }: Version) {
  if (branch === undefined && !tags.length) return
  const provider = await broker.follow(resource, { rel: 'pb:provider' })
  const put = { method: 'PUT', body: {} }
  if (branch !== undefined) await broker.follow(provider, { ...put, rel: 'pb:branch-version', values: { branch, version } })
  for (const tag of tags) await broker.follow(provider, { ...put, rel: 'pb:version-tag', values: { version, tag } })
}

/** Publishes how a pact was kept. Source of the body: Pact Broker documentation, "Publishing verification results". */
export async function publishResults(
  broker: Broker,
  { resource, pact }: Fetched,
  { version, results }: { version: string; results: Verified[] },
) {
  const ids = pact.interactions.map(({ raw }) => raw._id)
  const body = {
    success: results.every(({ outcome }) => outcome === 'passed'),
    providerApplicationVersion: version,
    testResults: results.map((result, number) => testResult(result, ids[number])),
    verifiedBy: { implementation: 'pql-sandbox' },
  }
  await broker.follow(resource, { rel: 'pb:publish-verification-results', method: 'POST', body })
}

const testResult = ({ interaction, outcome, mismatches }: Verified, interactionId: unknown) => ({
  interactionId,
  interactionDescription: interaction,
  success: outcome === 'passed',
  mismatches: mismatches.map(({ at, message }) => ({
    attribute: at.split(' ')[0],
    identifier: at.split(' ').slice(1).join(' '),
    description: message,
  })),
})
