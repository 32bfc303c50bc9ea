import type { WorldOptions } from './options.ts'
import { rowsOf, seedOf } from './store/seed.ts'
import type { Store } from './store/store.ts'
import type { Clock, ClockState } from './system/clock.ts'
import type { Setting } from './system/record.ts'
import type { AnySystem } from './system/system.ts'
import type { RowChange } from './system/table.ts'

interface Parts {
  store: Store
  clock: Clock
  systems: readonly AnySystem[]
  /** Rows that the world has in addition to the seeds of its systems. */
  rows: NonNullable<WorldOptions['rows']>
}

/** How a world begins: from the seeds of its systems, or where it ended, with the clock that it had. */
export class Beginning {
  readonly #store: Store
  readonly #clock: Clock
  readonly #systems: readonly AnySystem[]
  readonly #rows: Parts['rows']

  constructor({ store, clock, systems, rows }: Parts) {
    this.#store = store
    this.#clock = clock
    this.#systems = systems
    this.#rows = rows
  }

  /** Seeds a new world; gives a known one the clock it had. */
  begin() {
    const setting = this.#setting
    if (!setting) return this.#seed()
    this.#clock.restore(setting.value as unknown as ClockState)
    this.#store.commit(rowsOf(this.#rows, this.#store, this.#clock.stamp()))
  }

  /** Replaces all rows by those of a new world, in the present. Throws a WriteError when that cannot be kept; then nothing was changed. */
  again() {
    this.#store.replace(this.#changes(this.#clock.stamp(this.#clock.present), { offset: 0, frozen: null }))
  }

  /** Writes the state of the clock when it has changed. */
  keepClock() {
    const before = this.#setting as Setting
    const value = { ...this.#clock.state }
    const isMoved = before.value.offset !== value.offset || before.value.frozen !== value.frozen
    if (isMoved) this.#store.commit([{ table: 'control.settings', key: 'clock', before, after: { id: 'clock', value } }])
  }

  get #setting(): Setting | undefined {
    return this.#store.relation('control.settings').rows.get('clock') as Setting | undefined
  }

  /** Rows without a clock are from a start that was interrupted. */
  #seed() {
    const changes = this.#changes(this.#clock.stamp(), this.#clock.state)
    if (!this.#store.commit(changes).done) this.#store.replace(changes)
  }

  /** The rows of a new world as one change set: after a crash all of it is there, or nothing. */
  #changes(now: string, clock: ClockState): RowChange[] {
    const setting = { table: 'control.settings', key: 'clock', before: undefined, after: { id: 'clock', value: { ...clock } } }
    const seeds = this.#systems.flatMap((system) => seedOf(system, this.#store, now))
    const changes = [...seeds, ...rowsOf(this.#rows, this.#store, now), setting]
    return [...new Map(changes.map((change) => [`${change.table} ${change.key}`, { ...change, before: undefined }])).values()]
  }
}
