import { Mistake } from '../../contracts/mistake.ts'
import { systemNames } from '../../contracts/spec.ts'
import type { Headers, Provider } from '../../contracts/verification/provider.ts'
import { Client, type Connection } from '../client.ts'
import { Failure } from '../failure.ts'

/** A sandbox whose systems are verified. */
export interface Place {
  /** Undefined for what is not simulated. */
  provider: (name: string) => Provider | undefined
  close(): Promise<void>
}

/** A sandbox of its own, in memory, on free ports, whose jobs wait. Loaded only here, so that the other commands start quickly. */
export async function ownSandbox(): Promise<Place> {
  const { startSandbox } = await import('../sandbox.ts')
  const sandbox = await startSandbox({ port: 0, world: { automatic: false } })
  return { provider: (name) => simulatedAt(sandbox, name, true), close: () => sandbox.close() }
}

/** A sandbox that runs already; throws a Mistake when none answers there, or when it wants another token. */
export async function runningSandbox(connection: Connection): Promise<Place> {
  await new Client(connection).ask('control.getContracts', {}).catch((error) => {
    throw error instanceof Failure ? new Mistake(error.message) : error
  })
  return { provider: (name) => simulatedAt(connection, name), close: async () => {} }
}

/** A system on the sandbox's main port, which answers wherever the sandbox was reached. */
function simulatedAt({ url, token }: Connection, name: string, simulated = false): Provider | undefined {
  if (!systemNames.includes(name)) return undefined
  const statesHeaders: Headers = token ? { authorization: `Bearer ${token}` } : {}
  return { baseUrl: `${url}/${name}`, statesUrl: `${url}/_sandbox/provider-states`, statesHeaders, simulated }
}
