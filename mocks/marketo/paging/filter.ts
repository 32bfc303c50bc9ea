/** The items of a list in a query, without blanks and repetitions. */
export const split = (list: string): string[] => [
  ...new Set(
    list
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  ),
]

/** The numbers of a list in a query; NaN for an invalid one. */
export const numbers = (list: string): number[] => list.split(',').map((item) => (/^\s*\d+\s*$/.test(item) ? Number(item) : Number.NaN))

/** Rows that have one of the values of each filter given, by id. */
export function matching<Row extends { id: number }>(rows: Row[], filters: Partial<Record<keyof Row & string, string | undefined>>): Row[] {
  const wanted = Object.entries(filters).flatMap(([name, list]) =>
    typeof list === 'string' ? [[name, new Set(split(list))] as const] : [],
  )
  return rows
    .filter((row) => wanted.every(([name, values]) => values.has(String(row[name as keyof Row] ?? ''))))
    .sort((one, other) => one.id - other.id)
}
