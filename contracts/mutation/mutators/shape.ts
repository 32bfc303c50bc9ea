import { type Document, type JsonSchema, resolve } from '../../openapi/document.ts'

/** What a schema may mean for a value: references followed, and of a union the branches that the value may be of; all when it fits none. */
export function shapesOf(schema: JsonSchema, value: unknown, root: Document): JsonSchema[] {
  const { oneOf, ...shape } = resolve(schema, root)
  if (!oneOf) return [shape]
  const fitting = oneOf.filter((branch) => fits(branch, value, root))
  return (fitting.length ? fitting : oneOf).flatMap((branch) => shapesOf(branch, value, root))
}

/** Whether a value may be of a branch: by its type, its constants and the names that must be there, which is how branches differ. */
function fits(schema: JsonSchema, value: unknown, root: Document): boolean {
  const { type, oneOf, required = [], properties = {}, ...rest } = resolve(schema, root)
  if (oneOf) return oneOf.some((branch) => fits(branch, value, root))
  if ('const' in rest) return rest.const === value
  if (type && ![type].flat().some((name) => isOf(name, value))) return false
  if (!isObject(value)) return true
  return (
    required.every((name) => Object.hasOwn(value, name)) &&
    Object.entries(properties).every(([name, property]) => !Object.hasOwn(value, name) || fits(property, value[name], root))
  )
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

function isOf(type: string, value: unknown): boolean {
  if (type === 'integer') return Number.isInteger(value)
  return type === typeOf(value)
}

/** JSON's own name for the type of a value. */
export function typeOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}
