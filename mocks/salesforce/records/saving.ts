import { newId } from '../ids.ts'
import { toColumns } from '../mapping.ts'
import { type Refusal, refuse } from '../refusals.ts'
import type { Draft } from '../rules/draft.ts'
import { refuseDuplicate, refuseTaken } from '../rules/duplicates.ts'
import { refuseRow } from '../rules/rules.ts'
import type { Lead, SalesforceContext } from '../tables.ts'
import { stampNow } from '../time.ts'
import { assign } from './assignment.ts'
import { initial, modified } from './initial.ts'
import { tableOf } from './lookup.ts'
import type { Row } from './row.ts'
import { lead, type Sobject } from './sobjects.ts'

/** What of a request decides how a record is saved, beside the body. */
export interface Writing {
  path: { version: string }
  headers: Record<string, string>
}

/** A record that was saved, or why it was not. */
export type Saved = { row: Row } | { refusal: Refusal }

/** Creates a record from a body, owned by the user; a lead by whom the assignment rules choose. */
export async function insertRow(object: Sobject, body: object, writing: Writing, context: SalesforceContext): Promise<Saved> {
  const columns = onlyValues(toColumns(object, body))
  const row: Row = {
    Id: newId(context.ids, object.keyPrefix),
    ...initial(object, stampNow(context.clock)),
    ...columns,
  }
  const owner = await ownerOf(object, { row, changed: columns }, { writing, isNew: true }, context)
  if ('refusal' in owner) return owner
  const saved = await context.step(`${object.name} → insert`, () => tableOf(object, context).insert({ ...row, ...owner }))
  return tagged(object, saved, context)
}

/** Changes the fields of a record that a body names. */
export async function changeRow(object: Sobject, row: Row, body: object, writing: Writing, context: SalesforceContext): Promise<Saved> {
  if (row.IsConverted) return { refusal: refuse(400, 'CANNOT_UPDATE_CONVERTED_LEAD', 'cannot reference converted lead', []) }
  const columns = toColumns(object, body)
  const owner = await ownerOf(object, { row: { ...row, ...columns }, changed: columns }, { writing, isNew: false }, context)
  if ('refusal' in owner) return owner
  const changes = { ...columns, ...owner, ...modified(stampNow(context.clock)) }
  const saved = await context.step(`${object.name} → update`, () => tableOf(object, context).update(row, changes))
  return tagged(object, saved, context)
}

/** Puts a record into the recycle bin. */
export async function deleteRow(object: Sobject, row: Row, context: SalesforceContext) {
  const changes = { IsDeleted: true, ...modified(stampNow(context.clock)) }
  await context.step(`${object.name} → delete`, () => tableOf(object, context).update(row, changes))
  if (object === lead) context.tag({ salesforce_id: row.Id })
}

const onlyValues = (columns: Partial<Row>): Partial<Row> =>
  Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== undefined))

interface Circumstances {
  writing: Writing
  isNew: boolean
}

/**
 * Puts a record through the org's rules in their order: required fields and values, and of a lead duplicate rules, unique fields and
 * assignment. An owner whom the body names stays unless the header asks for the rules (assumed).
 */
async function ownerOf(
  object: Sobject,
  draft: Draft,
  { writing: { headers, path }, isNew }: Circumstances,
  context: SalesforceContext,
): Promise<{ OwnerId?: string } | { refusal: Refusal }> {
  const broken = await refuseRow(object, draft, context)
  if (broken) return { refusal: broken }
  if (object !== lead) return {}
  const row = draft.row as Lead
  const rival = isNew || 'Email' in draft.changed
  const duplicates = { header: headers['sforce-duplicate-rule-header'], version: path.version }
  const refusal = (rival ? await refuseDuplicate(row, duplicates, context) : undefined) ?? (await refuseTaken(row, context))
  if (refusal) return { refusal }
  const assigned = await assign({ row, isNew: isNew && !draft.changed.OwnerId, header: headers['sforce-auto-assign'] }, context)
  if ('refusal' in assigned) return assigned
  return assigned.owner ? { OwnerId: assigned.owner } : {}
}

/** Says whose lead this is about; of a record of another object only whose e-mail it bears. */
function tagged(object: Sobject, row: Row, context: SalesforceContext): Saved {
  if (row.Email) context.tag({ email: row.Email as string })
  if (object === lead) tag(row as Lead, context)
  return { row }
}

function tag(row: Lead, context: SalesforceContext) {
  const marketoId = Number(row.Marketo_Lead_Id__c)
  const namespaceId = Number(row.PQL_Namespace_Id__c)
  context.tag({
    salesforce_id: row.Id,
    name: [row.FirstName, row.LastName].filter(Boolean).join(' '),
    ...(row.Company ? { company: row.Company } : {}),
    ...(marketoId ? { marketo_id: marketoId } : {}),
    ...(namespaceId ? { namespace_id: namespaceId } : {}),
  })
}
