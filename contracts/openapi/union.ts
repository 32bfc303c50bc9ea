import { type Document, type JsonSchema, resolve } from './document.ts'

/** The branches of a union must be told apart by a const or by their type, else a failure could not be traced to a JSON path. */
export function* unionComplaints(branches: JsonSchema[], root: Document): Generator<string> {
  const marks = branches.map((branch) => mark(branch, root))
  for (const [index, own] of marks.entries()) {
    const rivals = marks.filter((_, other) => other !== index)
    if (rivals.some((rival) => rival.type === own.type && !contradict(own.consts, rival.consts)))
      yield `Branch ${index} of oneOf has no const that tells it from the others.`
  }
}

function mark(branch: JsonSchema, root: Document) {
  const schema = resolve(branch, root)
  return { type: String(schema.type), consts: constsOf(schema, root) }
}

/** The consts that mark an object, by their place: its own properties, and those of the objects that it requires. */
export const constsOf = (schema: JsonSchema, root: Document): Map<string, unknown> => consts(schema, root, '')

function consts(schema: JsonSchema, root: Document, at: string): Map<string, unknown> {
  const found = new Map<string, unknown>()
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    if ('const' in property) found.set(`${at}/${name}`, property.const)
    else if (schema.required?.includes(name) && !at) {
      const inner = resolve(property, root)
      for (const [key, value] of consts(inner, root, `${at}/${name}`)) found.set(key, value)
    }
  }
  return found
}

/** Whether a value cannot carry both sets of consts. */
export const contradict = (own: Map<string, unknown>, rival: Map<string, unknown>) =>
  [...own].some(([key, value]) => rival.has(key) && rival.get(key) !== value)
