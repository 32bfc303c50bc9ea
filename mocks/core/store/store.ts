import type { Adapter, Low } from 'lowdb'
import type { Definition, Definitions, Key, Row, RowChange, Rows } from '../system/table.ts'
import { Relation } from './relation.ts'

/** What the store keeps, table by table: the `data` of lowdb's `Low`. */
export type State = Record<string, Rows>

/** One row of one change set as it is journalled: the row as it shall be, or null when it is gone. */
export type Change = [table: string, key: Key, row: Row | null]

/** A lowdb adapter that also takes single change sets, so that a write costs what was changed and not what is stored. */
export interface Journal extends Adapter<State> {
  /** Returns when the change set would survive the process; throws a WriteError when it cannot be kept, and then nothing was changed. */
  append(changes: Change[]): void
  /** Replaces everything by one change set, in one step; throws a WriteError when that cannot be kept, and then nothing was changed. */
  replace(changes: Change[]): void
  /** The rows of a new table. */
  rows(): Rows
}

/** A table under its short and its full name: `leads`, `marketo.leads`. */
export interface NamedRelation {
  name: string
  full: string
  relation: Relation
}

/** Whether a change set was committed, else what stood against it. */
export type Commit = { done: true } | { done: false; conflict: string }

/** The committed tables of a world. */
export class Store {
  /** How many change sets were committed. */
  commits = 0
  readonly #low: Low<State>
  readonly #journal: Journal
  readonly #relations = new Map<string, Relation>()
  #bySystem = new Map<string, NamedRelation[]>()
  #kept: NamedRelation[] = []
  #hashed: Relation[] = []
  readonly #definitions: Definitions
  readonly #onCommit: (wanted: RowChange[]) => void

  /** `low` has been read; `journal` is its adapter. Definitions are keyed `<system>.<table>`. `onCommit` is told what was committed. */
  constructor(low: Low<State>, journal: Journal, definitions: Definitions, onCommit: (wanted: RowChange[]) => void = () => {}) {
    this.#low = low
    this.#journal = journal
    this.#definitions = definitions
    this.#onCommit = onCommit
    this.#load()
  }

  get names(): string[] {
    return Object.keys(this.#definitions)
  }

  relation(name: string): Relation {
    const relation = this.#relations.get(name)
    if (!relation) throw new Error(`There is no table "${name}": declare it in its system's tables.ts.`)
    return relation
  }

  /** The tables whose rows spans keep. */
  get kept(): readonly NamedRelation[] {
    return this.#kept
  }

  /** Whether a system issued a secret, by its hash. */
  hasHash(hash: string): boolean {
    for (const { rows } of this.#hashed) if (rows.has(hash)) return true
    return false
  }

  /** Whether all leads of a person write the same row of a table. */
  isShared(table: string): boolean {
    return this.#relations.get(table)?.definition.keep?.shared === true
  }

  /** The tables of one system. */
  tablesOf(system: string): readonly NamedRelation[] {
    return this.#bySystem.get(system) ?? []
  }

  /**
   * Checks and applies a change set in one synchronous step: all of it or nothing. A row that somebody else changed since it
   * was read is a conflict worth a retry; so is a unique value that was taken meanwhile. Throws a WriteError when the journal
   * cannot be written.
   */
  commit(wanted: RowChange[]): Commit {
    const conflict = this.#conflict(wanted)
    if (conflict) return { done: false, conflict }
    if (!wanted.length) return { done: true }
    this.#journal.append(wanted.map(change))
    for (const { table, key, before, after } of wanted) this.relation(table).apply(key, after, before)
    this.commits++
    this.#onCommit(wanted)
    return { done: true }
  }

  /** Writes all rows anew, so that the journal begins empty. Commits go on meanwhile. */
  async compact() {
    await this.#low.write()
  }

  /** Replaces every row by those of one change set, in one synchronous step: all of it or nothing. Throws a WriteError as `commit` does. */
  replace(wanted: RowChange[]) {
    this.#journal.replace(wanted.map(change))
    this.#low.data = {}
    this.#load()
    for (const { table, key, after } of wanted) this.relation(table).apply(key, after, undefined)
    this.commits++
  }

  #conflict(wanted: RowChange[]): string | undefined {
    const changing = new Set<string>()
    for (const { table, key } of wanted) changing.add(`${table} ${key}`)
    const taken = new Set<string>()
    for (const { table, key, before, after } of wanted) {
      const relation = this.relation(table)
      const current = relation.rows.get(key)
      if (current !== before && !same(current, before)) return `${table} ${key} has changed`
      for (const [name, value] of after ? relation.uniques(after) : []) {
        const unique = `${table} already has ${name}: ${value}`
        const held = relation.keys(name, value).some((other) => !changing.has(`${table} ${other}`))
        if (held || taken.has(unique)) return unique
        taken.add(unique)
      }
    }
    return undefined
  }

  #load() {
    for (const [name, definition] of Object.entries(this.#definitions)) {
      const rows = (this.#low.data[name] ??= this.#journal.rows())
      this.#relations.set(name, new Relation(definition as Definition, rows))
    }
    const named = [...this.#relations].map(([full, relation]) => ({ full, relation, name: full.slice(full.indexOf('.') + 1) }))
    this.#kept = named.filter(({ relation }) => relation.definition.keep)
    this.#hashed = named.flatMap(({ relation }) => (relation.definition.hashed ? [relation] : []))
    this.#bySystem = Map.groupBy(named, ({ full }) => full.slice(0, full.indexOf('.')))
  }
}

const change = ({ table, key, after }: RowChange): Change => [table, key, after]

/** A row that is read from disk twice is two objects. */
const same = (row: Row | undefined, other: Row | undefined): boolean =>
  row !== undefined && other !== undefined && JSON.stringify(row) === JSON.stringify(other)
