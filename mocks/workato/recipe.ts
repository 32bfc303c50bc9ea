import type { Schema } from '../../contracts/types.ts'
import { countryOf } from '../countries.ts'
import { syncPerson } from './client.ts'
import { toPerson } from './mapping.ts'
import type { WorkatoContext } from './tables.ts'

type Lead = Schema<'WorkatoLead'>
type Job = Schema<'WorkatoJob'>

/** How a run of the recipe ended. */
export type Ended = { job: Job; marketoId: number } | { job: Job; failed: string }

/**
 * Runs the recipe "SaaS trials & registrations" on a lead, each step recorded with its input and output. Its contents are not
 * public; the country step follows the handbook, which has a recipe for "country normalisation to SFDC picklists".
 */
export async function runRecipe(lead: Lead, recipe: Schema<'WorkatoRecipe'>, context: WorkatoContext): Promise<Ended> {
  const { clock, ids, tables } = context
  const started: Job = {
    id: `j-${ids.word(8)}-${ids.word(6)}`,
    recipe_id: recipe.id,
    recipe_version: recipe.version,
    status: 'pending',
    title: `${lead.product_interaction}: ${lead.email}`,
    started_at: clock.stamp(),
    completed_at: null,
    error: null,
    trace_id: context.traceId,
  }
  const result = await steps(lead, context)
  const failed = 'failed' in result ? result.failed : null
  const job = await tables.jobs.insert({ ...started, status: failed ? 'failed' : 'succeeded', completed_at: clock.stamp(), error: failed })
  return 'failed' in result ? { job, failed: result.failed } : { job, marketoId: result.id }
}

async function steps(lead: Lead, context: WorkatoContext) {
  await context.step('1 New API request', () => lead, {})
  const country = await context.step('2 Look up Salesforce picklist name of the country', () => pickCountry(lead, context), {
    country: lead.country,
  })
  if ('failed' in country) return country
  const person = { ...toPerson(lead), ...country }
  return context.step(
    '3 Create or update person in Marketo',
    async () => {
      const synced = await syncPerson(context, person)
      if ('failed' in synced) context.fail(synced.failed)
      return synced
    },
    person,
  )
}

/** Salesforce takes only its own spelling of a country: the code becomes the picklist's name. */
function pickCountry({ country }: Lead, context: WorkatoContext): { country?: string } | { failed: string } {
  if (!country) return {}
  const found = countryOf(country)
  if (found) return { country: found.name }
  const failed = `Country "${country}" has no Salesforce picklist name`
  context.fail(failed)
  return { failed }
}
