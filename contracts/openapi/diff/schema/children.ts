import type { JsonSchema } from '../../document.ts'
import { pointer, valueAt } from '../../pointer.ts'
import type { Sides, Site } from '../scope.ts'
import type { Form } from './form.ts'

/** A part that both schemas have, and its key in a JSON pointer: `0` for the items of a list, `*` for the values of a map. */
export interface Child {
  key: string
  sites: Sides<Site<JsonSchema>>
}

/** What is to be compared within a pair of forms. */
export function* children({ base, head }: Sides<Form>): Generator<Child> {
  for (const [key, keys] of steps(base)) {
    const [before, now] = [inner(base, keys), inner(head, keys)]
    if (before && now) yield { key, sites: { base: before, head: now } }
  }
}

/** The ways down from a form: the key for the reader, and the keys in the schema. */
function steps({ type, node }: Form): [string, string[]][] {
  if (type === 'array') return [['0', ['items']]]
  if (type !== 'object') return []
  const names = Object.keys(node.properties ?? {})
  return [...names.map((name): [string, string[]] => [name, ['properties', name]]), ['*', ['additionalProperties']]]
}

function inner({ node, at }: Form, keys: string[]): Site<JsonSchema> | undefined {
  const found = valueAt(node, pointer(keys))
  return typeof found === 'object' ? { node: found as JsonSchema, at: at + pointer(keys) } : undefined
}
