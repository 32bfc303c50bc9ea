import type { Handlers } from '../system.ts'
import { type Field, fieldOf } from './fields.ts'
import { leadById } from './lookup.ts'
import { toRecord } from './mapping.ts'
import { refuseColumn } from './refusals.ts'
import { changeLead, deleteLead, insertLead } from './saving.ts'
import type { Lead, tables } from './tables.ts'

type Operation = 'createLead' | 'getLead' | 'updateLead' | 'deleteLead'

export const leads: Pick<Handlers<'salesforce', typeof tables>, Operation> = {
  async createLead(asked, context) {
    const saved = await insertLead(asked.body, asked, context)
    return 'refusal' in saved ? saved.refusal : { status: 201, body: { id: saved.lead.Id, success: true, errors: [] } }
  },

  async getLead({ path, query }, context) {
    const found = await leadById(path.id, context)
    return 'refusal' in found ? found.refusal : readLead(found.lead, path.version, query.fields)
  },

  async updateLead(asked, context) {
    const found = await leadById(asked.path.id, context)
    if ('refusal' in found) return found.refusal
    const saved = await changeLead(found.lead, asked.body, asked, context)
    return 'refusal' in saved ? saved.refusal : { status: 204 }
  },

  async deleteLead({ path }, context) {
    const found = await leadById(path.id, context)
    if ('refusal' in found) return found.refusal
    await deleteLead(found.lead, context)
    context.tag({ salesforce_id: found.lead.Id })
    return { status: 204 }
  },
}

/** Answers with a lead's fields: those that `names` lists, and always the id; or all. */
export function readLead(lead: Lead, version: string, names: string | undefined) {
  const wanted: Field[] = []
  for (const name of names ? ['Id', ...names.split(',')] : []) {
    const field = fieldOf(name.trim())
    if (!field) return refuseColumn(name.trim())
    wanted.push(field)
  }
  return { status: 200 as const, body: toRecord(lead, version, names ? wanted : undefined) }
}
