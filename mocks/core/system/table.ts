import type { Tags } from './record.ts'

/** A row: plain data, never changed in place. */
export type Row = Readonly<Record<string, unknown>>
/** The value of a primary key, or one that rows are found under. */
export type Key = string | number

/** The committed rows of a table by their keys, oldest first; a Map is one. */
export interface Rows<Kind = Row> {
  readonly size: number
  get(key: Key): Kind | undefined
  has(key: Key): boolean
  set(key: Key, row: Kind): unknown
  delete(key: Key): boolean
  keys(): Iterable<Key>
  values(): Iterable<Kind>
  [Symbol.iterator](): Iterator<[Key, Kind]>
}

/** What a table is called by and found by. Column names and types come from its row schema in openapi.yaml. */
export interface Definition<Kind extends object = Row, Index extends string = string> {
  /** The primary key's column. An integer key that a new row lacks is numbered on. */
  key: keyof Kind & string
  /** Values that no two rows may share; undefined does not take part. */
  unique: Partial<Record<Index, (row: Kind) => Key | undefined | null>>
  /** Values by which rows are found. */
  index: Partial<Record<Index, (row: Kind) => Key | undefined | null>>
  /** Adds what the system gives to every row, for a seeded row that lacks it. `now` is an ISO stamp. */
  complete?: ((row: Kind, now: string) => Kind) | undefined
  /** Whether the key is the SHA-256 of a secret that the system issued. */
  hashed?: boolean | undefined
  /** Given where leads become rows of this table. */
  keep?: Keeping | undefined
}

/** How spans keep the row of their lead. */
export interface Keeping {
  /** The tag of the span that has the row's key. */
  tag: Extract<keyof Tags, `${string}_id`>
  /** Columns that say nothing about the lead, such as stamps. */
  besides: readonly string[]
  /** Whether all leads of a person write the same row. */
  shared: boolean
  /** A row with values in the form that the system gives them, whichever lead brought them; as it is unless given. */
  normal?: (row: Row) => Row
}

type Finder<Kind> = (row: Kind) => Key | undefined | null

interface Finders<Kind, Unique extends string, Index extends string> {
  unique: Record<Unique, Finder<Kind>>
  index: Record<Index, Finder<Kind>>
  complete: (row: Kind, now: string) => Kind
  hashed: boolean
  keep: Keeping
}

/**
 * Declares a table: `table<Schema<'MarketoLead'>>()('id', { index: { email: (row) => row.email } })`.
 * Finders see a row and give the value it is found under; undefined and null are found under nothing.
 */
export const table =
  <Kind extends object>() =>
  <Unique extends string = never, Index extends string = never>(
    key: keyof Kind & string,
    { unique, index, complete, hashed, keep }: Partial<Finders<Kind, Unique, Index>> = {},
  ): Definition<Kind, Unique | Index> =>
    ({ key, unique: unique ?? {}, index: index ?? {}, complete, hashed, keep }) as Definition<Kind, Unique | Index>

/** Declared tables by name. */
// biome-ignore lint/suspicious/noExplicitAny: a definition is contravariant in its row, so no narrower type holds them all
export type Definitions = Record<string, Definition<any, any>>

/** A new row: its key may be left out when the table numbers it. */
export type New<Kind> = Kind extends { id: number } ? Omit<Kind, 'id'> & { id?: number } : Kind

/** Some of many rows. */
export interface Page<Kind> {
  rows: Kind[]
  /** Handed to the next `page` as `after`; null at the end. */
  next: string | null
}

/** Which rows are wanted: at most `limit` that `where` lets through, from where the page before ended. */
export interface PageRequest<Kind> {
  limit: number
  after?: string | null
  where?: (row: Kind) => boolean
}

/**
 * A table as a handler or worker sees it: what is committed plus what it has written itself. Asynchronous, so that a server
 * database can stand behind it.
 */
export interface Table<Kind extends object, Index extends string = string> {
  get(key: Key): Promise<Kind | undefined>
  /** Every row found under a value, oldest first. */
  find(index: Index, value: Key): Promise<Kind[]>
  /** The first row found under a value. */
  first(index: Index, value: Key): Promise<Kind | undefined>
  insert(row: New<Kind>): Promise<Kind>
  /** Replaces columns of a row as it was read; the change set is refused when somebody else changed it since. */
  update(row: Kind, changes: Partial<Kind>): Promise<Kind>
  remove(row: Kind): Promise<void>
  /** Committed rows, newest first. */
  page(request: PageRequest<Kind>): Promise<Page<Kind>>
  count(): Promise<number>
}

/** The tables of a system by name, as `context.tables` offers them. */
export type TablesOf<All extends Definitions> = {
  [Name in keyof All]: All[Name] extends Definition<infer Kind, infer Index> ? Table<Kind, Index> : never
}

/** The change of one row in a change set. */
export interface RowChange {
  table: string
  key: Key
  /** The committed row that was read; undefined for a new one. */
  before: Row | undefined
  after: Row | null
}
