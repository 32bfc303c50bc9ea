import type { JsonSchema } from '../../openapi/document.ts'

/** A value of the same type that the document does not allow here; undefined where it names no values and no pattern. */
export function otherThan(value: unknown, shapes: JsonSchema[]): unknown {
  const bounds = shapes.filter((shape) => 'const' in shape || shape.enum || shape.pattern !== undefined)
  if (!bounds.length) return undefined
  return candidates(value).find((other) => other !== value && !bounds.some((bound) => allows(bound, other)))
}

function candidates(value: unknown): unknown[] {
  if (typeof value === 'string') return [`${value}_other`, 'other', 'OTHER', '0', '~']
  if (typeof value === 'number') return [value + 1, value + 1000, -1 - value]
  return typeof value === 'boolean' ? [!value] : []
}

function allows(bound: JsonSchema, value: unknown): boolean {
  if ('const' in bound) return bound.const === value
  if (bound.enum) return bound.enum.includes(value)
  return new RegExp(bound.pattern as string, 'u').test(String(value))
}
