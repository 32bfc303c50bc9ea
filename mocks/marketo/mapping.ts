import type { Schema } from '../../contracts/openapi/types.ts'
import { type Field, fields } from './fields.ts'
import type { Lead } from './tables.ts'

type Convert = (value: never) => unknown

/** Fields that are of another type in Salesforce. */
const converters: Partial<Record<keyof Lead, Convert>> = {
  PQL_Namespace_Id__c: (id: number) => String(id),
}

/** Types that are written in another way in Salesforce. */
const spellings: Partial<Record<Field['dataType'], Convert>> = {
  datetime: (moment: string) => new Date(moment).toISOString().replace('Z', '+0000'),
}

/** What cannot be emptied in Salesforce: checkboxes, and what every lead has. */
export const isNillable = ({ name, dataType }: Field) => dataType !== 'boolean' && !['lastName', 'company', 'leadStatus'].includes(name)

/** The field of Salesforce's lead that has Marketo's id: what the sync looks leads up by. */
export const externalId = 'Marketo_Lead_Id__c'

/** The fields that go to Salesforce; openapi.yaml says which and under which names. */
export const synced: readonly Field[] = [...fields.values()].filter(({ salesforce }) => salesforce)

/** The lead that Salesforce is sent: what has a value, and null for what was emptied. */
export function toSalesforce(lead: Lead): Schema<'SalesforceLeadUpdate'> {
  const entries = synced.flatMap((field) => {
    const value = lead[field.name as keyof Lead]
    const isSent = value !== undefined && (value !== null || isNillable(field))
    return isSent ? [[field.salesforce as string, convert(field, value)]] : []
  })
  return Object.fromEntries(entries)
}

/** A value as Salesforce is sent it. */
export function convert({ name, dataType }: Field, value: Lead[keyof Lead]): unknown {
  const converter = converters[name as keyof Lead] ?? spellings[dataType]
  return value === null || !converter ? value : converter(value as never)
}
