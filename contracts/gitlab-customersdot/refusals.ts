import { developmentCredentials } from '../../mocks/credentials.ts'
import { generateLead, generateTrial, generateTrialLead } from '../../mocks/gitlab/client.ts'
import { applyExtras, handRaiseExtras, permit, permitted, trialLeadExtras } from '../../mocks/gitlab/mapping.ts'
import type { GitlabContext, User } from '../../mocks/gitlab/tables.ts'
import type { Consumer } from '../consumer/consumer.ts'
import type { Interaction } from '../consumer/interaction.ts'
import { example } from '../spec.ts'
import { contact, headers, mayUse, namespaceId, noCustomer } from './account.ts'

const { customersdot } = developmentCredentials
const jane = { work_email: 'jane@example.com', uid: 42, provider: 'gitlab', setup_for_company: true }
const raised = { ...example('GitlabHandRaiseLead'), ...jane, glm_source: 'gitlab.com', existing_plan: 'free' }
const lead = { ...contact, ...jane, skip_email_confirmation: true, gitlab_com_trial: true }
const application = { namespace_id: namespaceId, gitlab_com_trial: true, sync_to_gl: true, trial_type: 'ultimate_with_dap' as const }

/** What GitLab's client tells its services, with Jane at hand. */
const asJane =
  <Result>(work: (context: GitlabContext, jane: User) => Promise<Result>) =>
  ({ within }: Consumer) =>
    within(async (context: GitlabContext) => work(context, (await context.tables.users.get(42)) as User))

const raiseHand = (form: object) =>
  asJane((context, user) =>
    generateLead(context, { ...permit(form, permitted.handRaise), ...handRaiseExtras(user, 'free') }, { successor: true }),
  )

const refused = (errors: unknown, error_attribute_map?: object) => ({
  success: false,
  data: { errors, ...(error_attribute_map ? { error_attribute_map } : {}) },
})

export const refusals: Interaction[] = [
  {
    description: 'a request to create a hand-raise lead without a last name',
    states: [mayUse],
    operation: 'customersdot.createHandRaise',
    request: { headers, body: { ...raised, last_name: '' } },
    response: { status: 422, body: { errors: "Last name can't be blank", error_attribute_map: { last_name: ['blank'] } } },
    act: raiseHand({ ...example('GitlabHandRaiseLead'), last_name: '' }),
    outcome: refused("Last name can't be blank", { last_name: ['blank'] }),
  },
  {
    description: 'a request to create the lead of a trial with the e-mail of another customer',
    states: [mayUse, { name: 'another customer account has the e-mail', params: { uid: 42, email: jane.work_email } }],
    operation: 'customersdot.createUltimateLead',
    request: { headers, body: { trial_user: lead } },
    response: { status: 422, body: { errors: 'Email has already been taken', error_attribute_map: { email: ['taken'] } } },
    act: asJane((context, user) =>
      generateTrialLead(
        context,
        { trial_user: { ...permit(contact, permitted.trialLead), ...trialLeadExtras(user) } },
        { successor: true },
      ),
    ),
    outcome: refused('Email has already been taken', { email: ['taken'] }),
  },
  {
    description: 'a request to apply a trial that the namespace has used',
    states: [mayUse, noCustomer, { name: 'a namespace that has used its trial exists', params: { namespace_id: namespaceId } }],
    operation: 'customersdot.createUltimateTrial',
    request: { headers, body: { uid: 42, trial_user: application } },
    response: {
      status: 422,
      body: { errors: ['The namespace has already used this trial'], error_attribute_map: { gl_namespace_id: ['taken'] } },
    },
    act: asJane((context, { id }) => {
      const own = { namespace_id: namespaceId, ...applyExtras, trial_type: 'ultimate_with_dap' }
      return generateTrial(context, { uid: id, trial_user: own }, { successor: true })
    }),
    outcome: refused(['The namespace has already used this trial'], { gl_namespace_id: ['taken'] }),
  },
  {
    description: 'a request to create a hand-raise lead with a token that was revoked',
    states: [],
    operation: 'customersdot.createHandRaise',
    request: { headers: { 'X-Admin-Email': customersdot.adminEmail, 'X-Admin-Token': 'revoked_admin_token' }, body: raised },
    response: { status: 401 },
    act: raiseHand(example('GitlabHandRaiseLead')),
    outcome: refused('HTTP status code: 401'),
    credentials: { customersdot: { ...customersdot, adminToken: 'revoked_admin_token' } },
  },
  {
    description: 'a request to create a hand-raise lead with an account that is blocked',
    states: [{ name: "GitLab's account is blocked" }],
    operation: 'customersdot.createHandRaise',
    request: { headers, body: raised },
    response: { status: 403 },
    act: raiseHand(example('GitlabHandRaiseLead')),
    outcome: refused('HTTP status code: 403'),
  },
]
