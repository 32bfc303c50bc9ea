import { onScopeDispose, type Ref, shallowRef, watch } from 'vue'
import { api, ask } from '../../state/api.ts'
import { follow } from '../../state/stream.ts'
import type { Span } from './progress.ts'

/** The spans of a trace, as they happen. `look` reads what was missed. */
export function useSpans(trace: Ref<string>) {
  const spans = shallowRef<Span[]>([])

  function add(more: Span[]) {
    const known = new Map([...spans.value, ...more].map((span) => [span.id, span]))
    spans.value = [...known.values()]
  }

  async function look() {
    const id = trace.value
    const { spans: all } = await ask(api.GET('/_sandbox/traces/{id}', { params: { path: { id } } }))
    if (id === trace.value) add(all)
  }

  watch(trace, () => (spans.value = []), { flush: 'sync' })
  const stop = follow(({ type, data }) => {
    if (type === 'span' && data.trace_id === trace.value) add([data])
    // What happened meanwhile is not told again; the trace may be gone, and then nothing of it is new.
    if (type === 'connected' && trace.value) look().catch(() => undefined)
  })
  onScopeDispose(stop)
  return { spans, look }
}
