import { issueToken, refuseClient } from '../core/system/oauth.ts'
import type { Handlers } from '../core/system/system.ts'
import { developer } from './developer/developer.ts'
import { isTooSlow, newJob, postpone, run } from './recipe/jobs.ts'
import { fromPlatypus } from './recipe/platypus.ts'
import { refuse } from './refusals.ts'
import type { tables } from './tables.ts'

/** Seconds that a token is valid. Source: Workato docs, api-mgmt/oauth2. */
const tokenLife = 3600

export const handlers: Handlers<'workato', typeof tables> = {
  ...developer,

  async createToken(asked, context) {
    const client = context.credentials.workato
    const refusal = refuseClient(asked, client)
    if (refusal) return refusal
    const token = context.ids.hex(32)
    await issueToken(context, { token, life: tokenLife, row: ({ id, expires_at }) => ({ id, client_id: client.clientId, expires_at }) })
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
