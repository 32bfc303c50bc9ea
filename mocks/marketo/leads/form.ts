import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Handlers } from '../../core/system/system.ts'
import { log } from '../activities/log.ts'
import { succeed } from '../envelope.ts'
import { refuse } from '../refusals.ts'
import type { MarketoContext, tables } from '../tables.ts'
import { type Result, syncRecord } from './upsert.ts'

type Form = Schema<'MarketoForm'>
type Input = Schema<'MarketoFormInput'>

export const form: Pick<Handlers<'marketo', typeof tables>, 'submitForm'> = {
  async submitForm({ body: { formId, programId, input } }, context) {
    const { forms, programs } = context.tables
    const known = await forms.get(formId)
    const isKnown = known && (programId === undefined || (await programs.get(programId)))
    if (!isKnown) return refuse(context, '1013', 'Object not found')
    const result = await context.step('Submit Form', () => submit(known, input[0] as Input, context))
    return succeed(context, { result: [result] })
  },
}

async function submit(known: Form, { leadFormFields, visitorData = {} }: Input, context: MarketoContext): Promise<Result> {
  const strange = Object.keys(leadFormFields).filter((name) => !known.fields.includes(name))
  if (strange.length) return { status: 'skipped', reasons: strange.map((name) => ({ code: '1006', message: `Field '${name}' not found` })) }
  const result = await syncRecord(leadFormFields, { action: 'createOrUpdate', lookupField: 'email' }, context)
  if (!('id' in result)) return result
  const attributes = filled({
    'Client IP Address': visitorData.leadClientIpAddress,
    'Form Fields': JSON.stringify(leadFormFields),
    'Query Parameters': visitorData.queryString,
    'Referrer URL': visitorData.pageURL,
    'User Agent': visitorData.userAgentString,
  })
  await log(context, result, 'fillOutForm', { primaryAttributeValueId: known.id, primaryAttributeValue: known.name, attributes })
  return result
}

/** An attribute without a value is left out. Source: Adobe Marketo developer guide, activities. */
const filled = (attributes: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value))
