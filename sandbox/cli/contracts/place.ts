import { Mistake } from '../../../contracts/openapi/mistake.ts'
import { isSimulated } from '../../../contracts/openapi/systems/simulated.ts'
import type { Headers, Provider } from '../../../contracts/verification/provider.ts'
import { Client, type Connection } from '../client.ts'
import { Failure } from '../failure.ts'
import { hold } from './hold.ts'

/** A sandbox whose systems are verified. */
export interface Place {
  /** Undefined for what is not simulated. */
  provider: (name: string) => Provider | undefined
  close(): Promise<void>
}

/** A sandbox of its own, in memory, on free ports, whose jobs wait. Loaded only here, so that the other commands start quickly. */
export async function ownSandbox(): Promise<Place> {
  const { startSandbox } = await import('../../server/sandbox.ts')
  const sandbox = await startSandbox({ port: 0, world: { automatic: false } })
  return { provider: (name) => simulatedAt(sandbox, name, true), close: () => sandbox.close() }
}

/** A sandbox that runs already, held for this verification. Throws a Mistake when none answers there, when it requires another token or stays held. */
export async function runningSandbox(connection: Connection, wait: number): Promise<Place> {
  const close = await hold(new Client(connection), wait).catch((error) => {
    throw error instanceof Failure ? new Mistake(error.message) : error
  })
  return { provider: (name) => simulatedAt(connection, name), close }
}

/** A system on the sandbox's main port, which answers wherever the sandbox was reached. */
function simulatedAt({ url, token }: Connection, name: string, simulated = false): Provider | undefined {
  if (!isSimulated(name)) return undefined
  const statesHeaders: Headers = token ? { authorization: `Bearer ${token}` } : {}
  return { baseUrl: `${url}/${name}`, statesUrl: `${url}/_sandbox/provider-states`, statesHeaders, simulated }
}
