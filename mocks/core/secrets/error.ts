import type { Redactor } from './redactor.ts'

/** Causes of causes that are kept. */
const deepest = 8

/** A copy of an error without secrets, with name, message, stack and cause. Its other properties are left out. Any other value becomes text. */
export function redactError(error: unknown, redactor: Redactor, depth = 0): Error | string {
  if (!(error instanceof Error)) return redactor.text(String(error))
  const { name, message, stack, cause } = error
  const copy = new Error(redactor.text(message))
  copy.name = name
  copy.stack = redactor.text(stack ?? '')
  if (cause !== undefined && depth < deepest) copy.cause = redactError(cause, redactor, depth + 1)
  return copy
}
