import type { Sobject } from '../records/sobjects.ts'
import { type Refusal, refuse } from '../refusals.ts'
import type { SalesforceContext } from '../tables.ts'
import { fits } from './conditions.ts'
import type { Draft } from './draft.ts'

/** The refusal of an active validation rule of the org whose conditions all hold, in the rule's own words. */
export async function refuseInvalid(object: Sobject, { row }: Draft, { tables }: SalesforceContext): Promise<Refusal | undefined> {
  const rules = await tables.validation_rules.find('object', object.name)
  const broken = rules.find(({ active, conditions }) => active && conditions.every((condition) => fits(object, condition, row)))
  return broken && refuse(400, 'FIELD_CUSTOM_VALIDATION_EXCEPTION', broken.message, broken.field ? [broken.field] : [])
}
