import type { AddOn } from '../namespaces/purchases.ts'
import type { GitlabContext, Namespace } from '../tables.ts'
import { trialDuration } from './durations.ts'

/**
 * What the next page tells after a trial has started. No page that would show it is in this contract, so the trace does.
 * Source: GitLab 19.3, trials_controller.rb and the specs of the Duo trials.
 */
export const flash = (context: GitlabContext, text: () => Promise<string>): Promise<string> => context.step('flash[:success]', text, {})

/** After an Ultimate trial; those who came from the security dashboard are told no date. */
export async function ultimateStarted(context: GitlabContext, discovers: boolean): Promise<string> {
  if (discovers) return 'Congratulations, your free trial is activated.'
  const days = await trialDuration(context, 'ultimate_with_dap')
  return `You have successfully started a GitLab Ultimate trial that will expire on ${long(context.clock.now() + days * 86_400_000)}.`
}

/** After an add-on's trial; that Duo Pro is called like Duo Enterprise here is assumed. */
export async function addOnStarted({ name, title }: AddOn, { tables }: GitlabContext, { id }: Namespace): Promise<string> {
  const purchases = await tables.add_on_purchases.find('namespace_id', id)
  const expires = purchases.findLast(({ add_on_name }) => add_on_name === name)?.expires_on ?? ''
  return `You have successfully started a ${title} trial that will expire on ${long(Date.parse(expires))}.`
}

/** `March 31, 2026`, in UTC. */
const long = (time: number): string => new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(time)
