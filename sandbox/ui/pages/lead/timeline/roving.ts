import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/vue-virtual'
import { computed, nextTick, onMounted, type Ref, ref, watch } from 'vue'
import type { Row } from './rows.ts'

/** Draws only the rows in view, `height` pixels each, and keeps the focus on one of them. `body` is what they stand in. */
export function useRoving(rows: Ref<Row[]>, height: Ref<number>, body: Readonly<Ref<HTMLElement | null>>) {
  /** Where the rows begin in the page. */
  const margin = ref(0)
  const wanted = ref(0)
  const focused = computed(() => Math.max(0, Math.min(wanted.value, rows.value.length - 1)))
  const virtual = useWindowVirtualizer(
    computed(() => ({
      count: rows.value.length,
      estimateSize: () => height.value,
      overscan: 12,
      scrollMargin: margin.value,
      getItemKey: (at: number) => rows.value[at]?.part.id ?? at,
      rangeExtractor: keeping(rows.value.length ? [focused.value] : []),
    })),
  )
  const measure = () => void (margin.value = (body.value?.getBoundingClientRect().top ?? 0) + scrollY)
  onMounted(measure)
  watch(height, () => virtual.value.measure())

  function scrollTo(at: number) {
    wanted.value = at
    measure()
    virtual.value.scrollToIndex(at, { align: 'auto' })
  }
  async function focus(at: number) {
    scrollTo(at)
    await nextTick()
    body.value?.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus({ preventScroll: true })
  }
  return { virtual, margin, focused, scrollTo, focus, choose: (at: number) => void (wanted.value = at) }
}

/** The rows in view, and those with the focus, which scrolling would lose otherwise. */
const keeping = (kept: number[]) => (range: Range) => [...new Set([...defaultRangeExtractor(range), ...kept])]
