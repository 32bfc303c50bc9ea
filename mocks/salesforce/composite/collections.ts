import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Handlers } from '../../core/system/system.ts'
import { longId } from '../ids.ts'
import { toRecord } from '../mapping.ts'
import { type Fields, type Outcome, perform, type Verb } from '../records/batch.ts'
import { rowById } from '../records/lookup.ts'
import { fieldsNamed } from '../records/records.ts'
import type { Writing } from '../records/saving.ts'
import { sobjectOf, sobjectOfId } from '../records/sobjects.ts'
import { keyOf, refuseKey } from '../records/upsert.ts'
import { refuse, refuseUnknown } from '../refusals.ts'
import { refuseCrossReference } from '../rules/references.ts'
import type { SalesforceContext, tables } from '../tables.ts'
import { refuseSize } from './limits.ts'
import { answer } from './results.ts'

type Operation = 'createRecords' | 'updateRecords' | 'deleteRecords' | 'retrieveRecords' | 'upsertRecords'

/** Many records at a time. Source: Salesforce REST API Developer Guide, Composite, sObject Collections. */
export const collections: Pick<Handlers<'salesforce', typeof tables>, Operation> = {
  createRecords: (asked, context) => refuseSize(asked.body.records) ?? write({ kind: 'insert' }, asked, context),
  updateRecords: (asked, context) => refuseSize(asked.body.records) ?? write({ kind: 'update' }, asked, context),

  upsertRecords(asked, context) {
    const { version, sobject, field } = asked.path
    const object = sobjectOf(sobject)
    if (!object || Number(version.slice(1)) < 46) return refuseUnknown()
    const key = keyOf(object, field)
    if (!key) return refuseKey(field)
    return refuseSize(asked.body.records) ?? write({ kind: 'upsert', key }, asked, context)
  },

  async deleteRecords(asked, context) {
    const ids = asked.query.ids.split(',').map((id) => id.trim())
    const records = ids.map((id) => ({ attributes: { type: sobjectOfId(id)?.name ?? '' }, id }))
    const body = { records, allOrNone: asked.query.allOrNone === true }
    return refuseSize(records) ?? write({ kind: 'delete' }, { ...asked, body }, context)
  },

  async retrieveRecords({ path: { sobject, version }, body: { ids, fields } }, context) {
    const object = sobjectOf(sobject)
    if (!object) return refuseUnknown()
    const wanted = fieldsNamed(object, fields)
    if ('refusal' in wanted) return wanted.refusal
    const found = await Promise.all(ids.map((id) => rowById(object, id, context)))
    return { status: 200, body: found.map((one) => ('row' in one ? toRecord(object, one.row, version, wanted.fields) : null)) }
  },
}

type Collection = Pick<Schema<'SalesforceCollection'>, 'allOrNone' | 'records'>

/** Records are written one after the other, each seeing what the ones before it did. */
async function write(verb: Verb, asked: Writing & { body: Collection }, context: SalesforceContext) {
  const outcomes: Outcome[] = []
  for (const record of asked.body.records) outcomes.push(await one(verb, record, asked, context))
  const isRolledBack = !!asked.body.allOrNone && outcomes.some((outcome) => 'refusal' in outcome)
  if (isRolledBack) context.discard()
  return answer(outcomes, { isRolledBack, tells: verb.kind === 'upsert' })
}

async function one(
  verb: Verb,
  { attributes, id, ...rest }: Schema<'SalesforceCollected'>,
  writing: Writing,
  context: SalesforceContext,
): Promise<Outcome> {
  if (id !== undefined && !longId(id)) return { refusal: refuse(400, 'MALFORMED_ID', `malformed id ${id}`, ['Id']) }
  const object = sobjectOf(attributes.type)
  if (!object && verb.kind === 'delete') return { refusal: refuseCrossReference() }
  if (!object) return { refusal: refuse(400, 'INVALID_TYPE', `sObject type '${attributes.type}' is not supported.`, []) }
  const fields: Fields = id === undefined ? rest : { Id: id, ...rest }
  return perform(verb, object, fields, writing, context)
}
