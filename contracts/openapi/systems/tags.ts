import type { Violation } from '../dialect.ts'
import { type Document, methods } from '../document.ts'

/** A system as pages and commands read it, without the document. */
interface ListedSystem {
  name: string
  title: string
  optional: boolean
}

/** The simulated systems as the document's tags list them; `control`, the sandbox itself, is not one. */
export const systemsOf = ({ tags }: Document): ListedSystem[] =>
  tags
    .filter(({ name }) => name !== 'control')
    .map(({ name, 'x-displayName': title = name, 'x-optional': optional = false }) => ({ name, title, optional }))

/** Tags without a title, and operations of a system that is not a tag. */
export function tagViolations({ tags, paths }: Document): Violation[] {
  const names = new Set(tags.map(({ name }) => name))
  const untitled = tags.flatMap((tag, place) =>
    tag['x-displayName']
      ? []
      : [{ at: `/tags/${place}`, message: `"${tag.name}" has no x-displayName: write its title as its makers do.` }],
  )
  const ids = Object.values(paths).flatMap((item) => methods.flatMap((method) => item[method]?.operationId ?? []))
  const unknown = new Set(ids.map((id) => id.split('.')[0] as string).filter((name) => !names.has(name)))
  return [...untitled, ...[...unknown].map((name) => ({ at: '/tags', message: `"${name}" has operations, but is not a tag.` }))]
}
