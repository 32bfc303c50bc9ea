/**
 * Normalises the path of a URL (RFC 3986, 6.2.2), so that two spellings of a path never lead to different answers. Decodes escapes of
 * unreserved characters, resolves dot segments, and removes doubled and closing slashes. Letters keep their case, and other escapes stay. A
 * path with an incomplete escape is not decoded. Normalising a normalised path changes nothing.
 */
export function normalise(path: string): string {
  if (!path.includes('//') && !path.includes('/.') && !path.includes('%') && !path.endsWith('/')) return path
  const segments: string[] = []
  for (const segment of decodeUnreserved(path).split('/')) {
    if (segment === '..') segments.pop()
    else if (segment && segment !== '.') segments.push(segment)
  }
  return `/${segments.join('/')}`
}

/** Letters, digits and `-` `.` `_` `~`. */
const unreserved = /%(?:2[DE]|3\d|[46][1-9A-F]|5[0-9AF]|7[0-9AE])/gi
const incomplete = /%(?![\dA-F]{2})/i

const decodeUnreserved = (path: string): string =>
  incomplete.test(path) ? path : path.replace(unreserved, (triplet) => String.fromCharCode(Number.parseInt(triplet.slice(1), 16)))
