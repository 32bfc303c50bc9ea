import { closeSync, fsyncSync, openSync, readdirSync, statSync, truncateSync, writeSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Change, Journal, State } from '../../mocks/store.ts'
import { DataError, frame, type Header, readFile } from './frames.ts'
import { readSnapshot, writeSnapshot } from './snapshot.ts'

const header: Header = { format: 'pql-sandbox/journal', version: 1 }

export interface JournalOptions {
  /** Whether each change set is flushed to the device, so that it survives a power cut too. */
  fsync?: boolean
  /** Bytes after which the journal is full; 64 MiB unless given. */
  fullAt?: number
  /** Told of what had to be dropped when the data was read. */
  onDamage?: (message: string) => void
}

type Kind = 'tables' | 'journal'

/**
 * The disk behind lowdb's `Low`: `read` gives snapshot plus journals, `write` a new snapshot and an empty journal, `append`
 * adds one change set as one line. Files are numbered by generation; a journal holds what came after its snapshot began.
 */
export class DiskJournal implements Journal {
  /** Called, out of the way of the commit that did it, when the journal has become full. */
  onFull: () => void = () => {}
  readonly #folder: string
  readonly #options: JournalOptions
  #generation = 0
  #file = -1
  #bytes = 0
  #writing: Promise<void> = Promise.resolve()

  constructor(folder: string, options: JournalOptions = {}) {
    this.#folder = folder
    this.#options = options
  }

  async read(): Promise<State | null> {
    await mkdir(this.#folder, { recursive: true })
    const snapshot = this.#generations('tables').at(-1)
    const journals = this.#generations('journal').filter((generation) => generation >= (snapshot ?? 0))
    const state = snapshot === undefined ? {} : await readSnapshot(this.#path('tables', snapshot))
    for (const generation of journals) await this.#replay(generation, state, generation === journals.at(-1))
    this.#open(journals.at(-1) ?? snapshot ?? 1)
    return state
  }

  append(changes: Change[]) {
    const before = this.#bytes
    this.#put(frame(JSON.stringify(changes)))
    const fullAt = this.#options.fullAt ?? 64 * 2 ** 20
    if (before < fullAt && this.#bytes >= fullAt) setImmediate(() => this.onFull())
  }

  /** From here on change sets go to the next generation's journal, while the rows are written beside it. */
  async write(state: State): Promise<void> {
    const before = this.#writing
    const next = (async () => {
      await before.catch(() => {})
      await this.#compact(state)
    })()
    this.#writing = next
    return next
  }

  /** Waits for a snapshot under way and lets the file go. */
  async close() {
    await this.#writing
    closeSync(this.#file)
  }

  async #compact(state: State) {
    const before = this.#generation
    closeSync(this.#file)
    this.#open(before + 1)
    await writeSnapshot(this.#path('tables', before + 1), state, async () => fsyncSync(this.#file))
    for (const kind of ['tables', 'journal'] as const) {
      for (const generation of this.#generations(kind)) if (generation <= before) await rm(this.#path(kind, generation))
    }
  }

  async #replay(generation: number, state: State, last: boolean) {
    const file = this.#path('journal', generation)
    const torn = await readFile(file, header, ({ json }) => apply(JSON.parse(json) as Change[], state))
    if (!torn) return
    if (!last)
      throw new DataError(
        `${file} breaks off, although another follows it. Nothing was changed: move them away, or name another folder with --data.`,
      )
    truncateSync(file, torn.offset)
    this.#options.onDamage?.(
      `${file}: dropped ${torn.bytes} bytes of a change set that was not written whole, and so was never acknowledged.`,
    )
  }

  #open(generation: number) {
    const path = this.#path('journal', generation)
    this.#generation = generation
    this.#file = openSync(path, 'a')
    this.#bytes = statSync(path).size
    if (this.#bytes === 0) this.#put(frame(JSON.stringify(header)))
  }

  #put(line: Buffer) {
    for (let written = 0; written < line.length; ) written += writeSync(this.#file, line, written)
    if (this.#options.fsync) fsyncSync(this.#file)
    this.#bytes += line.length
  }

  #path(kind: Kind, generation: number): string {
    return join(this.#folder, `${kind}.${generation}.jsonl`)
  }

  #generations(kind: Kind): number[] {
    const form = new RegExp(`^${kind}\\.(\\d+)\\.jsonl$`)
    const numbers = readdirSync(this.#folder).flatMap((name) => form.exec(name)?.[1] ?? [])
    return numbers.map(Number).sort((one, other) => one - other)
  }
}

function apply(changes: Change[], state: State) {
  for (const [table, key, row] of changes) {
    const rows = (state[table] ??= new Map())
    if (row) rows.set(key, row)
    else rows.delete(key)
  }
}
