import type { Schema } from '../../contracts/openapi/types.ts'
import type { ownTables } from '../../mocks/core/store/own.ts'
import type { Handlers } from '../../mocks/core/system/system.ts'
import type { World } from '../../mocks/core/world.ts'

export type ControlHandlers = Handlers<'control', typeof ownTables>

/** What the control interface is about: the world, known only once the systems are made, and where the server listens. */
export interface Host {
  world(): World
  version: string
  /** Base URL of each system at the root of its own port. */
  systems(): Record<string, string>
  /** What had to be dropped or repaired when the data was read, and what has been found damaged since. */
  damage: string[]
  /** The hops whose pacts the sandbox carries. */
  hops: Schema<'ControlHop'>[]
  /** Whether a caller with this `Authorization` header may see what is inside. */
  trusts(authorization: string | undefined): boolean
}
