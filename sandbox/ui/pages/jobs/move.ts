import { useMutation, useQueryClient } from '@tanstack/vue-query'
import type { Schema } from '../../../../contracts/openapi/types.ts'
import { api, ask } from '../../state/api.ts'

/** Moves the sandbox's clock; what fell due on the way has run when it is done. */
export function useMove() {
  const queries = useQueryClient()
  return useMutation({
    mutationKey: ['clock', 'move'],
    mutationFn: (body: Schema<'ControlClockMove'>) => ask(api.POST('/_sandbox/clock', { body })),
    onSuccess(clock) {
      queries.setQueryData(['clock'], clock)
      void queries.invalidateQueries({ queryKey: ['jobs'] })
    },
  })
}
