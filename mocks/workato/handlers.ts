import { basic, hash, sameSecret } from '../core/system/oauth.ts'
import type { Handlers } from '../core/system/system.ts'
import { developer } from './developer/developer.ts'
import { refuse, refuseToken } from './errors.ts'
import { isTooSlow, newJob, postpone, run } from './recipe/jobs.ts'
import { fromPlatypus } from './recipe/platypus.ts'
import type { tables } from './tables.ts'

/** Seconds that a token is valid. Source: Workato docs, api-mgmt/oauth2. */
const tokenLife = 3600

export const handlers: Handlers<'workato', typeof tables> = {
  ...developer,

  async createToken({ body, headers }, { clock, credentials, ids, tables }) {
    if (body.grant_type !== 'client_credentials') return refuseToken('unsupported_grant_type', 'grant_type must be client_credentials.')
    const given = basic(headers.authorization) ?? { name: body.client_id, password: body.client_secret }
    if (!given.name || !given.password) return refuseToken('invalid_request', 'client_id and client_secret are required.')
    const { clientId, clientSecret } = credentials.workato
    if (given.name !== clientId || !sameSecret(given.password, clientSecret))
      return refuseToken('invalid_client', 'Client authentication failed.')
    const token = ids.hex(32)
    await tables.tokens.insert({ id: hash(token), client_id: clientId, expires_at: clock.stamp(clock.now() + tokenLife * 1000) })
    return { status: 200, body: { access_token: token, token_type: 'bearer', expires_in: tokenLife - 1 } }
  },

  async createLead({ body }, context) {
    context.tag({ email: body.email })
    const [recipe] = (await context.tables.recipes.page({ limit: 1 })).rows
    if (!recipe?.running) return refuse(404, 'Recipe is not running')
    const begun = newJob(body, recipe, context)
    if (isTooSlow(recipe)) {
      await postpone(begun, recipe, context)
      return refuse(504, 'Request timeout')
    }
    const { job, result } = await run({ ...begun, trigger: body }, context)
    await context.tables.jobs.insert(job)
    if ('failed' in result) return refuse(422, result.failed)
    context.tag({ marketo_id: result.marketoId })
    return { status: 200, body: { success: true, job_id: job.id, marketo_id: result.marketoId } }
  },

  createPlatypusLead: (asked, context) => handlers.createLead({ ...asked, body: fromPlatypus(asked.body) }, context),
}
