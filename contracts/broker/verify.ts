import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Schema } from '../types.ts'
import { choose, verifyAll } from '../verification/all.ts'
import type { Provider } from '../verification/provider.ts'
import { Broker, type Credentials } from './broker.ts'
import { type Fetched, fetchPacts } from './pacts.ts'
import { describeVersion, publishResults, type Version } from './results.ts'

type Hop = Schema<'ControlHop'>

/** Which pacts a broker is asked for, and what it is told of the outcome. */
export interface BrokerVerification {
  brokerUrl: string
  credentials: Credentials
  /** Name of the provider at the broker. */
  name: string
  provider: Provider
  /** Only pacts of these consumers; all unless given. */
  consumers: string[]
  /** Consumer version selectors, as JSON; the main branch and whatever is deployed or released unless given. */
  selectors: string[]
  providerVersion?: string
  /** With this the results are published for that version, which has this branch and these tags. */
  published?: Omit<Version, 'version'>
  /** ISO stamp for the report. */
  at: string
}

/** Verifies the pacts that a Pact Broker has for a provider, and publishes the results of all of them when asked to. */
export async function verifyFromBroker(verification: BrokerVerification): Promise<Schema<'ControlContracts'>> {
  const { brokerUrl, credentials, name, provider, consumers, selectors, providerVersion, published, at } = verification
  const broker = new Broker(brokerUrl, credentials)
  const folder = await mkdtemp(join(tmpdir(), 'pql-broker-'))
  try {
    const files = choose(await fetchPacts(broker, { provider: name, selectors, folder }), { consumers }) as Fetched[]
    const hops: Hop[] = []
    for (const file of files) hops.push(...(await verifyAll({ files: [file], providerOf: () => provider, at, providerVersion })).hops)
    if (published) await publishAll(broker, { files, hops, published: { ...published, version: providerVersion ?? '' } })
    return { hops: merged(hops) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Only once everything is verified, so that a mistake leaves nothing half told. */
async function publishAll(broker: Broker, { files, hops, published }: { files: Fetched[]; hops: Hop[]; published: Version }) {
  await describeVersion(broker, files[0] as Fetched, published)
  for (const [number, file] of files.entries())
    await publishResults(broker, file, { version: published.version, results: hops[number]?.verification?.results ?? [] })
}

/** A broker may have several versions of one consumer's pact: together they are one hop. */
const merged = (hops: Hop[]): Hop[] => [...Map.groupBy(hops, ({ consumer }) => consumer).values()].map((same) => same.reduce(both))

function both(one: Hop, other: Hop): Hop {
  const interactions = new Map([...one.interactions, ...other.interactions].map((entry) => [entry.description, entry]))
  const results = [...(one.verification?.results ?? []), ...(other.verification?.results ?? [])]
  return { ...one, interactions: [...interactions.values()], ...(one.verification && { verification: { ...one.verification, results } }) }
}
