import { longId } from '../ids.ts'
import { fieldValue } from '../mapping.ts'
import type { Field } from '../records/fields.ts'
import type { Row } from '../records/row.ts'
import type { Sobject } from '../records/sobjects.ts'
import { type Refusal, refuseId, refuseMissing, refusePick, refuseRange, refuseType } from '../refusals.ts'
import type { SalesforceContext } from '../tables.ts'
import { readStamp } from '../time.ts'
import type { Draft } from './draft.ts'
import { refuseMember } from './members.ts'
import { refusePlace } from './places.ts'
import { refuseReference } from './references.ts'
import { refuseInvalid } from './validation.ts'

/** What an object asks of its records beyond what all do. */
const own: Record<string, (draft: Draft, context: SalesforceContext) => Promise<Refusal | undefined> | Refusal | undefined> = {
  Lead: refusePlace,
  CampaignMember: refuseMember,
}

/** The refusal of a record that breaks a rule of the org as it would be saved. */
export async function refuseRow(object: Sobject, draft: Draft, context: SalesforceContext): Promise<Refusal | undefined> {
  const touched = object.fields.filter(({ name }) => draft.changed[name] !== undefined)
  return (
    refuseGaps(object, draft.row) ??
    first(touched, (field) => refuseValue(field, fieldValue(object, draft.row, field))) ??
    (await own[object.name]?.(draft, context)) ??
    (await refuseReferences(touched, draft.row, context)) ??
    (await refuseInvalid(object, draft, context))
  )
}

function first(touched: Field[], check: (field: Field) => Refusal | undefined): Refusal | undefined {
  for (const field of touched) {
    const refusal = check(field)
    if (refusal) return refusal
  }
  return undefined
}

function refuseGaps(object: Sobject, row: Row): Refusal | undefined {
  const missing = object.required.filter((field) => fieldValue(object, row, field) === null)
  return missing.length ? refuseMissing(missing.map(({ name }) => name)) : undefined
}

/** What the schema cannot tell: whether a time can be read, an id's checksum holds, a restricted picklist has the value, a number has too many digits. */
function refuseValue(field: Field, value: unknown): Refusal | undefined {
  if (field.type === 'datetime') return readStamp(value as string) === undefined ? refuseType(field.type, value) : undefined
  if (field.type === 'reference') return longId(value as string) ? undefined : refuseId(field, value)
  if (field.restrictedPicklist) return field.picklistValues.some((one) => one.value === value) ? undefined : refusePick(field, value)
  if (!field.precision) return undefined
  return Math.abs(value as number) >= 10 ** (field.precision - field.scale) ? refuseRange(field, value) : undefined
}

async function refuseReferences(touched: Field[], row: Row, context: SalesforceContext): Promise<Refusal | undefined> {
  for (const field of touched) {
    const refusal = field.type === 'reference' ? await refuseReference(field, row[field.name] as string, context) : undefined
    if (refusal) return refusal
  }
  return undefined
}
