import { hash } from '../core/system/oauth.ts'
import type { States } from '../core/system/states.ts'
import type { Recipe, tables, WorkatoContext } from './tables.ts'

const hour = 3_600_000

export const states: States<'workato', typeof tables> = {
  async 'a client of the API platform exists'(_, { credentials: { workato } }) {
    const { clientId, clientSecret } = workato
    return { client_id: clientId, client_secret: clientSecret, basic: btoa(`${clientId}:${clientSecret}`) }
  },

  'an access token of the API platform is valid': (_, context) => issue(hour, context),
  'an access token of the API platform has expired': (_, context) => issue(-hour, context),
  'the recipe is running': (_, context) => setRecipe({ running: true }, context),
  'the recipe is stopped': (_, context) => setRecipe({ running: false }, context),
  'the recipe takes longer than the request timeout': (_, context) =>
    setRecipe({ running: true, request_timeout: 1, job_time: 2 }, context),

  async "the client's access policy is exceeded"(_, { tables }) {
    for (const policy of (await tables.access_policies.page({ limit: 1 })).rows)
      await tables.access_policies.update(policy, { rate_limit: 0 })
  },
}

/** Issues a token that ends in `life` milliseconds. */
async function issue(life: number, { clock, credentials, ids, tables }: WorkatoContext) {
  const token = ids.hex(32)
  const expires_at = clock.stamp(clock.now() + life)
  await tables.tokens.insert({ id: hash(token), client_id: credentials.workato.clientId, expires_at })
  return { workato_token: token }
}

async function setRecipe(changes: Partial<Recipe>, { tables }: WorkatoContext) {
  for (const recipe of (await tables.recipes.page({ limit: 10 })).rows) await tables.recipes.update(recipe, changes)
}
