/** The items of a list in a query, without blanks and repetitions. */
export const split = (list: string): string[] => [
  ...new Set(
    list
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  ),
]

/** The numbers of a list in a query; NaN for what is none. */
export const numbers = (list: string): number[] => list.split(',').map((item) => (/^\s*\d+\s*$/.test(item) ? Number(item) : Number.NaN))

/** Rows that have one of the values of each filter given, by id. */
export const matching = <Row extends { id: number }>(
  rows: Row[],
  filters: Partial<Record<keyof Row & string, string | undefined>>,
): Row[] =>
  rows
    .filter((row) =>
      Object.entries(filters).every(
        ([name, list]) => typeof list !== 'string' || split(list).includes(String(row[name as keyof Row] ?? '')),
      ),
    )
    .sort((one, other) => one.id - other.id)
