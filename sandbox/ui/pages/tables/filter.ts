import type { LocationQuery } from 'vue-router'

/** What columns must equal, by their names; an empty text finds what is null or absent. */
export type Filter = Record<string, string>

/** Words of the address that page through a table and filter nothing. */
const paging = new Set(['limit', 'after'])

/** Reads the filter from an address: `?email=jane@example.com`; `key` stands for the column that is the key. */
export function readFilter(query: LocationQuery, columns: string[]): Filter {
  const wanted = Object.entries(query).filter(([name]) => !paging.has(name))
  const column = (name: string) => (name === 'key' && !columns.includes(name) ? (columns[0] ?? name) : name)
  return Object.fromEntries(wanted.map(([name, value]) => [column(name), String((Array.isArray(value) ? value[0] : value) ?? '')]))
}

/** A filter with one column less. */
export function without(filter: Filter, column: string): Filter {
  return Object.fromEntries(Object.entries(filter).filter(([name]) => name !== column))
}
