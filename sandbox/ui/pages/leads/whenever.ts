import { onScopeDispose } from 'vue'
import { follow, type Told } from '../../state/stream.ts'

/** Milliseconds between two acts while much happens. */
const pause = 400

/** Notes at once what the sandbox tells, and when that says so acts on it 0.4 s later, never twice at a time. */
export function whenever(note: (told: Told) => boolean, act: () => Promise<void>) {
  let [timer, isNews]: [ReturnType<typeof setTimeout> | undefined, boolean] = [undefined, false]
  const wait = () => {
    isNews = true
    timer ??= setTimeout(run, pause)
  }
  const run = async () => {
    isNews = false
    await act()
    timer = undefined
    if (isNews) wait()
  }
  const stop = follow((told) => {
    if (note(told)) wait()
  })
  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
  })
}
