import type { Concern, RowsOf } from '../../core/system/concern.ts'

/** Each stopped recipe, and where its leads wait. */
export function concerns(rows: RowsOf): Concern[] {
  const stopped = [...rows('workato.recipes')].filter(({ running }) => !running)
  const route = [...rows('customersdot.settings')].find(({ name }) => name === 'lead_route')?.value
  const leads = route === 'platypus' ? "leads fail in Platypus' queue" : 'leads wait at CustomersDot'
  return stopped.map(({ name }) => ({
    kind: 'stopped_recipe',
    says: `Workato's recipe "${name}" is stopped: ${leads}.`,
    count: 1,
    open: { page: 'tables', query: { system: 'workato', table: 'recipes' } },
  }))
}
