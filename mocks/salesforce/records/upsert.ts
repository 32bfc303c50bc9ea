import { operation } from '../../contracts/spec.ts'
import type { Handlers } from '../system.ts'
import { refuseBody } from './body.ts'
import { type Field, fieldOf } from './fields.ts'
import { readLead } from './leads.ts'
import { isKey, leadById, leadsBy } from './lookup.ts'
import { attributesOf } from './mapping.ts'
import { type Refusal, refuseRepeated, refuseUnknown } from './refusals.ts'
import { changeLead, insertLead, type Saved, type Writing } from './saving.ts'
import type { Lead, SalesforceContext, tables } from './tables.ts'

type Path = { version: string; field: string; value: string }

export const upsert: Pick<Handlers<'salesforce', typeof tables>, 'getLeadByExternalId' | 'upsertLead'> = {
  async getLeadByExternalId({ path, query }, context) {
    const field = keyOf(path)
    if (!field) return refuseKey(path)
    const [lead, ...others] = await leadsBy(field, path.value, context)
    if (!lead) return refuseMissed(field, path, context)
    return others.length ? several([lead, ...others], path) : readLead(lead, path.version, query.fields)
  },

  async upsertLead(asked, context) {
    const { path, query, body } = asked
    const field = keyOf(path)
    if (!field) return refuseKey(path)
    if (field.name in body) return refuseRepeated(field.name)
    const [lead, ...others] = await leadsBy(field, path.value, context)
    if (others.length) return several([lead as Lead, ...others], path)
    if (lead) return updated(await changeLead(lead, body, asked, context), path)
    // With a record id of its own choice a lead is not created.
    if (query.updateOnly || field.name === 'Id') return refuseMissed(field, path, context)
    return created(await createWith({ ...body, [field.name]: path.value }, asked, context), path)
  },
}

/** A field by which records may be looked up. */
function keyOf({ field }: Path): Field | undefined {
  const found = fieldOf(field)
  return found && isKey(found) ? found : undefined
}

const refuseKey = ({ field }: Path) => refuseUnknown(`Provided external ID field does not exist or is not accessible: ${field}`)

async function refuseMissed({ name }: Field, { value }: Path, context: SalesforceContext): Promise<Refusal<404>> {
  const found = name === 'Id' ? await leadById(value, context) : undefined
  return found && 'refusal' in found ? found.refusal : refuseUnknown()
}

/** Checked as a create: now the required fields and the value of the path count too. */
async function createWith(body: object, writing: Writing, context: SalesforceContext): Promise<Saved> {
  const findings = operation('salesforce.createLead').checkRequest({ path: writing.path, query: {}, header: {}, body }, 'application/json')
  const refusal = refuseBody(findings, body)
  return refusal ? { refusal } : insertLead(body, writing, context)
}

/** Since v46.0 an upsert says whether it created. Source: Salesforce REST API Developer Guide v66.0, dome_upsert. */
const tells = ({ version }: Path) => Number(version.slice(1)) >= 46

function created(saved: Saved, path: Path) {
  if ('refusal' in saved) return saved.refusal
  const body = { id: saved.lead.Id, success: true as const, errors: [] as [], ...(tells(path) ? { created: true as const } : {}) }
  return { status: 201 as const, body }
}

function updated(saved: Saved, path: Path) {
  if ('refusal' in saved) return saved.refusal
  if (!tells(path)) return { status: 204 as const }
  return { status: 200 as const, body: { id: saved.lead.Id, success: true as const, errors: [] as [], created: false as const } }
}

const several = (leads: Lead[], { version }: Path) => ({ status: 300 as const, body: leads.map((lead) => attributesOf(lead, version).url) })
