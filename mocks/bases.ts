import { Mistake } from '../contracts/openapi/mistake.ts'
import { operations } from '../contracts/openapi/spec.ts'
import type { SystemName } from '../contracts/openapi/types.ts'
import type { World } from './core/world.ts'

/** Base URLs by system: one, or several. */
export type Bases = Partial<Record<SystemName, string | string[]>>

/** A system that a URL is meant for. */
export interface Match {
  system: SystemName
  /** The base URL as the caller wrote it, without a trailing slash. */
  base: string
  /** The rest of the path, percent-encoded as the caller sent it. */
  path: string
}

interface Place {
  system: SystemName
  /** The path of the base URL, decoded, by its parts. */
  parts: string[]
}

/** Reads a base URL: an absolute http or https URL without query and fragment. Undefined when the text is something else. */
export function readBase(text: string): URL | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined
  return url && /^https?:$/.test(url.protocol) && !url.search && !url.hash ? url : undefined
}

/**
 * Finds the system that a URL is meant for, by its host and the beginning of its path. The longest base URL wins. The scheme does
 * not count: a request to a mocked host stays in the process when it is sent by `http`.
 */
export function matcher(world: World, bases: Bases = {}): (url: URL) => Match | undefined {
  const places = placesByHost(world, bases)
  return (url) => {
    for (const { system, parts } of places.get(hostOf(url)) ?? []) {
      const path = below(url.pathname, parts)
      if (path !== undefined)
        return { system, base: `${url.origin}${url.pathname.slice(0, url.pathname.length - path.length)}`, path: path || '/' }
    }
    return undefined
  }
}

/** The places of each host, longest paths first. Throws a Mistake when two systems have the same place. */
function placesByHost(world: World, bases: Bases): Map<string, Place[]> {
  const places = new Map<string, Place[]>()
  for (const { name: system } of world.systems) {
    for (const text of [...[bases[system] ?? []].flat(), world.baseOf(system), ...serversOf(system)]) {
      const url = new URL(text)
      const parts = partsOf(url.pathname)
      const here = places.get(hostOf(url)) ?? []
      const same = here.find((place) => place.parts.join('/') === parts.join('/'))
      if (same && same.system !== system)
        throw new Mistake(`${same.system} and ${system} have the same base URL, ${text}. Give each its own.`)
      if (!same)
        places.set(
          hostOf(url),
          [...here, { system, parts }].sort((one, other) => other.parts.length - one.parts.length),
        )
    }
  }
  return places
}

/** The base URLs under which clients reach the real system. */
const serversOf = (system: SystemName): string[] => [
  ...new Set([...operations.values()].flatMap((operation) => (operation.system === system ? operation.servers : []))),
]

/** Host and port, without the dot that ends a fully qualified name. */
const hostOf = ({ hostname, port }: URL): string => `${hostname.replace(/\.$/, '')}:${port}`

const partsOf = (path: string): string[] => path.split('/').filter(Boolean).map(decoded)

/** The rest of a path after the parts of a base URL; undefined when the path does not begin with them. Doubled slashes do not count. */
function below(path: string, parts: string[]): string | undefined {
  let rest = path
  for (const part of parts) {
    const [whole, first = ''] = rest.match(/^\/+([^/]*)/) ?? ['']
    if (decoded(first) !== part) return undefined
    rest = rest.slice(whole.length)
  }
  return rest
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
