import type { Schema } from '../../../contracts/openapi/types.ts'
import { countryOf } from '../../core/system/places/countries.ts'
import { syncPerson } from '../client.ts'
import { toPerson } from '../mapping.ts'
import type { Job, WorkatoContext } from '../tables.ts'

type Lead = Schema<'WorkatoLead'>
type Failed = { failed: string }

/** How far a run of the recipe came. */
export interface Run {
  steps: NonNullable<Job['steps']>
  result: { marketoId: number } | Failed
}

/**
 * Runs the recipe "SaaS trials & registrations" on a lead, each step recorded with its input and output; it ends with the first step that
 * fails. Its contents are not public; the country step follows the handbook, which has a recipe for "country normalisation to SFDC picklists".
 */
export async function runRecipe(lead: Lead, context: WorkatoContext): Promise<Run> {
  const steps: Run['steps'] = []
  const step = async <Result extends object>(name: string, work: () => Promise<Result> | Result, input: object) => {
    const number = steps.length + 1
    const result = await context.step(`${number} ${name}`, work, input)
    steps.push({ number, name, status: 'failed' in result ? 'failed' : 'succeeded' })
    return result
  }
  await step('New API request', () => lead, {})
  const lookUp = () => pickCountry(lead, context)
  const country = await step('Look up Salesforce picklist name of the country', lookUp, { country: lead.country })
  if ('failed' in country) return { steps, result: country }
  const person = { ...toPerson(lead), ...country }
  const synced = await step('Create or update person in Marketo', () => sync(person, context), person)
  return { steps, result: 'failed' in synced ? synced : { marketoId: synced.id } }
}

async function sync(person: Schema<'MarketoLeadInput'>, context: WorkatoContext) {
  const synced = await syncPerson(context, person)
  if ('failed' in synced) context.fail(synced.failed)
  return synced
}

/** Salesforce takes only its own spelling of a country: the code becomes the picklist's name. */
function pickCountry({ country }: Lead, context: WorkatoContext): { country?: string } | Failed {
  if (!country) return {}
  const found = countryOf(country)
  if (found) return { country: found.name }
  const failed = `Country "${country}" has no Salesforce picklist name`
  context.fail(failed)
  return { failed }
}
