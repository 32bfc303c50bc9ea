import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Handlers } from '../../core/system/system.ts'
import { succeed } from '../envelope.ts'
import type { MarketoContext, tables } from '../tables.ts'
import { readMoment, seconds } from '../time.ts'
import { type ActivityType, customType } from './types.ts'

type Reason = Schema<'MarketoActivityReason'>
type Added = Schema<'MarketoAddedActivity'>

/** Bytes that the attributes of one activity may take. Source: Adobe Marketo developer guide, error-codes (1049). */
const longest = 65_536

const members = ['leadId', 'activityDate', 'activityTypeId', 'primaryAttributeValue', 'attributes'] as const

export const custom: Pick<Handlers<'marketo', typeof tables>, 'addCustomActivities'> = {
  async addCustomActivities({ body }, context) {
    const result: Added[] = []
    for (const record of body.input) result.push(await addOne(record, context))
    return succeed(context, { result })
  },
}

async function addOne(record: Record<string, unknown>, context: MarketoContext): Promise<Added> {
  const read = await readRecord(record, context)
  if (Array.isArray(read)) return { status: 'skipped', errors: read }
  const { id } = await context.tables.activities.insert({ ...read, storedAt: seconds(context.clock.now()) })
  return { id, marketoGUID: String(id), status: 'added' }
}

const reason = (code: Reason['code'], message: string): Reason[] => [{ code, message }]
const wrong = (value: unknown, type: string) => reason('1001', `Invalid value '${String(value).slice(0, 255)}'. Required of type '${type}'`)

/** The activity that a record describes, or why it describes none. */
async function readRecord(record: Record<string, unknown>, { tables }: MarketoContext) {
  const missing = members.filter((name) => (record[name] ?? null) === null)
  if (missing.length) return missing.flatMap((name) => reason('1002', `Missing value for the required parameter '${name}'`))
  const { leadId, activityDate, activityTypeId, primaryAttributeValue, attributes } = record
  const type = customType(activityTypeId)
  if (!type || !Array.isArray(attributes)) return reason('1003', 'Invalid data')
  if (!(await tables.leads.get(Number(leadId)))) return reason('1004', 'Lead not found')
  const moment = readMoment(String(activityDate))
  if (Number.isNaN(moment)) return wrong(activityDate, 'datetime')
  const named = readAttributes(attributes, type)
  if (Array.isArray(named)) return named
  return {
    leadId: Number(leadId),
    activityDate: seconds(moment),
    activityTypeId: type.id,
    primaryAttributeValue: String(primaryAttributeValue),
    attributes: named,
  }
}

/** Attributes by their display name, or why they cannot be taken. */
function readAttributes(given: unknown[], { attributes }: ActivityType): Record<string, unknown> | Reason[] {
  if (new TextEncoder().encode(JSON.stringify(given)).length > longest) return reason('1049', 'Failed to Create Activity')
  const named: Record<string, unknown> = {}
  for (const item of given) {
    const { name, apiName, value } = (item ?? {}) as Record<string, unknown>
    const label = String(name ?? apiName)
    const known = attributes.find((attribute) => attribute.name === label || attribute.apiName === label)
    if (!known) return reason('1006', `Field '${label}' not found`)
    if (!fits(value, known.dataType)) return wrong(value, known.dataType)
    named[known.name] = value
  }
  return named
}

const fits = (value: unknown, type: string) => (type === 'integer' ? Number.isSafeInteger(value) : typeof value === 'string')
