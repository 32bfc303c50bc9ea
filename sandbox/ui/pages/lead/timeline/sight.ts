import { computed, type Ref, ref, shallowRef } from 'vue'
import type { Job, Span } from '../../../../../mocks/core/system/record.ts'
import { grow } from '../../../../cli/print/tree.ts'
import { momentOf } from '../parts.ts'
import { axisOf } from './axis.ts'
import { pathTo, problemsOf, rowsOf, trunksOf } from './rows.ts'
import { waitsOf } from './waits.ts'

/** What the timeline shows of a trace: its rows, its axis, and what is folded away. */
export function useSight(spans: Ref<Span[]>, jobs: Ref<Job[]>) {
  const steps = ref(true)
  const folded = shallowRef<ReadonlySet<string>>(new Set())
  const tree = computed(() => grow(spans.value, jobs.value))
  const axis = computed(() => axisOf([...spans.value, ...jobs.value.filter(({ state }) => state !== 'dead')].map(momentOf)))
  return {
    steps,
    axis,
    rows: computed(() => rowsOf(tree.value, { folded: folded.value, steps: steps.value })),
    waits: computed(() => waitsOf(spans.value, jobs.value)),
    problems: computed(() => problemsOf(tree.value)),
    foldAll: () => void (folded.value = new Set(trunksOf(tree.value))),
    unfoldAll: () => void (folded.value = new Set()),
    fold(id: string, fold: boolean) {
      const changed = new Set(folded.value)
      if (fold) changed.add(id)
      else changed.delete(id)
      folded.value = changed
    },
    /** Unfolds what a part stands under. */
    reveal(id: string) {
      const path = pathTo(tree.value, id)
      if (path.some((above) => folded.value.has(above))) folded.value = new Set([...folded.value].filter((above) => !path.includes(above)))
    },
  }
}
