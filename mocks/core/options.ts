import type { Schema, SystemName } from '../../contracts/openapi/types.ts'
import type { Journal } from './store/store.ts'
import type { Writes } from './store/writes.ts'
import type { Clock } from './system/clock.ts'
import type { Credentials } from './system/credentials.ts'
import type { Randomness } from './system/ids.ts'
import type { AnySystem } from './system/system.ts'
import type { SpanLog } from './traces/traces.ts'

/** What a world is made of; only `systems` must be given. */
export interface WorldOptions {
  systems: AnySystem[]
  /** Where tables are kept; default: in memory. */
  journal?: Journal
  /** Where traces are kept; default: in memory. */
  spanLog?: SpanLog
  /** Rows that the world has after it is opened or reset. They replace rows with the same keys. */
  rows?: Schema<'ControlSeed'>
  clock?: Clock
  randomness?: Randomness
  /** In [0, 1), for jitter. */
  chance?: () => number
  credentials?: Credentials
  /** Base URLs of real systems, which are called over the network instead of simulated. */
  upstreams?: Partial<Record<SystemName, string>>
  fetch?: typeof fetch
  /** Milliseconds until a real system's answer is given up; default: 30,000. */
  timeoutMs?: number
  /** Milliseconds for which a long body may keep other requests waiting without a break; default: 1. */
  turnMs?: number
  /** Whether clients on other machines reach the world; then every user has to sign in. */
  exposed?: boolean
  /** Whether jobs run automatically; default: true. */
  automatic?: boolean
  /** Where the journal and the span log report whether they can be written. */
  writes?: Writes
  /** Called with each bug; default: console.error, with a copy without secrets. */
  report?: (error: unknown) => void
}
