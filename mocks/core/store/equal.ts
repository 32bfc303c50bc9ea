/** Whether two values of JSON are the same. */
export const isEqual = (one: unknown, other: unknown): boolean =>
  one === other || (typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other))

/** Names of the members in which two objects differ. */
export function differences(one: object, other: object): string[] {
  const [mine, theirs] = [one as Record<string, unknown>, other as Record<string, unknown>]
  const names: string[] = []
  for (const name of Object.keys(theirs)) if (mine[name] !== theirs[name] && !isEqual(mine[name], theirs[name])) names.push(name)
  for (const name in mine) if (mine[name] !== undefined && !(name in theirs)) names.push(name)
  return names
}
