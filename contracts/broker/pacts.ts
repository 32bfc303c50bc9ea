import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Mistake } from '../mistake.ts'
import type { PactFile } from '../pact/folder.ts'
import { readPact } from '../pact/pact.ts'
import type { Broker, Resource } from './broker.ts'

/** A pact as a broker gave it, kept in a file for Pact's verifier. */
export interface Fetched extends PactFile {
  /** The broker's resource, whose links lead to where its results go. */
  resource: Resource
}

/** Which pacts are wanted. */
export interface Wanted {
  /** Name of the provider at the broker. */
  provider: string
  /** Consumer version selectors, as JSON. Source: Pact documentation, "Consumer Version Selectors". */
  selectors: string[]
  /** Where the pacts are written. */
  folder: string
}

/** The main branch, and whatever runs somewhere. */
const usualSelectors = ['{"mainBranch":true}', '{"deployedOrReleased":true}']

/** Takes the pacts for a provider from a broker; throws a Mistake when there is none. */
export async function fetchPacts(broker: Broker, { provider, selectors, folder }: Wanted): Promise<Fetched[]> {
  const body = { consumerVersionSelectors: (selectors.length ? selectors : usualSelectors).map(readSelector), includePendingStatus: false }
  const index = await broker.index()
  const found = await broker.follow(index, { rel: 'pb:provider-pacts-for-verification', values: { provider }, method: 'POST', body })
  const { pacts = [] } = (found._embedded ?? {}) as { pacts?: Resource[] }
  if (!pacts.length)
    throw new Mistake(`The broker at ${broker.url} has no pact for "${provider}" that is selected: name others with --selector.`)
  return Promise.all(pacts.map(async (listed, number) => fetchPact(broker, listed, join(folder, `${number}.json`))))
}

async function fetchPact(broker: Broker, listed: Resource, path: string): Promise<Fetched> {
  const resource = await broker.follow(listed, { rel: 'self' })
  const text = JSON.stringify(resource)
  const pact = readPact(text, `What the broker at ${broker.url} has`)
  await writeFile(path, text)
  return { path, pact, resource }
}

function readSelector(text: string): object {
  try {
    const selector: unknown = JSON.parse(text)
    if (selector && typeof selector === 'object' && !Array.isArray(selector)) return selector
  } catch {}
  throw new Mistake(`The selector ${text} is no JSON object, such as {"mainBranch":true}.`)
}
