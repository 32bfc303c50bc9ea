import { example } from '../../contracts/openapi/spec.ts'
import type { Rows, Schema } from '../../contracts/openapi/types.ts'
import type { AnySystem } from '../../mocks/core/system/system.ts'
import type { World } from '../../mocks/core/world.ts'
import { workato } from '../../mocks/workato/system.ts'
import { change, marketo, rowsOf } from '../customersdot/neighbours.ts'
import type { Open, Sending } from '../ways.ts'

type Job = Schema<'WorkatoJob'>

export const second = 1000
export const leadPath = '/gitlab-dev/services/marketo/lead'
export const lead = example('WorkatoLead')
const apiToken = { 'api-token': 'workato_api_token' }
const developerToken = { authorization: 'Bearer workato_developer_token' }

/** A world of Workato and what it needs of Marketo, whose clock stands still. */
export async function openWorkato(open: Open, systems: AnySystem[] = [workato, marketo]) {
  const way = await open({ systems })
  const { world } = way
  world.clock.freeze(Date.parse('2024-01-01'))
  return {
    ...way,
    jobs: () => rowsOf(world, 'workato.jobs') as unknown as Job[],
    setRecipe: (changes: Partial<Rows<'WorkatoTables'>['recipes']>) => setRecipe(world, changes),
    /** Hands a lead to the recipe, with the client's API token unless other headers are given. */
    sendLead: (json: object = lead, headers: Record<string, string> = apiToken) =>
      way.send('workato', leadPath, { method: 'POST', json, headers }),
    /** Asks the Developer API about the recipe. */
    ask: (method: string, path: string, sending: Sending = {}) =>
      way.send('workato', `/api/recipes/39999${path}`, { method, headers: developerToken, ...sending }),
  }
}

export type Workato = Awaited<ReturnType<typeof openWorkato>>

export const jsonOf = async <Name extends Parameters<typeof example>[0]>(response: Response): Promise<Schema<Name>> =>
  (await response.json()) as Schema<Name>

function setRecipe(world: World, changes: object) {
  const [recipe] = rowsOf(world, 'workato.recipes')
  change(world, 'workato.recipes', 39999, { ...recipe, ...changes })
}
