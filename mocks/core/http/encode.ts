/** A path template with its parameters filled in. */
export const fill = (template: string, path: object): string =>
  template.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String((path as Record<string, unknown>)[name])))

/** As HTML forms and queries are written: a list is repeated, and what is not given is left out. */
export function encode(values: object): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const item of [value].flat()) if (item !== undefined && item !== null) search.append(name, String(item))
  }
  return search.toString()
}
