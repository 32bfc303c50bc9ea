import { nextTick, type Ref, ref, watch } from 'vue'

interface Place {
  box: Readonly<Ref<HTMLElement | null>>
  /** Pixels of a line. */
  height: Readonly<Ref<number>>
  /** Number of the first line; it falls as older ones come before it. */
  first(): number
  count(): number
  /** Called when few lines are left above. */
  nearStart(): void
}

/** Lines above those in sight at which older ones are wanted. */
const near = 20

/** Keeps what somebody looks at in its place while lines come above and below; who looks at the newest keeps looking at the newest. */
export function usePlace({ box, height, first, count, nearStart }: Place) {
  const isAtEnd = ref(true)
  /** Lines that came below while somebody looks at others. */
  const unseen = ref(0)

  function toEnd() {
    isAtEnd.value = true
    unseen.value = 0
    box.value?.scrollTo({ top: box.value.scrollHeight })
  }

  function look() {
    if (!box.value) return
    const { scrollTop, scrollHeight, clientHeight } = box.value
    isAtEnd.value = scrollHeight - scrollTop - clientHeight < height.value
    if (isAtEnd.value) unseen.value = 0
    if (scrollTop < near * height.value) nearStart()
  }

  async function settle(above: number) {
    await nextTick()
    if (isAtEnd.value) toEnd()
    else if (above !== 0) box.value?.scrollBy({ top: above * height.value })
    look()
  }

  watch([first, count], ([start, now], [startBefore, before]) => {
    const above = startBefore - start
    if (!isAtEnd.value) unseen.value += Math.max(0, now - before - above)
    void settle(above)
  })
  watch(height, () => isAtEnd.value && toEnd(), { flush: 'post' })

  return { isAtEnd, unseen, toEnd, look }
}
