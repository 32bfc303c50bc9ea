import { redacted, redactText } from '../../mocks/core/secrets/redact.ts'
import { Mistake } from '../openapi/mistake.ts'
import type { Provider } from './provider.ts'

/** Does a verification, and blackens secrets in every message that it tells: whoever was sent them may answer with them. */
export async function silent<Told>(secrets: string[], work: () => Promise<Told>): Promise<Told> {
  try {
    const told = JSON.stringify(await work())
    return JSON.parse(told, (key, value) => (key === 'message' ? blacken(value, secrets) : value))
  } catch (error) {
    throw error instanceof Mistake ? new Mistake(blacken(error.message, secrets)) : error
  }
}

/** The values of a provider's headers, as they are and without a scheme such as `Bearer`. */
export function secretsOf({ headers, statesHeaders }: Provider): string[] {
  const values = [...Object.values(headers ?? {}), ...Object.values(statesHeaders ?? {})]
  return values.flatMap((value) => [value, value.replace(/^\S+ /, '')])
}

/** What is shorter is no secret, and stands in many a word. */
const shortest = 4

/** A text without secrets; the longest go first, as one may hold another. */
export const blacken = (text: string, secrets: string[]): string =>
  secrets
    .filter(({ length }) => length >= shortest)
    .toSorted((one, other) => other.length - one.length)
    .reduce((rest, secret) => rest.replaceAll(secret, redacted), redactText(text))
