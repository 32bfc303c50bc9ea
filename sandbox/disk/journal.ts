import type { Change, Journal, State } from '../../mocks/core/store/store.ts'
import { type Target, Writes } from '../../mocks/core/store/writes.ts'
import type { Row } from '../../mocks/core/system/table.ts'
import { unwritable } from './append.ts'
import { type Place, TableFiles } from './files.ts'
import { type FileSystem, filesystem, ifPossible } from './filesystem.ts'
import { refusal } from './frames.ts'
import { Fullness } from './fullness.ts'
import { begin, type Generation } from './generation.ts'
import { Generations } from './generations.ts'
import type { JournalOptions } from './options.ts'
import { recover } from './recovery.ts'
import { DiskRows } from './rows.ts'
import { type DiskState, writeRows, writeSnapshot } from './snapshot.ts'

/**
 * The disk behind lowdb's `Low`: `read` gives snapshot plus journals, `write` a new snapshot and an empty journal, `append`
 * adds one change set, a line for each row. Files are numbered by generation; a journal holds what came after its snapshot began.
 */
export class DiskJournal implements Journal, Target {
  /** Called, after the commit that did it, when the journal has become full. */
  onFull: () => void = () => {}
  readonly #folder: string
  readonly #options: JournalOptions
  readonly #fs: FileSystem
  readonly #writes: Writes
  readonly #files: TableFiles
  readonly #generations: Generations
  readonly #fullness: Fullness
  #opened: Generation | undefined
  /** Of the oldest journal that is needed. */
  #oldest = 1
  #written = new Map<Row, Place | undefined>()
  #writing: Promise<void> = Promise.resolve()
  /** Whether rows are being copied, so that older files are still read. */
  #compacting = false

  constructor(folder: string, options: JournalOptions = {}) {
    this.#folder = folder
    this.#options = options
    this.#fs = options.fs ?? filesystem
    this.#writes = options.writes ?? new Writes()
    this.#files = new TableFiles({ fs: this.#fs, onDamage: options.onDamage })
    this.#generations = new Generations(folder, this.#fs)
    this.#fullness = new Fullness(options.fullAt)
  }

  /** Reads the folder, and opens it for what follows. Throws a DataError when that cannot be done. */
  async read(): Promise<DiskState> {
    try {
      return await this.#read()
    } catch (error) {
      throw refusal(this.#folder, error)
    }
  }

  rows(): DiskRows {
    return new DiskRows(this.#files, (row) => this.#written.get(row))
  }

  append(changes: Change[]) {
    this.#written = this.#report(() => this.#current.append(changes))
    if (this.#fullness.isNews(this.#current.bytes)) setImmediate(() => this.onFull())
  }

  /**
   * Writes all rows to a snapshot, while change sets go to the next generation's journal. When that fails, which throws, the
   * older files stay, and the next call completes the same generation.
   */
  async write(state: State): Promise<void> {
    const next = this.#writing.then(() => this.#compact(state as DiskState))
    this.#writing = next.catch(() => {})
    await next
  }

  /** Begins a generation with a snapshot of only these rows. When the snapshot has its name, nothing of the previous generations is read again. */
  replace(changes: Change[]) {
    this.#report(() => {
      const next = this.#begin(this.#current.number + 1)
      const { bytes, places } = this.#rewrite(next, changes)
      this.#current.close()
      this.#opened = next
      this.#written = new Map(changes.map(([, , row], index) => [row as Row, places[index]]))
      this.#settled(bytes)
    })
    if (!this.#compacting) this.#tidy()
  }

  check() {
    this.#current.check()
  }

  probe() {
    this.#current.probe()
  }

  /** Waits for a snapshot under way and lets the files go. */
  async close() {
    await this.#writing
    this.#opened?.close()
    this.#files.keep([])
  }

  /** The journal that change sets go to; there is one once the data has been read. */
  get #current(): Generation {
    if (!this.#opened) throw new Error(`${this.#folder} has not been read yet: call read() first.`)
    return this.#opened
  }

  async #read(): Promise<DiskState> {
    this.#fs.mkdirSync(this.#folder, { recursive: true })
    const { onDamage = () => {} } = this.#options
    const rows = () => this.rows()
    const { state, journals } = await recover({ generations: this.#generations, files: this.#files, fs: this.#fs, rows, onDamage })
    this.#oldest = journals[0] ?? 1
    this.#opened = this.#begin(journals.at(-1) ?? 1)
    const snapshot = this.#generations.path('tables', this.#oldest)
    this.#fullness.settled(this.#fs.statSync(snapshot, { throwIfNoEntry: false })?.size ?? 0)
    return state
  }

  #begin(generation: number): Generation {
    const path = this.#generations.path('journal', generation)
    return begin(generation, { path, files: this.#files, fs: this.#fs, fsync: this.#options.fsync })
  }

  #rewrite(next: Generation, changes: Change[]) {
    const file = this.#generations.path('tables', next.number)
    try {
      return writeRows(changes, { file, files: this.#files, fs: this.#fs, ready: () => next.flush() })
    } catch (error) {
      next.discard()
      throw error
    }
  }

  async #compact(state: DiskState) {
    this.#compacting = true
    try {
      if (this.#oldest === this.#current.number) this.#next()
      await this.#snapshot(state, this.#current)
    } catch (error) {
      if (error instanceof Replaced) return
      this.#fullness.postponed(this.#current.bytes)
      throw error
    } finally {
      this.#compacting = false
      if (this.#oldest === this.#current.number) this.#tidy()
    }
  }

  #next() {
    this.#current.settle()
    const next = this.#begin(this.#current.number + 1)
    this.#current.close()
    this.#opened = next
  }

  async #snapshot(state: DiskState, journal: Generation) {
    const file = this.#generations.path('tables', journal.number)
    const ready = () => {
      if (journal !== this.#opened) throw new Replaced()
      journal.flush()
    }
    this.#settled(await writeSnapshot(state, { file, files: this.#files, fs: this.#fs, ready }))
  }

  /** The current generation has a snapshot of so many bytes. */
  #settled(bytes: number) {
    this.#oldest = this.#current.number
    this.#fullness.settled(bytes)
  }

  /** Removes the files that the snapshot replaces. A file that cannot be removed is never read again, and is removed with the next snapshot. */
  #tidy() {
    const { number } = this.#current
    this.#files.keep([this.#generations.path('tables', number), this.#generations.path('journal', number)])
    ifPossible(() => this.#generations.removeBefore(number))
  }

  #report<Result>(work: () => Result): Result {
    try {
      return work()
    } catch (error) {
      const failure = unwritable(this.#folder, error)
      this.#writes.failed(failure)
      throw failure
    }
  }
}

/** All rows were replaced while a snapshot was being written: it is not needed. */
class Replaced extends Error {}
