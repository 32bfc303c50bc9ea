import type { Lead } from '../mapping.ts'
import type { CustomersdotContext } from '../tables.ts'
import { settingOf } from './settings.ts'

/** Which worker hands a lead on: to Workato, as since 2023, or to Platypus, as in 2022. Source: GitLab PQL development guide of either year. */
const workers = { workato: 'Workato::CreateLeadWorker', platypus: 'Platypus::CreateLeadWorker' } as const

/** Enqueues a lead for the system that the setting `lead_route` names. */
export async function handOn({ id }: Lead, context: CustomersdotContext) {
  const worker = workers[await settingOf(context, 'lead_route')]
  await context.step(`enqueue ${worker}`, () => context.enqueue(worker, { lead_id: id }))
}
