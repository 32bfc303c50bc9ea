import type { Schema } from '../../../contracts/openapi/types.ts'

/** What the campaigns make of something that a user did. */
export interface Interaction {
  kind: Extract<Schema<'ControlKind'>, 'hand_raise' | 'trial' | 'addon_trial'>
  /** Lead source of a person who has none yet. */
  leadSource: string
  /** Text of the interesting moment; the day follows. */
  moment: string
  /** Who becomes a product-qualified lead by it. */
  qualifies: 'everybody' | 'business' | 'nobody'
}

const trial = { kind: 'trial', leadSource: 'Trial - GitLab.com', qualifies: 'business' } as const
const addonTrial = { ...trial, kind: 'addon_trial', qualifies: 'nobody' } as const
const handRaise = { kind: 'hand_raise', leadSource: 'Gitlab.com', qualifies: 'everybody' } as const

/**
 * Interactions by `productInteraction` in lower case. Sources: GitLab's public warehouse models for what is a product-qualified
 * lead; GitLab handbook, marketing-operations/marketo, for the first text. The other texts, the lead source of hand raises and
 * what add-on trials and requests count as are assumed.
 */
const interactions: Record<string, Interaction> = {
  'hand raise pql': { ...handRaise, moment: 'HandRaise PQL - Contact Us' },
  'requested contact-duo pro add-on': { ...handRaise, qualifies: 'nobody', moment: 'Requested Contact - Duo Pro Add-On' },
  'saas trial': { ...trial, moment: 'Started SaaS Trial' },
  'saas trial - defaulted': { ...trial, moment: 'Was given SaaS Trial' },
  duo_pro_trial: { ...addonTrial, moment: 'Started Duo Pro Trial' },
  duo_enterprise_trial: { ...addonTrial, moment: 'Started Duo Enterprise Trial' },
}

const lookUp = new Map(Object.entries(interactions))

/** What a `productInteraction` stands for; undefined for those to which no campaign listens. */
export const interactionOf = (productInteraction: string | null | undefined): Interaction | undefined =>
  lookUp.get(productInteraction?.toLowerCase() ?? '')
