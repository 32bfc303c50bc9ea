import { type Lead, type LeadForm, toLead } from '../mapping.ts'
import { unprocessable } from '../refusals.ts'
import type { CustomersdotContext } from '../tables.ts'
import { createAccount } from './accounts.ts'
import { handOn } from './route.ts'
import { invalidHandRaise, invalidTrialLead } from './validation.ts'

type Endpoint = { controller: string; kind: 'trial' | 'addon_trial' }
type TrialRequest = { trial_user: LeadForm; with_add_on?: boolean; add_on_name?: LeadForm['add_on_name'] }

/** Records a hand raise and hands it on; `controller` is the diagram's name of the endpoint. */
export async function recordHandRaise(controller: string, form: LeadForm, context: CustomersdotContext) {
  const invalid = invalidHandRaise(form)
  if (invalid.length) return unprocessable(invalid)
  if (isHandRaise(form)) context.tag({ kind: 'hand_raise' })
  return context.step(controller, async () => accepted(await createLead(form, 'Hand Raise PQL', context)))
}

/** Registrations without a trial and leads without a form come the same way. */
const isHandRaise = ({ product_interaction, skip_country_validation }: LeadForm) =>
  !skip_country_validation && product_interaction !== 'SaaS Registration'

/** Records the lead of a trial with the customer's account and hands it on. */
export async function recordTrialLead({ controller, kind }: Endpoint, request: TrialRequest, context: CustomersdotContext) {
  const form = withAddOn(request)
  const invalid = invalidTrialLead(form)
  if (invalid.length) return unprocessable(invalid)
  context.tag({ kind })
  return context.step(controller, async () => {
    const account = await context.step('HostedPlans::CreateTrialService → create_account', () => createAccount(form, context))
    if ('invalid' in account) return unprocessable(account.invalid)
    return context.step('HostedPlans::CreateTrialService → create_lead', async () =>
      accepted(await createLead(form, 'SaaS Trial', context, kind === 'trial' ? startingTrial(context) : {})),
    )
  })
}

/** The trial form names the add-on beside `trial_user`, the registration form inside it. */
function withAddOn({ trial_user, with_add_on = trial_user.with_add_on, add_on_name = trial_user.add_on_name }: TrialRequest): LeadForm {
  return { ...trial_user, add_on_name: with_add_on === false ? undefined : add_on_name }
}

/**
 * The lead is sent before the trial is applied, and with these two columns so that sales sees them; that CustomersDot fills them
 * then is assumed. "Start of trial for trial leads", says GitLab's warehouse.
 */
const startingTrial = ({ clock }: CustomersdotContext): Partial<Lead> => ({ trial_start_date: clock.stamp(), currently_in_trial: true })

/** Writes the lead and enqueues its way on; the answer does not wait for that. */
async function createLead(form: LeadForm, interaction: string, context: CustomersdotContext, trial: Partial<Lead> = {}): Promise<Lead> {
  const now = context.clock.stamp()
  const lead = await context.step('CreateLeadService', () =>
    context.tables.leads.insert({
      created_at: now,
      updated_at: now,
      email: form.work_email,
      ...toLead(form),
      ...trial,
      product_interaction: form.product_interaction || interaction,
    }),
  )
  tagLead(lead, context)
  context.log({ message: 'Lead saved', ...idsOf(lead) })
  await handOn(lead, context)
  return lead
}

/** Says in the trace whose lead this is. */
export function tagLead(lead: Lead, context: CustomersdotContext) {
  const name = [lead.first_name, lead.last_name].filter(Boolean).join(' ')
  context.tag({
    lead_id: lead.id,
    email: lead.email,
    ...(name && { name }),
    ...(lead.company_name && { company: lead.company_name }),
    ...(lead.namespace_id && { namespace_id: lead.namespace_id }),
  })
}

/** What a log line may tell of a lead. */
export const idsOf = ({ id, user_id, namespace_id }: Lead) => ({
  lead_id: id,
  ...(user_id && { user_id }),
  ...(namespace_id && { namespace_id }),
})

const accepted = ({ id }: Lead) => ({ status: 201 as const, body: { success: true as const, kind: 'lead' as const, lead_id: id } })
