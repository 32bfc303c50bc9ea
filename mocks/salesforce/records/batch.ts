import { type Refusal, refuse } from '../refusals.ts'
import { refuseCrossReference } from '../rules/references.ts'
import type { SalesforceContext } from '../tables.ts'
import { refuseFields } from './body.ts'
import type { Field } from './fields.ts'
import { rowById, rowsBy } from './lookup.ts'
import type { Row } from './row.ts'
import { changeRow, deleteRow, insertRow, type Saved, type Writing } from './saving.ts'
import type { Sobject } from './sobjects.ts'

/** What is done with each of many records; an upsert finds its records by a field. */
export type Verb = { kind: 'insert' | 'update' | 'delete' } | { kind: 'upsert'; key: Field }

/** What came of one record among many. */
export type Outcome = { row: Row; created: boolean } | { refusal: Refusal<number> }

/** A record among many: its fields, of which `Id` says which one is meant. */
export type Fields = Record<string, unknown>

/** Does with one record what is done with all; a refusal leaves it as it was. */
export async function perform(verb: Verb, object: Sobject, fields: Fields, writing: Writing, context: SalesforceContext): Promise<Outcome> {
  const { Id, ...body } = fields
  if (verb.kind === 'insert') return insert(object, fields, writing, context)
  if (verb.kind === 'upsert') return upsert(verb.key, object, fields, writing, context)
  const found = await find(object, Id, context)
  if ('refusal' in found) return found
  if (verb.kind === 'update') return change(object, found.row, body, writing, context)
  await deleteRow(object, found.row, context)
  return { row: found.row, created: false }
}

/** That of many records a missing one is refused otherwise than a single one is assumed. */
async function find(object: Sobject, id: unknown, context: SalesforceContext): Promise<{ row: Row } | { refusal: Refusal<number> }> {
  if (!id) return { refusal: refuse(400, 'MISSING_ARGUMENT', 'Id not specified in an update call', []) }
  const found = await rowById(object, String(id), context)
  if ('row' in found || found.refusal.body[0]?.errorCode === 'ENTITY_IS_DELETED') return found
  return { refusal: refuseCrossReference() }
}

async function insert(object: Sobject, body: Fields, writing: Writing, context: SalesforceContext): Promise<Outcome> {
  const refusal = refuseFields(object, body, 'create')
  return refusal ? { refusal } : outcome(await insertRow(object, body, writing, context), true)
}

async function change(object: Sobject, row: Row, body: Fields, writing: Writing, context: SalesforceContext): Promise<Outcome> {
  const refusal = refuseFields(object, body, 'update')
  return refusal ? { refusal } : outcome(await changeRow(object, row, body, writing, context), false)
}

async function upsert(key: Field, object: Sobject, fields: Fields, writing: Writing, context: SalesforceContext): Promise<Outcome> {
  const { [key.name]: value, ...body } = fields
  if (!value) return { refusal: refuse(400, 'MISSING_ARGUMENT', `${key.name} not specified`, []) }
  const [row, ...others] = await rowsBy(object, key, String(value), context)
  if (others.length)
    return { refusal: refuse(400, 'DUPLICATE_EXTERNAL_ID', `${key.name}: more than one record found: ${value}`, [key.name]) }
  if (row) return change(object, row, body, writing, context)
  return key.type === 'id' ? find(object, value, context).then((found) => found as Outcome) : insert(object, fields, writing, context)
}

const outcome = (saved: Saved, created: boolean): Outcome => ('refusal' in saved ? saved : { row: saved.row, created })
