import type { Rows } from '../../contracts/openapi/types.ts'

type Row = Rows<'WorkatoTables'>

/** The one recipe, running, and its client, active, with an access policy that limits nothing. */
export const seed = (): { [Table in 'api_clients' | 'recipes' | 'access_policies']: Row[Table][] } => ({
  api_clients: [{ id: 1, name: 'GitLab', active: true }],
  recipes: [{ id: 39999, name: 'SaaS trials & registrations', running: true, version: 1 }],
  access_policies: [{ id: 1, name: 'GitLab', rate_limit: null, rate_interval: 60, quota: null }],
})
