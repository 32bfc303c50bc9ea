import type { Handlers } from '../core/system/system.ts'
import { recordHandRaise, recordTrialLead } from './leads/leads.ts'
import { createTrigger } from './leads/triggers.ts'
import type { tables } from './tables.ts'
import { applyTrial } from './trials/application.ts'
import { eligibleTrials } from './trials/eligibility.ts'
import { issuerOf, publicKey } from './trials/keys.ts'
import { trialTypes } from './trials/trials.ts'

/** Each pair of paths, the one up to GitLab 18 and its successor, is one implementation under two names. */
export const handlers: Handlers<'customersdot', typeof tables> = {
  createHandRaiseLead({ body }, context) {
    return recordHandRaise('TrialsController#create_hand_raise_lead', body, context)
  },

  createHandRaise({ body }, context) {
    return recordHandRaise('HandRaisesController#create', body, context)
  },

  createTrial({ body: { trial_user, ...beside } }, context) {
    const controller = 'TrialsController#create'
    return trial_user.sync_to_gl
      ? applyTrial({ controller, kind: 'trial', generation: 'namespaces' }, { ...beside, trial_user }, context)
      : recordTrialLead({ controller, kind: 'trial' }, { ...beside, trial_user }, context)
  },

  createAddonTrial({ body: { trial_user, ...beside } }, context) {
    const controller = 'TrialsController#create_addon'
    return trial_user.sync_to_gl
      ? applyTrial({ controller, kind: 'addon_trial', generation: 'namespaces' }, { ...beside, trial_user }, context)
      : recordTrialLead({ controller, kind: 'addon_trial' }, { ...beside, trial_user }, context)
  },

  createUltimateLead({ body }, context) {
    return recordTrialLead({ controller: 'Leads::GitlabCom::UltimatesController#create', kind: 'trial' }, body, context)
  },

  createAddonLead({ body }, context) {
    return recordTrialLead({ controller: 'Leads::GitlabCom::AddonsController#create', kind: 'addon_trial' }, body, context)
  },

  createUltimateTrial({ body }, context) {
    const controller = 'Trials::GitlabCom::UltimatesController#create'
    return applyTrial({ controller, kind: 'trial', generation: 'internal' }, body, context)
  },

  applyAddonTrial({ body }, context) {
    const controller = 'Trials::GitlabCom::AddonsController#create'
    return applyTrial({ controller, kind: 'addon_trial', generation: 'internal' }, body, context)
  },

  createIterable({ body }, context) {
    return createTrigger(body, context)
  },

  async getTrialEligibility({ query }, context) {
    return { status: 200, body: { namespaces: await eligibleTrials(query['namespace_ids[]'], context), success: true } }
  },

  listTrialTypes() {
    const durations = Object.entries(trialTypes).map(([name, { days }]) => [name, { duration_days: days }])
    return { status: 200, body: { trial_types: Object.fromEntries(durations) } }
  },

  getOpenidConfiguration({ base }, context) {
    const body = {
      issuer: issuerOf(context),
      jwks_uri: `${base}/oauth/discovery/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
    }
    return { status: 200, body }
  },

  async getJwks(_asked, context) {
    return { status: 200, body: { keys: [await publicKey(context)] } }
  },
}
