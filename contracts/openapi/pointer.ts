/** Writes a path as a JSON pointer (RFC 6901). */
export const pointer = (path: PropertyKey[]): string =>
  path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** The path that a JSON pointer writes. */
export const pathOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'))

/** The value at a JSON pointer; undefined when there is none. */
export const valueAt = (root: unknown, pointer: string): unknown =>
  pathOf(pointer).reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], root)
