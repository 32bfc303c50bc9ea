import type { GitlabContext } from './tables.ts'

/** Flags that led GitLab's client to CustomersDot's newer paths. */
export type Feature = 'new_hand_raise_lead_endpoint' | 'new_trial_lead_endpoint'

/** Whether a feature flag is on; one without a row is off. */
export const isEnabled = async ({ tables }: GitlabContext, feature: Feature): Promise<boolean> =>
  (await tables.features.get(feature))?.enabled ?? false
