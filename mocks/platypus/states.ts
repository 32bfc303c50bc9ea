import { hash } from '../core/system/oauth.ts'
import type { States } from '../core/system/states.ts'
import type { PlatypusContext, tables } from './tables.ts'

const hour = 3_600_000

export const states: States<'platypus', typeof tables> = {
  async 'a client of Platypus exists'(_, { credentials: { platypus } }) {
    const { clientId, clientSecret } = platypus
    return { basic: btoa(`${clientId}:${clientSecret}`) }
  },

  'an access token of Platypus is valid': (_, context) => issue(hour, context),
  'an access token of Platypus has expired': (_, context) => issue(-hour, context),
}

/** Issues a token that ends in `life` milliseconds. */
async function issue(life: number, { clock, credentials, ids, tables }: PlatypusContext) {
  const token = ids.hex(32)
  const expires_at = clock.stamp(clock.now() + life)
  await tables.tokens.insert({ id: hash(token), client_id: credentials.platypus.clientId, expires_at })
  return { platypus_token: token }
}
