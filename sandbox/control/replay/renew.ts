import type { Operation } from '../../../contracts/openapi/operation.ts'
import type { Context } from '../../../mocks/core/system/context.ts'
import type { Exchange } from '../../../mocks/core/system/record.ts'
import type { AnySystem } from '../../../mocks/core/system/system.ts'

type Headers = Record<string, string>

/** Headers as one security scheme wants them; undefined when nobody can renew them. */
type Renew = (scheme: string) => Promise<Headers | undefined> | Headers | undefined

/**
 * The headers of the first of an operation's alternatives that can be renewed whole; undefined when none can. That nobody need
 * be signed in is an alternative only where there is no other.
 */
export async function renew(
  { security }: Operation,
  first: Exchange,
  context: Context,
  systems: AnySystem[],
): Promise<Headers | undefined> {
  const alternatives = security.map(Object.keys).filter((schemes) => schemes.length)
  if (!alternatives.length) return {}
  const one: Renew = (scheme) => {
    const system = systems.find(({ renewals }) => renewals?.[scheme])
    return system?.renewals?.[scheme]?.(first, context.as(system.name))
  }
  for (const schemes of alternatives) {
    const headers = await all(schemes, one)
    if (headers) return headers
  }
  return undefined
}

async function all(schemes: string[], one: Renew): Promise<Headers | undefined> {
  let headers: Headers | undefined = {}
  for (const scheme of schemes) {
    const renewed = await one(scheme)
    headers = headers && renewed && { ...headers, ...renewed }
  }
  return headers
}
