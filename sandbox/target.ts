import { normalise } from '../mocks/path.ts'

/** The URL of a request. It is read once, at the door: what guards a path and what answers it decide by the same value. */
export interface Target {
  /** The path in its one spelling. */
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
  const [, authority, rest = ''] = /^http:\/\/([^/?]+)(.*)$/i.exec(url) ?? []
  return authority === undefined ? undefined : { ...split(rest.startsWith('/') ? rest : `/${rest}`), authority }
}

function split(url: string): Target {
  const mark = url.indexOf('?')
  const raw = mark < 0 ? url : url.slice(0, mark)
  return { path: normalise(raw), raw, query: mark < 0 ? '' : url.slice(mark) }
}

/** Whether a path is the given one or lies below it. */
export const isBelow = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`)

/**
 * The path below a root that the target's path lies in: as it came, where the root was written in its one spelling, else normalised.
 * Both are the same path.
 */
export function pathBelow({ path, raw }: Target, root: string): string {
  const own = path.slice(root.length) || '/'
  const rest = raw.slice(root.length)
  return raw.startsWith(`${root}/`) && normalise(rest) === own ? rest : own
}
