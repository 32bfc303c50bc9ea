import type { States } from '../core/system/states.ts'
import { type CustomersdotContext, type tables, trialKey } from './tables.ts'
import { internalToken } from './trials/keys.ts'

export const states: States<'customersdot', typeof tables> = {
  async "GitLab's account may use the API"(_, context) {
    await setActive(true, context)
    return account(context)
  },

  async "GitLab's account is blocked"(_, context) {
    await setActive(false, context)
    return account(context)
  },

  async "a token for GitLab's internal API is signed"(_, context) {
    return { internal_token: await internalToken(context) }
  },

  async 'no customer account exists'({ uid, email }, context) {
    await forget({ uid, email }, context)
  },

  async 'another customer account has the e-mail'({ uid, email }, context) {
    const now = context.clock.stamp()
    await forget({ uid, email }, context)
    await context.tables.customers.insert({ created_at: now, updated_at: now, provider: 'gitlab', uid: `other than ${uid}`, email })
  },

  async 'a namespace that has used no trial exists'({ namespace_id }, { tables }) {
    for (const history of await tables.trial_histories.find('gl_namespace_id', String(namespace_id)))
      await tables.trial_histories.remove(history)
  },

  async 'a namespace that has used its trial exists'({ namespace_id, trial_type = 1 }, { clock, tables }) {
    const now = clock.stamp()
    const today = now.slice(0, 10)
    if (await tables.trial_histories.first('trial', trialKey(namespace_id, trial_type))) return
    const times = { start_date: today, expired_on: today, created_at: now, updated_at: now }
    await tables.trial_histories.insert({ gl_namespace_id: String(namespace_id), trial_type, ...times })
  },
}

async function setActive(active: boolean, { credentials, tables }: CustomersdotContext) {
  const email = credentials.customersdot.adminEmail
  const known = await tables.admins.get(email)
  if (known) await tables.admins.update(known, { active })
  else await tables.admins.insert({ email, active })
}

const account = ({ credentials: { customersdot } }: CustomersdotContext) => ({
  admin_email: customersdot.adminEmail,
  admin_token: customersdot.adminToken,
})

async function forget({ uid, email }: { uid: number; email: string }, { tables }: CustomersdotContext) {
  const found = [await tables.customers.first('uid', String(uid)), await tables.customers.first('email', email.toLowerCase())]
  for (const customer of new Set(found)) if (customer) await tables.customers.remove(customer)
}
