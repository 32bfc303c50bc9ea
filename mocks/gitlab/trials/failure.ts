import { retry } from '../forms/pages.ts'
import type { Params } from '../mapping.ts'
import { toQuery } from '../mapping.ts'
import { asPage } from '../refusals.ts'
import { type Failed, sentence } from './trial.ts'

interface Shown {
  failed: Failed
  /** Where the form is posted, absolute, without a query. */
  action: string
  /** The `step` to repeat; none in 2022. */
  step?: string
  form: Params
}

/** The page after a lead or a trial that failed. Source: GitLab 19.3, ee/app/components/gitlab_subscriptions/trials. */
export function unsuccessful({ failed, action, step, form }: Shown) {
  const support = `Please reach out to GitLab Support for assistance: ${sentence(failed.message)}.`
  const again = "We're sorry, your trial could not be created. Please resubmit below to complete your registration."
  return asPage(
    200,
    retry({
      title: 'Trial registration unsuccessful',
      text: failed.reason === 'generic_trial_error' ? support : again,
      errors: [],
      button: 'Resubmit request',
      action: withStep(action, step),
      values: values(form, failed),
    }),
  )
}

/** The form again, with what is wrong in it. Its title is that of GitLab 17; the wording of the rest is assumed. */
export function formAgain({ failed, action, step, form }: Shown) {
  return asPage(
    200,
    retry({
      title: 'Start your Free Ultimate Trial',
      text: 'We have found the following errors:',
      errors: [failed.message].flat().filter((text) => typeof text === 'string'),
      button: 'Continue',
      action: withStep(action, step),
      values: values(form, failed),
    }),
  )
}

const withStep = (action: string, step: string | undefined) => action + (step ? toQuery({ step }) : '')

/** A group that was created is not created again. */
const values = (form: Params, { namespace }: Failed): Params => (namespace ? { ...form, namespace_id: namespace.id } : form)
