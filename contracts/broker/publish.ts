import { Mistake } from '../mistake.ts'
import { pactsIn } from '../pact/folder.ts'
import { pact } from '../verification/command.ts'

/** What is published to a Pact Broker, and as which version of its consumers. */
export interface Publication {
  brokerUrl: string
  /** A folder of pacts. */
  folder: string
  version: string
  branch?: string
  tags: string[]
}

/** Publishes a folder of pacts; resolves with what the broker said. Reads every pact first, so that none goes out when one is broken. */
export async function publish({ brokerUrl, folder, version, branch, tags }: Publication): Promise<string> {
  const files = await pactsIn(folder)
  const { code, output } = await pact([
    ...['broker', 'publish', ...files.map(({ path }) => path), '--broker-base-url', brokerUrl, '--consumer-app-version', version],
    ...(branch ? ['--branch', branch] : []),
    ...tags.flatMap((tag) => ['--tag', tag]),
  ])
  if (code !== 0) throw new Mistake(`The broker at ${brokerUrl} did not take the pacts: ${reason(output)}`)
  return output
}

const reason = (output: string): string => output.trim().split('\n').filter(Boolean).slice(-3).join(' ')
