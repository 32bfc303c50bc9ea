import type { Provider } from '../verification/provider.ts'
import type { Credentials } from './credentials.ts'

/** The pacts to fetch from a broker, and what to publish there. */
export interface BrokerVerification {
  brokerUrl: string
  credentials: Credentials
  /** Name of the provider at the broker. */
  name: string
  provider: Provider
  /** Only pacts of these consumers; all when empty. */
  consumers: string[]
  /**
   * Consumer version selectors, as JSON; when empty, the main branch and all deployed or released versions. Source: Pact
   * documentation, "Consumer Version Selectors".
   */
  selectors: string[]
  providerVersion?: string
  /** Publishes the results for `providerVersion`, with this branch and these tags. A comma separates tags too. */
  published?: { branch?: string; tags: string[] }
  /** ISO stamp for the report. */
  at: string
}
