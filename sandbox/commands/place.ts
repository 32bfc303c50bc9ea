import { Mistake } from '../../contracts/mistake.ts'
import type { SystemName } from '../../contracts/types.ts'
import type { Provider } from '../../contracts/verification/provider.ts'
import { Client } from '../client.ts'

/** A sandbox whose systems are verified. */
export interface Place {
  provider(name: string): Provider
  close(): Promise<void>
}

/** A sandbox of its own, in memory, on free ports, whose jobs wait. Loaded only here, so that the other commands start quickly. */
export async function ownSandbox(): Promise<Place> {
  const { startSandbox } = await import('../sandbox.ts')
  const sandbox = await startSandbox({ port: 0, world: { automatic: false } })
  const statesUrl = `${sandbox.url}/_sandbox/provider-states`
  return { provider: (name) => ({ baseUrl: sandbox.systems[name] as string, statesUrl }), close: () => sandbox.close() }
}

/** A sandbox that runs already, and that needs no token. */
export async function runningSandbox(url: string): Promise<Place> {
  const { systems } = await new Client({ url }).ask('control.getHealth', {})
  const statesUrl = `${url}/_sandbox/provider-states`
  return {
    provider(name) {
      const baseUrl = systems[name as SystemName]
      if (!baseUrl) throw new Mistake(`The sandbox at ${url} has no system "${name}".`)
      return { baseUrl, statesUrl }
    },
    close: async () => {},
  }
}
