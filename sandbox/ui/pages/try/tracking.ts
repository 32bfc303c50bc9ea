/** The parameter `ctaTracking` of the button. */
export type CtaTracking = Partial<Record<'action' | 'label' | 'property' | 'value' | 'experiment', string>>

/** A Snowplow event that GitLab would send. */
export interface Tracked extends CtaTracking {
  action: string
}

/** What happens to the form. Source: GitLab, ee/config/events/202111020208_*. */
export type FormAction =
  | 'hand_raise_form_viewed'
  | 'hand_raise_form_canceled'
  | 'hand_raise_submit_form_succeeded'
  | 'hand_raise_submit_form_failed'

const label = 'hand_raise_lead_form'

/** `ctaTracking` without what is empty. */
export const filled = (tracking: CtaTracking): CtaTracking => Object.fromEntries(Object.entries(tracking).filter(([, value]) => value))

/** The button's `data-track-*` attributes. */
export const trackAttributes = (tracking: CtaTracking): Record<string, string> =>
  Object.fromEntries(Object.entries(filled(tracking)).map(([name, value]) => [`data-track-${name}`, value]))

/** What a click on the button sends; nothing without an action. Since 2024 the form's label stands in for a missing one. */
export function clicked(tracking: CtaTracking, isToday: boolean): Tracked[] {
  const { action, ...rest } = filled(tracking)
  return action ? [{ action, ...(isToday ? { label } : {}), ...rest }] : []
}

/** What the form sends; the experiment since 2023. */
export const happened = (action: FormAction, { experiment }: CtaTracking, withExperiment: boolean): Tracked => ({
  action,
  label,
  ...(withExperiment && experiment ? { experiment } : {}),
})
