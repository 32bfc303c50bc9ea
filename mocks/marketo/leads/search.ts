import { fields } from '../fields.ts'
import { type Lead, type MarketoContext, tables } from '../tables.ts'

type Index = Parameters<MarketoContext['tables']['leads']['find']>[0]

/**
 * Fields by which people are found: the id, and those with an index. Marketo also searches cookies, social ids and any custom
 * field of type string, email or integer; here, of the custom ones, only the namespace.
 */
export const searchable: readonly string[] = ['id', ...Object.keys(tables.leads.index)]

export const isSearchable = (field: string): boolean => searchable.includes(field)

/** The people who have a value, given as text, in a searchable field; e-mail addresses in any case. */
export async function findPeople(field: string, value: string, { tables }: MarketoContext): Promise<Lead[]> {
  if (field === 'email') return tables.leads.find('email', value.toLowerCase())
  if (fields.get(field)?.dataType !== 'integer') return tables.leads.find(field as Index, value)
  if (field !== 'id') return tables.leads.find(field as Index, Number(value))
  const lead = await tables.leads.get(Number(value))
  return lead ? [lead] : []
}
