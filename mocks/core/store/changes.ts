import type { Writers, WrittenRow } from '../system/record.ts'
import type { Definitions, Key, New, Page, PageRequest, Row, RowChange, Table, TablesOf } from '../system/table.ts'
import type { Relation } from './relation.ts'
import { nameOfRow, writersTable } from './shared.ts'
import type { Store } from './store.ts'

/** A row as it was first read, and who had written its fields by then. */
export interface Read {
  row: Row
  writers: Readonly<Record<string, string>>
}

/**
 * What one handler or worker changes: staged here, seen by itself at once and by nobody else until it is committed whole.
 */
export class ChangeSet {
  readonly #store: Store
  readonly #staged = new Map<string, Map<Key, RowChange>>()
  readonly #tables = new Map<string, Record<string, Table<Row>>>()
  /** Rows that spans keep: as they were read, and what was committed of them. */
  readonly #read = new Map<string, Read>()
  readonly #committed = new Map<string, RowChange>()
  /** Every write in order, for the step that made it. */
  readonly written: WrittenRow[] = []

  constructor(store: Store) {
    this.#store = store
  }

  wanted(): RowChange[] {
    return [...this.#staged.values()].flatMap((rows) => [...rows.values()])
  }

  /** The tables of one system, by their short names. */
  tables<All extends Definitions>(system: string): TablesOf<All> {
    const known = this.#tables.get(system)
    if (known) return known as TablesOf<All>
    const tables: Record<string, Table<Row>> = {}
    for (const { name, full, relation } of this.#store.tablesOf(system)) tables[name] = new StagedTable(this, relation, full)
    this.#tables.set(system, tables)
    return tables as TablesOf<All>
  }

  /** What was staged is committed: nothing of it waits any more. */
  settle() {
    for (const { full } of this.#store.kept)
      for (const wanted of this.#staged.get(full)?.values() ?? []) this.#committed.set(nameOfRow(full, wanted.key), wanted)
    this.#staged.clear()
  }

  /** Remembers a row that spans keep, as it is when it is read for the first time. */
  noteRead(table: string, key: Key, row: Row) {
    const name = nameOfRow(table, key)
    if (this.#read.has(name)) return
    const writers = this.#store.isShared(table) ? (this.#store.relation(writersTable).rows.get(name) as Writers | undefined) : undefined
    this.#read.set(name, { row, writers: writers?.fields ?? {} })
  }

  /** A row that spans keep, as it was first read. */
  readOf(table: string, key: Key): Read | undefined {
    return this.#read.get(nameOfRow(table, key))
  }

  /** What is staged of a row that spans keep, or was committed ahead of the rest. */
  changeOf(table: string, key: Key): RowChange | undefined {
    return this.#staged.get(table)?.get(key) ?? this.#committed.get(nameOfRow(table, key))
  }

  /** Forgets what was staged. */
  discard() {
    this.#staged.clear()
    this.written.length = 0
  }

  staged(table: string): Map<Key, RowChange> | undefined {
    return this.#staged.get(table)
  }

  stage(table: string, key: Key, before: Row | undefined, after: Row | null) {
    let rows = this.#staged.get(table)
    if (!rows) this.#staged.set(table, (rows = new Map()))
    const earlier = rows.get(key)
    const base = earlier ? earlier.before : before
    if (!base && !after) rows.delete(key)
    else rows.set(key, { table, key, before: base, after })
    const known = earlier ? earlier.after !== null : before !== undefined
    this.written.push({ table, key, change: after === null ? 'removed' : known ? 'updated' : 'inserted' })
  }
}

class StagedTable implements Table<Row> {
  readonly #changes: ChangeSet
  readonly #relation: Relation
  readonly #name: string

  constructor(changes: ChangeSet, relation: Relation, name: string) {
    this.#changes = changes
    this.#relation = relation
    this.#name = name
  }

  async get(key: Key): Promise<Row | undefined> {
    return this.#row(key)
  }

  async find(index: string, value: Key): Promise<Row[]> {
    return this.#found(index, value)
  }

  async first(index: string, value: Key): Promise<Row | undefined> {
    return (await this.find(index, value))[0]
  }

  async insert(row: New<Row>): Promise<Row> {
    const { key: column } = this.#relation.definition
    const key = (row[column] ?? this.#relation.number()) as Key
    const complete = { [column]: key, ...row, [column]: key }
    if (this.#row(key)) throw new Conflict(`${this.#name} already has ${column}: ${key}`)
    this.#refuseClash(key, complete)
    this.#changes.stage(this.#name, key, undefined, complete)
    return complete
  }

  async update(row: Row, changes: Partial<Row>): Promise<Row> {
    const key = this.#key(row)
    const after = { ...row, ...changes }
    this.#refuseClash(key, after)
    this.#changes.stage(this.#name, key, row, after)
    return after
  }

  async remove(row: Row): Promise<void> {
    this.#changes.stage(this.#name, this.#key(row), row, null)
  }

  async page(request: PageRequest<Row>): Promise<Page<Row>> {
    return this.#relation.page(request)
  }

  async count(): Promise<number> {
    return this.#relation.rows.size
  }

  #found(index: string, value: Key): Row[] {
    const { unique, index: plain } = this.#relation.definition
    const finder = unique[index] ?? plain[index]
    if (!finder) throw new Error(`${this.#name} is not found by "${index}": declare it in tables.ts.`)
    const committed = this.#relation.keys(index, value).map((key) => this.#row(key))
    const staged = [...(this.#changes.staged(this.#name)?.values() ?? [])].map(({ after }) => after)
    const found = new Set([...committed, ...staged])
    return [...found].filter((row): row is Row => !!row && finder(row) === value)
  }

  #row(key: Key): Row | undefined {
    const staged = this.#changes.staged(this.#name)?.get(key)
    if (staged) return staged.after ?? undefined
    const row = this.#relation.rows.get(key)
    if (row && this.#relation.definition.keep) this.#changes.noteRead(this.#name, key, row)
    return row
  }

  #key(row: Row): Key {
    return row[this.#relation.definition.key] as Key
  }

  #refuseClash(key: Key, row: Row) {
    for (const [name, value] of this.#relation.uniques(row)) {
      const clash = this.#found(name, value).some((other) => this.#key(other) !== key)
      if (clash) throw new Conflict(`${this.#name} already has ${name}: ${value}`)
    }
  }
}

/** A change set cannot be committed, because of what was committed meanwhile; whoever made it is run again. */
export class Conflict extends Error {
  override name = 'Conflict'
}
