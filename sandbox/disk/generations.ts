import { join } from 'node:path'
import type { FileSystem } from './filesystem.ts'
import { DataError } from './frames.ts'

export type Kind = 'tables' | 'journal'

/** The numbered files of a data folder: a snapshot for each generation but the first, and the journal of what came after it began. */
export class Generations {
  readonly #folder: string
  readonly #fs: FileSystem

  constructor(folder: string, fs: FileSystem) {
    this.#folder = folder
    this.#fs = fs
  }

  path(kind: Kind, generation: number): string {
    return join(this.#folder, `${kind}.${generation}.jsonl`)
  }

  /** The newest snapshot, when there is one, and the journals that follow it. Throws a DataError when one of them is missing. */
  found(): { snapshot: number | undefined; journals: number[] } {
    const snapshot = this.#numbers('tables').at(-1)
    const journals = this.#numbers('journal').filter((generation) => generation >= (snapshot ?? 0))
    const missing = this.#missing(snapshot, journals)
    if (missing)
      throw new DataError(`${missing} is missing. Nothing was changed: bring it back from a copy, or name another folder with --data.`)
    return { snapshot, journals }
  }

  /** Removes the files of older generations and of snapshots that were not finished. */
  removeBefore(generation: number) {
    for (const kind of ['tables', 'journal'] as const) {
      for (const older of this.#numbers(kind)) if (older < generation) this.#fs.rmSync(this.path(kind, older), { force: true })
    }
  }

  removeUnfinished() {
    for (const name of this.#fs.readdirSync(this.#folder))
      if (/^tables\.\d+\.jsonl\.tmp$/.test(name)) this.#fs.rmSync(join(this.#folder, name), { force: true })
  }

  /** There is a journal for each snapshot, no gap between journals, and no journal but the first without a snapshot. */
  #missing(snapshot: number | undefined, journals: number[]): string | undefined {
    const [oldest] = journals
    if (snapshot === undefined && oldest !== undefined && oldest !== 1) return this.path('tables', oldest)
    const first = snapshot ?? 1
    const expected = [first, ...journals.slice(1).map((_, index) => first + index + 1)]
    const missing = expected.find((generation, index) => journals[index] !== generation)
    return missing === undefined || (snapshot === undefined && oldest === undefined) ? undefined : this.path('journal', missing)
  }

  #numbers(kind: Kind): number[] {
    const form = new RegExp(`^${kind}\\.(\\d+)\\.jsonl$`)
    const numbers = this.#fs.readdirSync(this.#folder).flatMap((name) => form.exec(name)?.[1] ?? [])
    return numbers.map(Number).sort((one, other) => one - other)
  }
}
