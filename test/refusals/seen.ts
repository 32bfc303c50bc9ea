import { operations } from '../../contracts/openapi/spec.ts'
import { patternOf } from '../../mocks/core/http/router.ts'
import type { Exchange } from '../../mocks/core/system/record.ts'
import { codeNames } from './documented.ts'

/** The refusals in an exchange, in the words of `documented`. */
export function refusalsIn(exchange: Exchange): string[] {
  const { operation, provider, status, response } = exchange
  const codes = [...codesIn(response?.body)].map((code) => `${provider} ${code}`)
  if (status < 400) return codes
  return [...(operation ? [operation] : operationsAt(exchange)).map((id) => `${id} ${status}`), ...codes]
}

/** A method that a path does not take is documented with those that it takes. */
function operationsAt({ provider, url }: Exchange): string[] {
  const path = url.split('?')[0] as string
  return [...operations.values()]
    .filter(({ system, path: own }) => system === provider && patternOf(own).pattern.test(path))
    .map(({ id }) => id)
}

/** Wherever they stand: at the top, in a list of errors, or beside a single record. */
function* codesIn(value: unknown): Generator<string> {
  if (!value || typeof value !== 'object') return
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && codeNames.includes(name)) yield inner
    else yield* codesIn(inner)
  }
}
