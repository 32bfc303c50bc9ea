import { namespaceTrialTypes, type TrialDuration } from '../client.ts'
import { cached } from '../namespaces/cache.ts'
import type { GitlabContext } from '../tables.ts'

/** Milliseconds. */
const cacheLife = 3_600_000
const cacheKey = 'gitlab_subscriptions_trial_duration_service'

/** Days of a trial when CustomersDot does not say; those of Duo Pro are assumed. */
const defaults = { ultimate_with_dap: 30, gitlab_duo_enterprise: 60, gitlab_duo_pro: 60 }

/**
 * `TrialDurationService`: how many days a trial that starts now lasts. CustomersDot is asked once an hour, and not again within it
 * when it refused. Source: GitLab 19.3, GitlabSubscriptions::TrialDurationService.
 */
export const trialDuration = (context: GitlabContext, trial_type: keyof typeof defaults): Promise<number> =>
  context.step(
    'TrialDurationService',
    async () => {
      const durations = await cached(context, cacheKey, cacheLife, () => askDurations(context))
      const days = current(durations?.[trial_type], context.clock.now())
      return typeof days === 'number' ? days : defaults[trial_type]
    },
    { trial_type },
  )

async function askDurations(context: GitlabContext): Promise<Record<string, TrialDuration>> {
  const answered = await namespaceTrialTypes(context)
  if (answered.success) return answered.data?.trial_types ?? {}
  const error_class = 'GitlabSubscriptions::TrialDurationService'
  context.log({ severity: 'WARN', message: 'Unable to fetch trial types from GitLab Customers App', error_class })
  return {}
}

/** The next duration from its time on, which a client that cannot read that time never sees. */
function current({ duration_days, next_duration_days, next_active_time }: TrialDuration = {}, now: number) {
  const begun = next_active_time ? Date.parse(next_active_time) <= now : false
  return (begun ? next_duration_days : undefined) ?? duration_days
}
