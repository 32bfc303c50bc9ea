import type { Schema } from '../../../contracts/types.ts'
import { fields } from '../fields.ts'
import { split } from '../filter.ts'
import type { Lead } from '../tables.ts'

/** Fields of a read that names none. Source: Adobe Marketo developer guide, leads. */
export const defaultFields = 'id,email,firstName,lastName,createdAt,updatedAt'

/** The first of the names that is no field; undefined when all are. */
export const unknownField = (list: string): string | undefined => split(list).find((name) => !fields.has(name))

/** The fields asked for, null where there is no value; the id always comes (assumed). */
export const read = (lead: Lead, wanted: string): Schema<'MarketoLead'> => ({
  ...Object.fromEntries(split(wanted).map((name) => [name, lead[name as keyof Lead] ?? null])),
  id: lead.id,
})
