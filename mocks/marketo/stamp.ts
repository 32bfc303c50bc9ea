/** A moment in Marketo's form, ISO 8601 in UTC without fractions of a second; undefined when it cannot be read. */
export function seconds(moment: string | number): string | undefined {
  const date = new Date(moment)
  return Number.isNaN(date.getTime()) ? undefined : `${date.toISOString().slice(0, 19)}Z`
}
