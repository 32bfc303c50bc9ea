import type { Schema } from '../../../contracts/openapi/types.ts'
import { type LeadForm, toCustomer } from '../mapping.ts'
import type { Invalid } from '../refusals.ts'
import type { CustomersdotContext } from '../tables.ts'

type Customer = Schema<'CustomersdotCustomer'>

/**
 * Finds the account of a GitLab user, or creates it. An account with the same e-mail that belongs to nobody yet becomes the
 * user's (assumed); one that belongs to somebody else is a refusal.
 */
export async function createAccount(form: LeadForm, { clock, tables }: CustomersdotContext): Promise<Customer | { invalid: Invalid[] }> {
  const { customers } = tables
  const uid = form.uid === undefined ? undefined : String(form.uid)
  const own = uid && (await customers.first('uid', uid))
  if (own) return own
  const namesake = await customers.first('email', form.work_email.toLowerCase())
  const now = clock.stamp()
  if (namesake && (!uid || !namesake.uid)) return uid ? customers.update(namesake, { uid, updated_at: now }) : namesake
  if (namesake) return { invalid: [{ attribute: 'email', reason: 'taken' }] }
  const confirmation = form.skip_email_confirmation ? { confirmed_at: now } : { confirmation_sent_at: now }
  return customers.insert({ created_at: now, updated_at: now, email: form.work_email, ...toCustomer(form), ...confirmation })
}
