import type { GitlabContext } from '../tables.ts'

interface Cached {
  value: unknown
  /** Epoch milliseconds. */
  expiresAt: number
}

/** GitLab's `Rails.cache`: a value that was written before and has not expired. */
export function readCache<Value>({ clock, memory }: GitlabContext, key: string): Value | undefined {
  const cached = memory.get(key) as Cached | undefined
  if (cached && cached.expiresAt > clock.now()) return cached.value as Value
  memory.delete(key)
  return undefined
}

/** Keeps a value for `life` milliseconds. */
export function writeCache({ clock, memory }: GitlabContext, key: string, value: unknown, life: number) {
  memory.set(key, { value, expiresAt: clock.now() + life } satisfies Cached)
}

/** The cached value, or else the one that `load` gives; undefined is not cached. */
export async function cached<Value>(
  context: GitlabContext,
  key: string,
  life: number,
  load: () => Promise<Value | undefined>,
): Promise<Value | undefined> {
  const known = readCache<Value>(context, key)
  if (known !== undefined) return known
  const loaded = await load()
  if (loaded !== undefined) writeCache(context, key, loaded, life)
  return loaded
}
