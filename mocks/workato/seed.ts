import type { Schema } from '../../contracts/types.ts'

/** The one recipe, running. */
export const seed = (): { recipes: Schema<'WorkatoRecipe'>[] } => ({
  recipes: [{ id: 39999, name: 'SaaS trials & registrations', running: true, version: 1 }],
})
