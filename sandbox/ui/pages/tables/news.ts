import { onScopeDispose, ref } from 'vue'
import { follow } from '../../state/stream.ts'

/** Milliseconds between two looks while much happens. */
const pause = 400

interface View {
  isAtTop(): boolean
  toTop(): void
  renew(): Promise<unknown>
}

/** Keeps rows up to date while somebody looks at the newest; who has scrolled down keeps the place and is told. */
export function useNews({ isAtTop, toTop, renew }: View) {
  const isBehind = ref(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = follow(({ type }) => {
    if (type !== 'log') timer ??= setTimeout(look, pause)
  })
  function look() {
    timer = undefined
    if (isAtTop()) void renew()
    else isBehind.value = true
  }
  async function catchUp() {
    isBehind.value = false
    await renew()
    toTop()
  }
  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
  })
  return { isBehind, catchUp }
}
