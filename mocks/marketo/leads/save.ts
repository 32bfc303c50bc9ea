import { log, logChanges } from '../activities/log.ts'
import type { Lead, MarketoContext } from '../tables.ts'
import { seconds } from '../time.ts'

/** What is to be written of a person; null empties a field. */
export type Values = Partial<Lead>

/** Creates a person with what has a value. */
export async function create(
  values: Values,
  { mayShareEmail, partitionId }: Pick<Lead, 'mayShareEmail' | 'partitionId'>,
  context: MarketoContext,
): Promise<Lead> {
  const { clock, tables } = context
  const now = seconds(clock.now())
  const present: Values = Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null))
  const own = { ...(mayShareEmail ? { mayShareEmail } : {}), ...(partitionId ? { partitionId } : {}) }
  const lead = await tables.leads.insert({ ...present, createdAt: now, updatedAt: now, ...own })
  await log(context, lead, 'newLead', { attributes: { 'Source Type': 'Web service API' } })
  return lead
}

/** Changes what differs of a person, and logs it; nothing is written when nothing does. */
export async function change(lead: Lead, values: Values, context: MarketoContext): Promise<Lead> {
  const differs = ([name, value]: [string, unknown]) => (lead[name as keyof Lead] ?? null) !== value
  const changes: Values = Object.fromEntries(Object.entries(values).filter(differs))
  if (!Object.keys(changes).length) return lead
  await logChanges(context, lead, changes, { source: 'Web service API' })
  const isMoving = 'email' in changes && changes.email?.toLowerCase() !== lead.email?.toLowerCase()
  const updatedAt = seconds(context.clock.now())
  return context.tables.leads.update(lead, { ...changes, ...(isMoving ? { mayShareEmail: true } : {}), updatedAt })
}
