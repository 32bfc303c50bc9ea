import type { Schema } from '../../../contracts/openapi/types.ts'
import type { CustomersdotContext } from '../tables.ts'
import { trialTypes } from './trials.ts'

type Eligibility = Schema<'CustomersdotTrialEligibility'>['namespaces']
type Name = Schema<'CustomersdotTrialType'>

/**
 * The trial types that each namespace has not used yet; a namespace that has used all is left out. The real rules, which also
 * look at the plan, are not public.
 */
export async function eligibleTrials(namespaceIds: number[], { tables }: CustomersdotContext): Promise<Eligibility> {
  const eligible: Eligibility = {}
  for (const id of namespaceIds) {
    const histories = await tables.trial_histories.find('gl_namespace_id', String(id))
    const used = new Set<number>(histories.map(({ trial_type }) => trial_type))
    const names = (Object.keys(trialTypes) as Name[]).filter((name) => !used.has(trialTypes[name].number))
    if (names.length) eligible[id] = names
  }
  return eligible
}
