import type { Handlers } from '../../core/system/system.ts'
import { attributesOf } from '../mapping.ts'
import { type Refusal, refuseRepeated, refuseUnknown } from '../refusals.ts'
import type { SalesforceContext, tables } from '../tables.ts'
import { refuseFields, refuseUnwritable } from './body.ts'
import { type Field, isKey } from './fields.ts'
import { rowById, rowsBy } from './lookup.ts'
import { readRow } from './records.ts'
import type { Row } from './row.ts'
import { changeRow, insertRow, type Saved, type Writing } from './saving.ts'
import { lead, type Sobject, sobjectOf } from './sobjects.ts'

type Operation = 'getLeadByExternalId' | 'upsertLead' | 'getRecordByExternalId' | 'upsertRecord'

export const upsert: Pick<Handlers<'salesforce', typeof tables>, Operation> = {
  getLeadByExternalId: (asked, context) => readBy(lead, asked, context),
  upsertLead: (asked, context) => upsertBy(lead, asked, context),

  getRecordByExternalId(asked, context) {
    const object = sobjectOf(asked.path.sobject)
    return object ? readBy(object, asked, context) : refuseUnknown()
  },
  upsertRecord(asked, context) {
    const object = sobjectOf(asked.path.sobject)
    if (!object) return refuseUnknown()
    return refuseFields(object, asked.body, 'update') ?? upsertBy(object, asked, context)
  },
}

type Path = { version: string; field: string; value: string }

async function readBy(object: Sobject, { path, query }: { path: Path; query: { fields?: string } }, context: SalesforceContext) {
  const field = keyOf(object, path.field)
  if (!field) return refuseKey(path.field)
  const [row, ...others] = await rowsBy(object, field, path.value, context)
  if (!row) return refuseMissed(object, field, path.value, context)
  return others.length ? several(object, [row, ...others], path) : readRow(object, row, path.version, query.fields)
}

type Upserting = Writing & { path: Path; query: { updateOnly?: boolean }; body: object }

async function upsertBy(object: Sobject, asked: Upserting, context: SalesforceContext) {
  const { path, query, body } = asked
  const field = keyOf(object, path.field)
  if (!field) return refuseKey(path.field)
  if (field.name in body) return refuseRepeated(field.name)
  const [row, ...others] = await rowsBy(object, field, path.value, context)
  if (others.length) return several(object, [row as Row, ...others], path)
  if (row) return updated(await changeRow(object, row, body, asked, context), path)
  // With a record id of its own choice a record is not created.
  if (query.updateOnly || field.name === 'Id') return refuseMissed(object, field, path.value, context)
  return created(await createWith(object, body, { [field.name]: path.value }, asked, context), path)
}

/** A field by which records may be looked up. */
export function keyOf(object: Sobject, name: string): Field | undefined {
  const field = object.field(name)
  return field && isKey(field) ? field : undefined
}

export const refuseKey = (name: string) => refuseUnknown(`Provided external ID field does not exist or is not accessible: ${name}`)

async function refuseMissed(object: Sobject, { name }: Field, value: string, context: SalesforceContext): Promise<Refusal<404>> {
  const found = name === 'Id' ? await rowById(object, value, context) : undefined
  return found && 'refusal' in found ? found.refusal : refuseUnknown()
}

/** A body that was checked as an update's: now what only a create may write counts, and the value of the path. */
async function createWith(object: Sobject, body: object, key: object, writing: Writing, context: SalesforceContext): Promise<Saved> {
  const refusal = refuseUnwritable(object, body, 'create') ?? refuseFields(object, key, 'create')
  return refusal ? { refusal } : insertRow(object, { ...body, ...key }, writing, context)
}

/** Since v46.0 an upsert says whether it created. Source: Salesforce REST API Developer Guide v66.0, dome_upsert. */
const tells = ({ version }: Path) => Number(version.slice(1)) >= 46

function created(saved: Saved, path: Path) {
  if ('refusal' in saved) return saved.refusal
  const body = { id: saved.row.Id, success: true as const, errors: [] as [], ...(tells(path) ? { created: true as const } : {}) }
  return { status: 201 as const, body }
}

function updated(saved: Saved, path: Path) {
  if ('refusal' in saved) return saved.refusal
  if (!tells(path)) return { status: 204 as const }
  return { status: 200 as const, body: { id: saved.row.Id, success: true as const, errors: [] as [], created: false as const } }
}

const several = (object: Sobject, rows: Row[], { version }: Path) => ({
  status: 300 as const,
  body: rows.map((row) => attributesOf(object, row, version).url),
})
