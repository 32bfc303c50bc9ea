import type { Schema } from '../../../contracts/openapi/types.ts'
import { fields } from '../fields.ts'
import { split } from '../paging/filter.ts'
import type { Lead } from '../tables.ts'

/** Fields of a read that names none. Source: Adobe Marketo developer guide, leads. */
export const defaultFields = 'id,email,firstName,lastName,createdAt,updatedAt'

/** The first of the names that is no field; undefined when all are. */
export const unknownField = (list: string): string | undefined => split(list).find((name) => !fields.has(name))

/** Reads the fields asked for, null where there is no value; the id always comes (assumed). The list is taken apart once for all people. */
export function reader(wanted: string): (lead: Lead) => Schema<'MarketoLead'> {
  const names = split(wanted)
  return (lead) => ({ ...Object.fromEntries(names.map((name) => [name, lead[name as keyof Lead] ?? null])), id: lead.id })
}
