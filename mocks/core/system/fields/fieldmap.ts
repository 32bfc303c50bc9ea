/** The fields that a lead has at one place, by name. */
export type Fields = Record<string, unknown>

/**
 * How the fields of a lead get from one place to the next. A system builds it from the mapping tables that it works with, so
 * the two cannot differ.
 */
export interface Passage {
  /** The name of the mapping in a rule: `Workato's recipe`. */
  mapping: string
  /** Which field becomes which. Of several that become the same, the last with a value wins. */
  fields: readonly (readonly [from: string, to: string])[]
  /** What the value of a field becomes; the value itself by default. `source` is everything at the place before. */
  convert?(to: string, value: unknown, source: Fields): unknown
  /** Whether a value is passed on at all; every value by default. */
  passes?(value: unknown, from: string): boolean
  /** Why a value that does not pass stays behind. */
  withheld?: string
  /** What a conversion is, by the field's name behind it. */
  conversions?: Readonly<Record<string, string>>
  /** Why the system fills a field, by its name. */
  added?: Readonly<Record<string, string>>
  /** Why a field has a value although none was given, by its name. */
  defaulted?: Readonly<Record<string, string>>
  /** Why any other field is there that did not come from the place before. */
  otherwise: string
  /** Why a field that the mapping does not name goes no farther. */
  dropped: string
}

/** A mapping that keeps the names. */
export const unchanged = (names: Iterable<string>): [string, string][] => [...names].map((name) => [name, name])
