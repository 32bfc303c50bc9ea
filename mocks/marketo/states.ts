import { hash } from '../core/system/oauth.ts'
import type { States } from '../core/system/states.ts'
import { create } from './leads/save.ts'
import { findPeople } from './leads/search.ts'
import type { MarketoContext, tables } from './tables.ts'

const hour = 3_600_000

export const states: States<'marketo', typeof tables> = {
  async 'a custom service exists'(_, { credentials: { marketo } }) {
    return { client_id: marketo.clientId, client_secret: marketo.clientSecret }
  },

  'an access token of the custom service is valid': (_, context) => issue(hour, context),
  'an access token of the custom service has expired': (_, context) => issue(-hour, context),
  'no person has the e-mail': ({ email }, context) => people(0, email, context),
  'a person has the e-mail': ({ email }, context) => people(1, email, context),
  'two persons share the e-mail': ({ email }, context) => people(2, email, context),
  'the rate limit is exceeded': (_, context) => enforce('rate', context),
  'the limit of concurrent calls is reached': (_, context) => enforce('concurrency', context),
}

/** Issues a token that ends in `life` milliseconds. */
async function issue(life: number, { clock, credentials, ids, tables }: MarketoContext) {
  const token = `${ids.uuid()}:int`
  const now = clock.now()
  const times = { issued_at: clock.stamp(now), expires_at: clock.stamp(now + life) }
  await tables.tokens.insert({ id: hash(token), client_id: credentials.marketo.clientId, ...times })
  return { marketo_token: token }
}

/** As many persons as wanted have the e-mail, and none has anything else. */
async function people(count: number, email: string, context: MarketoContext) {
  for (const lead of await findPeople('email', email, context)) await context.tables.leads.remove(lead)
  for (let made = 0; made < count; made++) await create({ email }, count > 1 ? { mayShareEmail: true } : {}, context)
}

/** Enforces a limit that no call keeps. */
async function enforce(name: 'rate' | 'concurrency', { tables }: MarketoContext) {
  const limit = await tables.limits.get(name)
  if (limit) await tables.limits.update(limit, { calls: 0, enforced: true })
}
