import type { Exchange } from '../../mocks/record.ts'
import { codeNames } from './documented.ts'

/** The refusals in an exchange, in the words of `documented`. */
export function refusalsIn({ operation, provider, status, response }: Exchange): string[] {
  const codes = [...codesIn(response?.body)].map((code) => `${provider} ${code}`)
  return status >= 400 && operation ? [`${operation} ${status}`, ...codes] : codes
}

/** Wherever they stand: at the top, in a list of errors, or beside a single record. */
function* codesIn(value: unknown): Generator<string> {
  if (!value || typeof value !== 'object') return
  for (const [name, inner] of Object.entries(value)) {
    if (typeof inner === 'string' && codeNames.includes(name)) yield inner
    else yield* codesIn(inner)
  }
}
