import { type TriggerForm, toTrigger } from '../mapping.ts'
import type { CustomersdotContext } from '../tables.ts'

/**
 * Records a trigger for Iterable. It goes no further: CustomersDot hands it to Workato and Workato to Iterable, but neither
 * endpoint is public, so the sandbox has none and `sent_at` stays empty.
 */
export async function createTrigger(form: TriggerForm, context: CustomersdotContext) {
  const { work_email, product_interaction } = form
  context.tag({ kind: 'iterable', email: work_email })
  const trigger = await context.step('TrialsController#create_iterable', () =>
    context.tables.iterable_triggers.insert({ created_at: context.clock.stamp(), work_email, product_interaction, ...toTrigger(form) }),
  )
  return { status: 201 as const, body: { success: true as const, trigger_id: trigger.id } }
}
