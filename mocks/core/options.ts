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
  /** Where tables are kept; in memory unless given. */
  journal?: Journal
  /** Where traces are kept; in memory unless given. */
  spanLog?: SpanLog
  /** Rows that the world has whenever it begins, when it is opened or reset, in the place of those with the same keys. */
  rows?: Schema<'ControlSeed'>
  clock?: Clock
  randomness?: Randomness
  /** In [0, 1), for jitter. */
  chance?: () => number
  credentials?: Credentials
  /** Base URLs of real systems; they are asked over the network instead of being simulated. */
  upstreams?: Partial<Record<SystemName, string>>
  fetch?: typeof fetch
  /** Milliseconds until a real system's answer is given up; 30,000 unless given. */
  timeoutMs?: number
  /** Milliseconds for which a long body may keep other requests waiting at a stretch; 1 unless given. */
  turnMs?: number
  /** Whether others than this machine reach the world; then nobody is believed to be a user without signing in. */
  exposed?: boolean
  /** Whether jobs run by themselves; true unless given. */
  automatic?: boolean
  /** Where the journal and the span log report whether they can be written. */
  writes?: Writes
  /** Called with each bug; unless given, console.error with a copy without secrets. */
  report?: (error: unknown) => void
}
