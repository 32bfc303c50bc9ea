import type { Interaction } from '../../consumer/interaction.ts'
import { date } from '../../consumer/matchers.ts'
import { example } from '../../openapi/spec.ts'
import { contact, group, headers, mayUse, namespaceId, noCustomer, noTrial } from './account.ts'
import { landing, landingByOlderPath, purchase } from './browser.ts'

const glm = { glm_source: 'about.gitlab.com', glm_content: 'free-billing' }
const query = new URLSearchParams(glm).toString()

const user = {
  work_email: 'jane@example.com',
  uid: 42,
  setup_for_company: true,
  skip_email_confirmation: true,
  gitlab_com_trial: true,
  provider: 'gitlab',
}
const applying = { namespace_id: namespaceId, gitlab_com_trial: true, sync_to_gl: true }
const namespace = { id: namespaceId, name: 'Initech', path: 'initech', kind: 'group', trial_ends_on: null }

const form = { namespace_id: namespaceId, ...contact }
const ultimate = `/-/trials?step=full&${query}`
const started = { status: 302, location: 'https://gitlab.com/groups/initech' }

/** The forms before 2024: what the page asked, and its step of the trial. */
const olderLead = example('GitlabTrialLead2022')
const olderChoice = { namespace_id: String(namespaceId), trial_entity: 'company', ...glm }
const olderUser = { ...user, newsletter_segment: true }

const leads: Interaction[] = [
  {
    description: 'a request to create the lead of an Ultimate trial',
    states: [mayUse, noCustomer, group(), noTrial],
    operation: 'customersdot.createUltimateLead',
    request: {
      headers,
      body: {
        trial_user: { ...glm, ...contact, ...user, namespace_id: namespaceId, trial_type: 'ultimate_with_dap', existing_plan: 'free' },
        with_add_on: true,
        add_on_name: 'duo_enterprise',
      },
    },
    response: { status: 201 },
    act: landing(ultimate, form),
    outcome: started,
  },
  {
    description: 'a request to create the lead of a trial, as GitLab sent it in 2023',
    states: [mayUse, noCustomer, group()],
    operation: 'customersdot.createTrial',
    request: { headers, body: { trial_user: { ...olderLead, ...olderUser } } },
    response: { status: 201 },
    act: landing('/-/trials?step=lead', olderLead),
    outcome: { status: 302, location: `https://gitlab.com/-/trials/new?step=trial&glm_content=free-billing&glm_source=about.gitlab.com` },
  },
  {
    description: 'a request to create the lead of a trial, as GitLab sent it in 2022',
    states: [mayUse, noCustomer, group()],
    operation: 'customersdot.createTrial',
    request: { headers, body: { trial_user: { ...olderLead, ...olderUser } } },
    response: { status: 201 },
    act: landing('/-/trials/create_lead', olderLead),
    outcome: { status: 302, location: `https://gitlab.com/-/trials/select?${query}` },
  },
]

const applications: Interaction[] = [
  {
    description: 'a request to apply an Ultimate trial',
    states: [mayUse, noCustomer, group(), noTrial],
    operation: 'customersdot.createUltimateTrial',
    request: {
      headers,
      body: {
        uid: 42,
        trial_user: {
          ...{ ...glm, ...applying, add_on_name: 'duo_enterprise', trial_type: 'ultimate_with_dap' },
          namespace: { ...namespace, plan: 'free' },
        },
      },
    },
    response: { status: 201 },
    act: landing(ultimate, form),
    outcome: started,
  },
  {
    description: 'a request to apply a trial, as GitLab sent it in 2023',
    states: [mayUse, group(), noTrial],
    operation: 'customersdot.createTrial',
    request: { headers, body: { uid: 42, trial_user: { ...glm, trial_entity: 'company', ...applying, namespace } } },
    response: { status: 201 },
    act: landing('/-/trials?step=trial', olderChoice),
    outcome: { ...started, location: `${started.location}?trial=true` },
  },
  {
    description: 'a request to apply a trial, as GitLab sent it in 2022',
    states: [mayUse, group(), noTrial],
    operation: 'customersdot.createTrial',
    request: {
      headers,
      body: { uid: 42, trial_user: { ...glm, trial_entity: 'company', ...applying, namespace_id: String(namespaceId) } },
    },
    response: { status: 201 },
    act: landing('/-/trials/apply', olderChoice),
    outcome: { ...started, location: `${started.location}?trial=true` },
  },
]

const duoForm = { ...form, glm_source: 'gitlab.com', glm_content: 'duo-pro-onboarding' }
const duoGlm = { glm_source: 'gitlab.com', glm_content: 'duo-pro-onboarding' }
const duoUser = {
  ...{ ...duoGlm, ...contact, ...user, namespace_id: namespaceId, existing_plan: 'premium' },
  ...{ product_interaction: 'duo_pro_trial', add_on_name: 'code_suggestions', preferred_language: 'English', opt_in: true },
}
const duoApplication = {
  uid: 42,
  trial_user: { ...duoGlm, ...applying, add_on_name: 'code_suggestions', namespace: { ...namespace, plan: 'premium' } },
}
const duoStarted = { status: 302, location: 'https://gitlab.com/groups/initech/-/settings/gitlab_duo' }
const duoStates = [mayUse, noCustomer, group('premium'), noTrial]
const duo = '/-/trials/duo_pro?step=full'

const addOns: Interaction[] = [
  {
    description: "a request to create the lead of an add-on's trial",
    states: duoStates,
    operation: 'customersdot.createAddonLead',
    request: { headers, body: { trial_user: duoUser } },
    response: { status: 201 },
    act: landing(duo, duoForm),
    outcome: duoStarted,
  },
  {
    description: "a request to apply an add-on's trial",
    states: duoStates,
    operation: 'customersdot.applyAddonTrial',
    request: { headers, body: duoApplication },
    response: { status: 201, body: { trial_ends_on: date('2026-05-01') } },
    act: purchase(landing(duo, duoForm)),
    outcome: { ...duoStarted, expires_on: '2026-05-01' },
  },
  {
    description: "a request to create the lead of an add-on's trial, by the older path",
    states: duoStates,
    operation: 'customersdot.createAddonTrial',
    request: { headers, body: { trial_user: duoUser } },
    response: { status: 201 },
    act: landingByOlderPath(duo, duoForm),
    outcome: duoStarted,
  },
]

export const trials: Interaction[] = [...leads, ...applications, ...addOns]
