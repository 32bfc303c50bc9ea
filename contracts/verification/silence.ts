import { redacted } from '../../mocks/secrets.ts'
import { Mistake } from '../mistake.ts'
import type { Schema } from '../types.ts'
import type { Provider } from './provider.ts'

type Verified = Schema<'ControlVerified'>

/** Does a verification, and blackens the values of a provider's headers in whatever it tells: a provider may answer with them. */
export async function silent(provider: Provider, work: () => Promise<Verified[]>): Promise<Verified[]> {
  const secrets = secretsOf(provider)
  try {
    return (await work()).map((result) => ({
      ...result,
      mismatches: result.mismatches.map(({ at, message }) => ({ at, message: blacken(message, secrets) })),
    }))
  } catch (error) {
    throw error instanceof Mistake ? new Mistake(blacken(error.message, secrets)) : error
  }
}

/** Values as they are, and without a scheme such as `Bearer`; the longest first. */
function secretsOf({ headers, statesHeaders }: Provider): string[] {
  const values = [...Object.values(headers ?? {}), ...Object.values(statesHeaders ?? {})]
  const secrets = values.flatMap((value) => [value, value.replace(/^\S+ /, '')])
  return secrets.filter(({ length }) => length >= shortest).toSorted((one, other) => other.length - one.length)
}

/** What is shorter is no secret, and stands in many a word. */
const shortest = 4

const blacken = (text: string, secrets: string[]): string => secrets.reduce((rest, secret) => rest.replaceAll(secret, redacted), text)
