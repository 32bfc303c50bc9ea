import type { Handlers } from '../../core/system/system.ts'
import { toRecord } from '../mapping.ts'
import { type Refusal, refuseColumn, refuseUnknown } from '../refusals.ts'
import type { SalesforceContext, tables } from '../tables.ts'
import { refuseFields } from './body.ts'
import type { Field } from './fields.ts'
import { rowById } from './lookup.ts'
import type { Row } from './row.ts'
import { changeRow, deleteRow, insertRow, type Saved, type Writing } from './saving.ts'
import { lead, type Sobject, sobjectOf } from './sobjects.ts'

type Operation = 'createLead' | 'getLead' | 'updateLead' | 'deleteLead' | 'createRecord' | 'getRecord' | 'updateRecord' | 'deleteRecord'

/** One record at a time. A lead's body was held to its own schema before it comes here, a body of any object is here. */
export const records: Pick<Handlers<'salesforce', typeof tables>, Operation> = {
  async createLead(asked, context) {
    return created(await insertRow(lead, asked.body, asked, context))
  },
  getLead: ({ path, query }, context) => read(lead, { ...path, fields: query.fields }, context),
  updateLead: (asked, context) => update(lead, asked, context),
  deleteLead: ({ path }, context) => remove(lead, path.id, context),

  async createRecord(asked, context) {
    const object = sobjectOf(asked.path.sobject)
    if (!object) return refuseUnknown()
    return refuseFields(object, asked.body, 'create') ?? created(await insertRow(object, asked.body, asked, context))
  },
  getRecord({ path, query }, context) {
    const object = sobjectOf(path.sobject)
    return object ? read(object, { ...path, fields: query.fields }, context) : refuseUnknown()
  },
  updateRecord(asked, context) {
    const object = sobjectOf(asked.path.sobject)
    if (!object) return refuseUnknown()
    return refuseFields(object, asked.body, 'update') ?? update(object, asked, context)
  },
  deleteRecord({ path }, context) {
    const object = sobjectOf(path.sobject)
    return object ? remove(object, path.id, context) : refuseUnknown()
  },
}

const created = (saved: Saved) =>
  'refusal' in saved ? saved.refusal : { status: 201 as const, body: { id: saved.row.Id, success: true as const, errors: [] as [] } }

async function read(
  object: Sobject,
  { id, version, fields }: { id: string; version: string; fields?: string | undefined },
  context: SalesforceContext,
) {
  const found = await rowById(object, id, context)
  return 'refusal' in found ? found.refusal : readRow(object, found.row, version, fields)
}

async function update(object: Sobject, asked: Writing & { path: { id: string }; body: object }, context: SalesforceContext) {
  const found = await rowById(object, asked.path.id, context)
  if ('refusal' in found) return found.refusal
  const saved = await changeRow(object, found.row, asked.body, asked, context)
  return 'refusal' in saved ? saved.refusal : { status: 204 as const }
}

async function remove(object: Sobject, id: string, context: SalesforceContext) {
  const found = await rowById(object, id, context)
  if ('refusal' in found) return found.refusal
  await deleteRow(object, found.row, context)
  return { status: 204 as const }
}

/** Answers with a record's fields: those that `names` lists, and always the id; or all. */
export function readRow(object: Sobject, row: Row, version: string, names: string | undefined) {
  const wanted = names === undefined ? undefined : fieldsNamed(object, ['Id', ...names.split(',')])
  if (wanted && 'refusal' in wanted) return wanted.refusal
  return { status: 200 as const, body: toRecord(object, row, version, wanted?.fields) }
}

/** Fields by their names, in any case, each once. */
export function fieldsNamed(object: Sobject, names: string[]): { fields: Field[] } | { refusal: Refusal } {
  const unknown = names.find((name) => !object.field(name.trim()))
  if (unknown !== undefined) return { refusal: refuseColumn(unknown.trim(), object.name) }
  return { fields: [...new Set(names.map((name) => object.field(name.trim()) as Field))] }
}
