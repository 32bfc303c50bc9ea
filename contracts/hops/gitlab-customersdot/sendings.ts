import { generateAddonTrial, generateAddonTrialLead, generateLead, generateTrial, generateTrialLead } from '../../../mocks/gitlab/client.ts'
import { applyExtras, handRaiseExtras, permit, permitted, trialLeadExtras } from '../../../mocks/gitlab/mapping.ts'
import type { GitlabContext, User } from '../../../mocks/gitlab/tables.ts'
import type { Consumer } from '../../consumer/consumer.ts'
import type { Interaction } from '../../consumer/interaction.ts'
import type { OperationId } from '../../openapi/types.ts'
import { contact, namespaceId } from './account.ts'

/** Something that GitLab's client posts, at today's path or at the older one. */
export interface Sending {
  /** After "a request to". */
  what: string
  operation: OperationId
  body: object
  act: Interaction['act']
}

type Call = typeof generateLead
type Paths = [newer: OperationId, older: OperationId]

/** What every lead says of Jane. */
export const jane = { work_email: 'jane@example.com', uid: 42, provider: 'gitlab', setup_for_company: true }
const lead = { ...contact, ...jane, skip_email_confirmation: true, gitlab_com_trial: true }
const application = { namespace_id: namespaceId, gitlab_com_trial: true, sync_to_gl: true }
const own = { namespace_id: namespaceId, ...applyExtras }
const addOn = { add_on_name: 'code_suggestions' }

/** What `call` sends at both paths when GitLab's services give it the payload, with Jane at hand. */
function sendings(what: string, [newer, older]: Paths, body: object, call: Call, payload: (jane: User) => Parameters<Call>[1]): Sending[] {
  const sending =
    (successor: boolean) =>
    ({ within }: Consumer) =>
      within(async (context: GitlabContext) => {
        const jane = (await context.tables.users.get(42)) as User
        return call(context, payload(jane), { successor })
      })
  return [
    { what, operation: newer, body, act: sending(true) },
    { what: `${what}, by the older path,`, operation: older, body, act: sending(false) },
  ]
}

/** A hand raise with what GitLab adds to a form. */
export const handRaises = (form: object): Sending[] =>
  sendings(
    'create a hand-raise lead',
    ['customersdot.createHandRaise', 'customersdot.createHandRaiseLead'],
    { ...form, ...jane, glm_source: 'gitlab.com', existing_plan: 'free' },
    generateLead,
    (user) => ({ ...permit(form, permitted.handRaise), ...handRaiseExtras(user, 'free') }),
  )

/** The lead of each kind of trial. */
export const leads: Sending[] = [
  ...sendings(
    'create the lead of a trial',
    ['customersdot.createUltimateLead', 'customersdot.createTrial'],
    { trial_user: lead },
    generateTrialLead,
    (user) => ({ trial_user: { ...contact, ...trialLeadExtras(user) } }),
  ),
  ...sendings(
    "create the lead of an add-on's trial",
    ['customersdot.createAddonLead', 'customersdot.createAddonTrial'],
    { trial_user: { ...lead, ...addOn } },
    generateAddonTrialLead,
    (user) => ({ trial_user: { ...contact, ...trialLeadExtras(user), ...addOn } }),
  ),
]

/** The Ultimate trial for Jane's group. */
export const trials: Sending[] = sendings(
  'apply a trial',
  ['customersdot.createUltimateTrial', 'customersdot.createTrial'],
  { uid: 42, trial_user: { ...application, trial_type: 'ultimate_with_dap' } },
  generateTrial,
  ({ id }) => ({ uid: id, trial_user: { ...own, trial_type: 'ultimate_with_dap' } }),
)

/** The trial of an add-on for Jane's group. */
export const addOnTrials: Sending[] = sendings(
  "apply an add-on's trial",
  ['customersdot.applyAddonTrial', 'customersdot.createAddonTrial'],
  { uid: 42, trial_user: { ...application, ...addOn } },
  generateAddonTrial,
  ({ id }) => ({ uid: id, trial_user: { ...own, ...addOn } }),
)
