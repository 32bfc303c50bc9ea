import type { Lead } from '../tables.ts'
import { interactionOf } from './interactions.ts'

/** What a campaign looks at: the person, and what the user did, in lower case. */
export interface Occasion {
  lead: Lead
  did: string
  /** Why the person's behavior no longer counts. */
  reset?: string
  /** Somebody requested the campaign by the API. */
  requested?: boolean
}

/** Points for a person, given by one smart campaign. */
export interface Rule {
  /** Id of the smart campaign. */
  campaign: number
  name: string
  score: 'Behavior_Score__c' | 'Demographic_Score__c'
  points: number
  /** Hours until the same person can earn the points again; `Infinity` for once and for all, 0 for every time. */
  again: number
  earned(occasion: Occasion): boolean
}

const day = 24
const behavior = { score: 'Behavior_Score__c' } as const
const demographic = { score: 'Demographic_Score__c', again: Number.POSITIVE_INFINITY } as const

const by =
  (interaction: string) =>
  ({ did }: Occasion): boolean =>
    did === interaction
const isTrial = by('saas trial')
const isForBusiness = ({ lead }: Occasion) => lead.Setup_for_Company_Team_Use__c === true
const isPersonal = ({ lead }: Occasion) => lead.Setup_for_Company_Team_Use__c === false
const domainOf = (lead: Lead) => lead.email?.toLowerCase().split('@')[1]

/** Domains of e-mail addresses that anybody can have. The list is assumed. */
const genericDomains: ReadonlySet<string> = new Set([
  ...['aol.com', 'fastmail.com', 'gmail.com', 'googlemail.com', 'hotmail.com', 'icloud.com', 'live.com', 'mac.com', 'mail.com', 'me.com'],
  ...['msn.com', 'outlook.com', 'pm.me', 'proton.me', 'protonmail.com', 'tutanota.com', 'yahoo.com', 'ymail.com', 'zoho.com'],
  ...['126.com', '163.com', 'gmx.com', 'gmx.de', 'gmx.net', 'mail.ru', 'qq.com', 'web.de', 'yahoo.co.uk', 'yandex.com', 'yandex.ru'],
])
const isGeneric = ({ lead }: Occasion) => genericDomains.has(domainOf(lead) ?? '')
/** Comes back after sales gave up; what counts as coming back is assumed. */
const isBack = ({ lead, did }: Occasion) => lead.leadStatus === 'Recycle' && !!lead.MQL_Counter__c && !!interactionOf(did)
const isBusiness = (on: Occasion) => !!on.lead.email && !isGeneric(on)

/**
 * GitLab's person score, as far as the pipeline's fields can earn points. Source: GitLab handbook, marketing-operations/marketo
 * (fiscal years 2025 and 2026). That a day is 24 hours, a month 30 days and that add-on trials earn nothing is assumed.
 */
export const rules: readonly Rule[] = [
  { campaign: 1041, name: 'Inbound - Hand Raise', ...behavior, points: 100, again: day, earned: by('hand raise pql') },
  { campaign: 1042, name: 'Follow-up requested', ...behavior, points: 100, again: 0, earned: by('requested contact-duo pro add-on') },
  { campaign: 1043, name: 'Trial', ...behavior, points: 100, again: day, earned: (on) => isTrial(on) && !isPersonal(on) },
  { campaign: 1044, name: 'Trial - Personal', ...behavior, points: 65, again: day, earned: (on) => isTrial(on) && isPersonal(on) },
  { campaign: 1045, name: 'Trial - Default', ...behavior, points: 40, again: day, earned: by('saas trial - defaulted') },
  { campaign: 1055, name: 'Re-MQL booster', ...behavior, points: 20, again: 30 * day, earned: isBack },
  {
    campaign: 1056,
    name: 'Hard bounce',
    ...behavior,
    points: -20,
    again: Number.POSITIVE_INFINITY,
    earned: (on) => !!on.lead.emailInvalid,
  },
  { campaign: 1046, name: 'Set up for company', ...demographic, points: 25, earned: isForBusiness },
  { campaign: 1047, name: 'Business e-mail', ...demographic, points: 35, earned: isBusiness },
  { campaign: 1048, name: 'Generic e-mail domain', ...demographic, points: -10, earned: isGeneric },
]

/** The most that who somebody is can count. Source: GitLab handbook, marketing-operations/marketo. */
export const demographicCap = 60

/** From this person score on somebody is a marketing-qualified lead. Source: GitLab handbook, marketing-operations/marketo. */
export const threshold = 100

const unscoredStatuses = ['Disqualified', 'Ineligible']
const unscoredCompany = /\b(student|personal|test)\b/i

/** Whether somebody takes part in scoring. Source: GitLab handbook, marketing-operations/marketo; competitors are not known here. */
export const isScored = (lead: Lead): boolean =>
  domainOf(lead) !== 'gitlab.com' && !unscoredStatuses.includes(lead.leadStatus ?? '') && !unscoredCompany.test(lead.company ?? '')
