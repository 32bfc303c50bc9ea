import { prefixes } from '../ids.ts'
import type { Field } from '../records/fields.ts'
import { rowById } from '../records/lookup.ts'
import { sobjectOf } from '../records/sobjects.ts'
import { type Refusal, refuse, refuseIntegrity } from '../refusals.ts'
import type { SalesforceContext } from '../tables.ts'

/**
 * The refusal of a reference to what the field does not take, or to a record that is not there. Objects that the org does not have
 * may be referred to by any id; users are not looked up. That an unknown queue is refused like an id of another object is assumed.
 */
export async function refuseReference(
  { name, label, referenceTo }: Field,
  id: string,
  context: SalesforceContext,
): Promise<Refusal | undefined> {
  if (referenceTo.every((object) => !prefixOf(object))) return undefined
  const target = referenceTo.find((object) => prefixOf(object) === id.slice(0, 3))
  const isMissing = !target || (target === 'Group' && !(await context.tables.queues.get(id)))
  if (isMissing) return refuseIntegrity(name, `${label}: id value of incorrect type: ${id}`)
  const object = sobjectOf(target)
  return object && 'refusal' in (await rowById(object, id, context)) ? refuseCrossReference() : undefined
}

/** The text is assumed. */
export const refuseCrossReference = () => refuse(400, 'INVALID_CROSS_REFERENCE_KEY', 'invalid cross reference id', [])

const prefixOf = (object: string): string | undefined =>
  sobjectOf(object)?.keyPrefix ?? ({ Group: prefixes.Queue, User: prefixes.User } as Record<string, string>)[object]
