import type { Finding } from '../../../../../contracts/openapi/findings.ts'
import type { Assumed } from '../../../assumptions.ts'

/** What is to be said beside the values of a message. */
export interface Marks {
  findings: Finding[]
  assumed: Assumed[]
}

/** A JSON pointer with the name of a member behind it. */
export const below = (pointer: string, name: string): string => `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`

export const findingsAt = ({ findings }: Marks, pointer: string): Finding[] => findings.filter(({ at }) => at === pointer)

/** What the document assumes of a value; an item of a list has `*` in the place of its index there. */
export const assumedAt = ({ assumed }: Marks, pattern: string): Assumed | undefined => assumed.find(({ at }) => at === pattern)

/** Whether something is found in a value or below it. */
export const isMarked = ({ findings }: Marks, pointer: string): boolean =>
  findings.some(({ at }) => at === pointer || at.startsWith(`${pointer}/`))

/** Names of members that a finding speaks of and that the object does not have. */
export function missingIn(marks: Marks, pointer: string, value: object): string[] {
  const names = marks.findings.flatMap(({ at, code }) => {
    const name = at.startsWith(`${pointer}/`) ? at.slice(pointer.length + 1) : '/'
    return code === 'missing' && !name.includes('/') ? [name.replaceAll('~1', '/').replaceAll('~0', '~')] : []
  })
  return [...new Set(names)].filter((name) => !Object.hasOwn(value, name))
}

/** Whether a message has a value at a pointer in which `*` stands for any index. */
export function carries(message: { body?: unknown }, at: string): boolean {
  const names = at.split('/').slice(1)
  return has(
    message,
    names.map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~')),
  )
}

function has(value: unknown, [name, ...rest]: string[]): boolean {
  if (name === undefined) return value !== undefined
  if (!value || typeof value !== 'object') return false
  if (name === '*') return Array.isArray(value) && value.some((item) => has(item, rest))
  return Object.hasOwn(value, name) && has((value as Record<string, unknown>)[name], rest)
}
