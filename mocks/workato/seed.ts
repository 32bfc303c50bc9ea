import type { Rows } from '../../contracts/types.ts'

type Row = Rows<'WorkatoTables'>

/** The one recipe, running, and its client's access policy, which limits nothing. */
export const seed = (): { [Table in 'recipes' | 'access_policies']: Row[Table][] } => ({
  recipes: [{ id: 39999, name: 'SaaS trials & registrations', running: true, version: 1 }],
  access_policies: [{ id: 1, name: 'GitLab', rate_limit: null, rate_interval: 60, quota: null }],
})
