import { readFile } from 'node:fs/promises'
import { type PactFile, pactsIn } from '../pact/folder.ts'
import { Broker, type Credentials, type Resource } from './broker.ts'

/** What is published to a Pact Broker, and as which version of its consumers. */
export interface Publication {
  brokerUrl: string
  credentials: Credentials
  /** A folder of pacts. */
  folder: string
  version: string
  branch?: string
  tags: string[]
}

/**
 * Publishes a folder of pacts, consumer by consumer; resolves with what the broker said, in lines. Reads every pact first, so that
 * none goes out when one is broken. Source of the body: Pact Broker documentation, "Publishing contracts".
 */
export async function publish({ brokerUrl, credentials, folder, ...version }: Publication): Promise<string[]> {
  const files = await pactsIn(folder)
  const broker = new Broker(brokerUrl, credentials)
  const index = await broker.index()
  const said: string[] = []
  for (const [consumer, own] of Map.groupBy(files, ({ pact }) => pact.consumer)) {
    const body = await contractsOf(consumer, own, version)
    said.push(...notices(await broker.follow(index, { rel: 'pb:publish-contracts', method: 'POST', body })))
  }
  return said
}

async function contractsOf(
  consumer: string,
  files: PactFile[],
  { version, branch, tags }: Pick<Publication, 'version' | 'branch' | 'tags'>,
) {
  return {
    pacticipantName: consumer,
    pacticipantVersionNumber: version,
    ...(branch === undefined ? {} : { branch }),
    ...(tags.length ? { tags } : {}),
    contracts: await Promise.all(files.map(contract)),
  }
}

const contract = async ({ path, pact }: PactFile) => ({
  consumerName: pact.consumer,
  providerName: pact.provider,
  specification: 'pact',
  contentType: 'application/json',
  content: await readFile(path, 'base64'),
  onConflict: 'overwrite',
})

function notices({ notices }: Resource): string[] {
  if (!Array.isArray(notices)) return []
  return (notices as { text?: unknown }[]).flatMap(({ text }) => (typeof text === 'string' ? [text] : []))
}
