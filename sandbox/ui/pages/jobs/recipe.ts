import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/vue-query'
import { computed } from 'vue'
import type { Schema } from '../../../../contracts/openapi/types.ts'
import { api, ask } from '../../state/api.ts'

export type Recipe = Schema<'WorkatoRecipe'>
/** One run of a recipe. */
export type RecipeJob = Schema<'WorkatoJob'>

const read = (table: string, query: { limit: number; after?: string }) =>
  ask(api.GET('/_sandbox/tables/{system}/{table}', { params: { path: { system: 'workato', table }, query } }))

export function useRecipes() {
  const query = useQuery({ queryKey: ['recipe', 'recipes'], queryFn: () => read('recipes', { limit: 50 }) })
  return { query, recipes: computed(() => (query.data.value?.rows ?? []) as Recipe[]) }
}

/** The jobs of the recipes, newest first. */
export function useRecipeJobs() {
  const query = useInfiniteQuery({
    queryKey: ['recipe', 'jobs'],
    queryFn: ({ pageParam: after }) => read('jobs', { limit: 20, ...(after && { after }) }),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  return { query, jobs: computed(() => (query.data.value?.pages.flatMap(({ rows }) => rows) ?? []) as RecipeJob[]) }
}

/** Starts or stops a recipe; while it is stopped its endpoint answers 404. */
export function useSwitch() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (recipe: Recipe) =>
      ask(api.POST('/_sandbox/seed', { body: { workato: { recipes: [{ ...recipe, running: !recipe.running }] } } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['recipe'] }),
  })
}
