import type { Provider } from '../verification/provider.ts'
import type { Credentials } from './credentials.ts'

/** Which pacts a broker is asked for, and what it is told of the outcome. */
export interface BrokerVerification {
  brokerUrl: string
  credentials: Credentials
  /** Name of the provider at the broker. */
  name: string
  provider: Provider
  /** Only pacts of these consumers; all unless given. */
  consumers: string[]
  /**
   * Consumer version selectors, as JSON; the main branch and whatever is deployed or released unless given. Source: Pact
   * documentation, "Consumer Version Selectors".
   */
  selectors: string[]
  providerVersion?: string
  /** With this the results are published for that version, which gets this branch and these tags; a comma separates tags too. */
  published?: { branch?: string; tags: string[] }
  /** ISO stamp for the report. */
  at: string
}
