import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Handlers } from '../../core/system/system.ts'
import { succeed } from '../envelope.ts'
import { type Field, fields } from '../fields.ts'
import { cut } from '../paging/paging.ts'
import { refuse } from '../refusals.ts'
import type { tables } from '../tables.ts'
import { searchable } from './search.ts'

type Reads = 'describeLeads' | 'describeLeadFields' | 'getLeadFields' | 'getLeadField'

const all = [...fields.values()]

/** The number of a field, by its place in openapi.yaml; Marketo's own are not public. */
export const numberOf = (name: string): number => all.findIndex((field) => field.name === name) + 1

export const schema: Pick<Handlers<'marketo', typeof tables>, Reads> = {
  describeLeads(_asked, context) {
    const described = all.map(({ salesforce: _, ...field }) => field)
    return succeed(context, {
      result: [{ name: 'API Lead' as const, searchableFields: searchable.map((field) => [field]), fields: described }],
    })
  },

  describeLeadFields: (_asked, context) => succeed(context, { result: all.map(older) }),

  getLeadFields({ query }, context) {
    const page = cut(all.map(inSchema), query, context.clock.now())
    return page ? succeed(context, { moreResult: false, ...page }) : refuse(context, '1003', 'Invalid data')
  },

  getLeadField({ path: { fieldApiName } }, context) {
    const field = fields.get(fieldApiName)
    if (!field) return refuse(context, '1006', `Field '${fieldApiName}' not found`)
    return succeed(context, { result: [inSchema(field)] })
  },
}

const lengthOf = ({ length }: Field) => (length === undefined ? {} : { length })

/** A field as describe.json has it. */
const older = (field: Field): Schema<'MarketoOldField'> => ({
  id: numberOf(field.name),
  displayName: field.displayName,
  dataType: field.dataType,
  ...lengthOf(field),
  rest: { name: field.name, readOnly: !field.updateable },
})

const texts: ReadonlySet<string> = new Set(['string', 'text', 'textarea', 'phone', 'url', 'email', 'reference'])
/** GitLab's fields whose names do not show that they are custom ones. */
const custom: ReadonlySet<string> = new Set(['productInteraction', 'optIn'])

/** A field as the schema has it. */
const inSchema = (field: Field): Schema<'MarketoSchemaField'> => ({
  displayName: field.displayName,
  name: field.name,
  description: null,
  dataType: field.dataType,
  ...lengthOf(field),
  isHidden: false,
  isHtmlEncodingInEmail: texts.has(field.dataType),
  isSensitive: field.updateable,
  isCustom: field.name.endsWith('__c') || custom.has(field.name),
  isApiCreated: false,
})
