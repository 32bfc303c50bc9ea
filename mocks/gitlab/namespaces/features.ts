import type { GitlabContext } from '../tables.ts'

/** Flags that led GitLab's client to CustomersDot's newer paths, and whether carts are followed. */
export type Feature = 'new_hand_raise_lead_endpoint' | 'new_trial_lead_endpoint' | 'track_cart_abandonment'

/** Whether a feature flag is on; one without a row is off. */
export const isEnabled = async ({ tables }: GitlabContext, feature: Feature): Promise<boolean> =>
  (await tables.features.get(feature))?.enabled ?? false
