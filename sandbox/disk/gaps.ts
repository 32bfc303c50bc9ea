/** Numbers one after the other that are missing. */
export interface Gap {
  first: number
  count: number
}

/** The gaps between the present numbers, including known numbers that are not present. */
export function gapsIn(there: number[], known: number[]): Gap[] {
  const present = new Set(there)
  const all = [...new Set([...there, ...known])].sort((one, other) => one - other)
  return all.flatMap((number, index) => {
    const first = (all[index - 1] ?? number - 1) + 1
    const count = number - first + (present.has(number) ? 0 : 1)
    return count ? { first, count } : []
  })
}
