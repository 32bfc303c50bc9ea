import { defaultRangeExtractor, type Range, useWindowVirtualizer } from '@tanstack/vue-virtual'
import { computed, nextTick, onMounted, onScopeDispose, type Ref, ref, watch } from 'vue'
import type { Lead } from './pages.ts'

/** Height of a row in rem, in the table and as a card on a narrow screen. */
const heights = { wide: 3.5, narrow: 8.5 }
/** Rows drawn beyond the screen, for scrolling faster than they are drawn. */
const overscan = 15

/** Draws those rows only that the window shows, and `current`, so that it keeps the focus. `body` is what holds them. */
export function useRows(rows: Ref<Lead[]>, body: Ref<HTMLElement | null>, current: Ref<string | undefined>) {
  const height = useHeight()
  const margin = useTop(body)
  const place = computed(() => (current.value ? rows.value.findIndex(({ id }) => id === current.value) : -1))
  const virtualizer = useWindowVirtualizer(
    computed(() => ({
      count: rows.value.length,
      estimateSize: () => height.value,
      scrollMargin: margin.value,
      scrollPaddingStart: height.value,
      overscan,
      rangeExtractor: (range: Range) => withPlace(defaultRangeExtractor(range), place.value),
    })),
  )
  watch(height, () => virtualizer.value.measure())
  onMounted(readPlace)
  const first = computed(() => Math.max(0, Math.floor(((virtualizer.value.scrollOffset ?? 0) - margin.value) / height.value)))
  const shown = computed(() => Math.ceil((virtualizer.value.scrollRect?.height ?? 0) / height.value) + 1)
  keepPlace({ rows, first, height })
  return { virtualizer, height, margin, first, shown, place }
}

/**
 * Lets the list read again how far the window is scrolled, once the router has gone back to the place that was left. Who returns before
 * the browser has drawn the page between is at the same place for the browser, and it fires no event.
 */
const readPlace = () => void requestAnimationFrame(() => window.dispatchEvent(new Event('scroll')))

const withPlace = (indexes: number[], place: number) =>
  place < 0 || indexes.includes(place) ? indexes : [...indexes, place].sort((one, other) => one - other)

/** Scrolls along when rows come or go above the first one in view, so that it stays where it is. */
function keepPlace({ rows, first, height }: { rows: Ref<Lead[]>; first: Ref<number>; height: Ref<number> }) {
  watch(rows, async (after, before) => {
    const lead = before[first.value]
    if (!first.value || !lead) return
    const moved = after.findIndex(({ id }) => id === lead.id) - first.value
    if (moved === 0 || moved < -first.value) return
    await nextTick()
    window.scrollBy(0, moved * height.value)
  })
}

function useHeight() {
  const narrow = matchMedia('(max-width: 62rem)')
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize)
  const height = ref(0)
  const measure = () => (height.value = Math.round(rem * (narrow.matches ? heights.narrow : heights.wide)))
  measure()
  narrow.addEventListener('change', measure)
  onScopeDispose(() => narrow.removeEventListener('change', measure))
  return height
}

/** Where an element begins in the page, in pixels; measured again when the page changes its size. */
function useTop(element: Ref<HTMLElement | null>) {
  const top = ref(0)
  const measure = () => element.value && (top.value = Math.round(element.value.getBoundingClientRect().top + window.scrollY))
  const observer = new ResizeObserver(measure)
  onMounted(() => {
    measure()
    observer.observe(document.body)
  })
  onScopeDispose(() => observer.disconnect())
  return top
}
