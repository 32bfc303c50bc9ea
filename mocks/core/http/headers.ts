/**
 * Reads headers with their names in lower case; values of the same name are joined by a comma. `Headers` lists them like this, but
 * replacements in test environments may keep the sender's case, as in happy-dom.
 */
export function readHeaders(headers: Iterable<[string, string]>): Record<string, string> {
  const read: Record<string, string> = {}
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    read[key] = Object.hasOwn(read, key) ? `${read[key]}, ${value}` : value
  }
  return read
}
