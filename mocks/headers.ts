/**
 * Headers by their names in lower case; a repeated one is joined by a comma. `Headers` lists them so, but what replaces it in a
 * test environment may keep the sender's case, as happy-dom's does.
 */
export function readHeaders(headers: Iterable<[string, string]>): Record<string, string> {
  const read: Record<string, string> = {}
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    read[key] = Object.hasOwn(read, key) ? `${read[key]}, ${value}` : value
  }
  return read
}
