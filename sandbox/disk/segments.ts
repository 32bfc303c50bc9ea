import { dirname, join } from 'node:path'
import { type FileSystem, ifPossible } from './filesystem.ts'
import { gapsIn } from './gaps.ts'
import { Segment } from './segment.ts'

/** The folder of a span log: segments numbered without a gap, each with an index when it is not written to. */
export class Segments {
  readonly #folder: string
  readonly #fs: FileSystem

  constructor(folder: string, fs: FileSystem) {
    this.#folder = folder
    this.#fs = fs
  }

  segment(number: number): Segment {
    return new Segment(join(this.#folder, `${String(number).padStart(8, '0')}.jsonl`), number, this.#fs)
  }

  /** The segments, oldest first, and a sentence for each gap. Throws the system's error. */
  found(): { segments: Segment[]; missing: string[] } {
    const removed = this.#isRemoved ? [`${this.#folder} is missing: its traces are lost.`] : []
    this.#fs.mkdirSync(this.#folder, { recursive: true })
    const there = this.#numbers('jsonl')
    const indexed = this.#numbers('index')
    // We remove an index before its segment, so one without a segment means that another program removed the segment.
    for (const number of indexed) if (!there.includes(number)) ifPossible(() => this.segment(number).remove())
    const missing = gapsIn(there, indexed).map(({ first, count }) => {
      const more = count > 1 ? ` and ${count - 1} after it` : ''
      return `${this.segment(first).path}${more} is missing: its traces are lost.`
    })
    return { segments: there.map((number) => this.segment(number)), missing: [...removed, ...missing] }
  }

  /** Creates the folder again after it was removed, but not the data folder that contains it. */
  restore() {
    ifPossible(() => this.#fs.mkdirSync(this.#folder))
  }

  /** Whether the data folder exists. */
  get hasHome(): boolean {
    return this.#fs.statSync(dirname(this.#folder), { throwIfNoEntry: false }) !== undefined
  }

  /** Whether another program has removed the folder: it is created before the first journal. */
  get #isRemoved(): boolean {
    if (!this.hasHome || this.#fs.statSync(this.#folder, { throwIfNoEntry: false })) return false
    return this.#fs.readdirSync(dirname(this.#folder)).some((name) => /^journal\.\d+\.jsonl$/.test(name))
  }

  #numbers(extension: string): number[] {
    const form = new RegExp(`^(\\d+)\\.${extension}$`)
    const numbers = this.#fs.readdirSync(this.#folder).flatMap((name) => form.exec(name)?.[1] ?? [])
    return numbers.map(Number).sort((one, other) => one - other)
  }
}
