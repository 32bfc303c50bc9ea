import type { SystemName } from '../../../../contracts/openapi/types.ts'
import type { Context } from '../context.ts'

/** Environment variables by name. */
export type Variables = Record<string, string>

/** What variables are made of: base URLs, credentials, and what the clients of another system ask for. */
export type Surroundings = Pick<Context, 'baseOf' | 'credentials'> & { clientOf(system: SystemName): Variables }

/** Points a real system, or a client of one, at this sandbox. */
export interface Environment {
  /** What `pql-sandbox env` calls the real system. */
  name: string
  /** What the real system's own configuration needs. */
  own(surroundings: Surroundings): Variables
  /** What a client of the system asks for. */
  client?(surroundings: Surroundings): Variables
}
