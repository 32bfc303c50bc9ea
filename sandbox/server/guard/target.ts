import { normalise } from '../../../mocks/core/http/path.ts'

/** The URL of a request, read once by the guard of a port. The guard and the routers decide by the same value. */
export interface Target {
  /** The normalised path. */
  path: string
  /** The path percent-encoded as it came, with doubled slashes. */
  raw: string
  /** The query as it came, with its question mark; empty when there is none. */
  query: string
  /** Host and port, when the request line names them. */
  authority?: string
}

/**
 * Reads the target of a request line: in origin form (`/path?query`) or in absolute form (`http://host/path?query`), which a server must
 * accept (RFC 9112, 3.2.2). Undefined for anything else, such as `*`, another scheme, or a fragment, which no client may send.
 */
export function readTarget(url: string): Target | undefined {
  if (url.includes('#')) return undefined
  if (url.startsWith('/')) return split(url)
  const found = /^http:\/\/([^/?]+)(.*)/i.exec(url)
  if (!found) return undefined
  const [, authority, rest] = found as unknown as [string, string, string]
  return { ...split(rest.startsWith('/') ? rest : `/${rest}`), authority }
}

function split(url: string): Target {
  const mark = url.indexOf('?')
  const raw = mark < 0 ? url : url.slice(0, mark)
  return { path: normalise(raw), raw, query: mark < 0 ? '' : url.slice(mark) }
}

/** Whether a path is a root, or continues it after a slash. */
export const isBelow = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`)

/**
 * The part of a target's path after a root that it continues. It is percent-encoded as it came if the root was written literally, and
 * normalised otherwise. Both are the same path.
 */
export function pathBelow({ path, raw }: Target, root: string): string {
  const own = path.slice(root.length) || '/'
  const rest = raw.slice(root.length)
  return raw.startsWith(`${root}/`) && normalise(rest) === own ? rest : own
}
