import { computed, ref, shallowRef } from 'vue'
import type { Schema } from '../../../contracts/openapi/types.ts'
import { token } from './access.ts'

type Span = Schema<'ControlExchange'> | Schema<'ControlRun'>

/** What the sandbox tells as it happens. */
export type Told =
  | { type: 'span'; data: Span }
  | { type: 'log'; data: Schema<'ControlLogLine'> }
  | { type: 'rows'; data: { rows: { table: string; key: string | number }[] } }
  | { type: 'clock' | 'health' | 'reset' | 'connected'; data: Record<string, never> }

type Listener = (told: Told) => void

/** Milliseconds until a lost connection is tried again, at first and at most. */
const wait = { first: 500, most: 10_000 }

const listeners = new Set<Listener>()
const connected = ref(false)
const failures = ref(0)
const refusal = ref(0)
const running = shallowRef<AbortController>()

/** How the connection stands: `connecting` at first, `lost` while it is tried again, `locked` when the sandbox wants its access token. */
export const connection = computed(() => {
  if (refusal.value === 401) return 'locked'
  if (connected.value) return 'connected'
  return failures.value ? 'lost' : 'connecting'
})

/** Calls `listener` with what happens from now on; answers with the way to stop. */
export function follow(listener: Listener): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The keys of the rows of a table that were written or removed. */
export const touchedIn = (table: string, told: Told): (string | number)[] =>
  told.type === 'rows' ? told.data.rows.filter((row) => row.table === table).map(({ key }) => key) : []

/** Begins to follow the sandbox, anew when it did before. By `fetch`, since an EventSource cannot send the access token. */
export function connect() {
  running.value?.abort()
  const controller = new AbortController()
  running.value = controller
  void keepFollowing(controller.signal)
}

async function keepFollowing(signal: AbortSignal) {
  while (!signal.aborted) {
    const status = await followOnce(signal)
    connected.value = false
    if (signal.aborted) return
    refusal.value = status
    if (status === 401) return
    failures.value++
    await new Promise((resolve) => setTimeout(resolve, Math.min(wait.most, wait.first * 2 ** (failures.value - 1))))
  }
}

/** Resolves with the status of the answer when the stream has ended; 0 when nobody answered. */
async function followOnce(signal: AbortSignal): Promise<number> {
  try {
    const headers: Record<string, string> = token.value ? { authorization: `Bearer ${token.value}` } : {}
    const response = await fetch('/_sandbox/events', { headers, signal })
    if (!response.ok || !response.body) return response.status
    connected.value = true
    failures.value = 0
    refusal.value = 0
    tell({ type: 'connected', data: {} })
    await read(response.body)
    return response.status
  } catch {
    return 0
  }
}

async function read(body: ReadableStream<Uint8Array>) {
  let rest = ''
  const reader = body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>).getReader()
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const blocks = (rest + piece.value).split('\n\n')
    rest = blocks.pop() ?? ''
    for (const block of blocks) parse(block)
  }
}

function parse(block: string) {
  const type = block.match(/^event: (.+)$/m)?.[1]
  const data = block.match(/^data: (.+)$/m)?.[1]
  if (type && data) tell({ type, data: JSON.parse(data) } as Told)
}

function tell(told: Told) {
  for (const listener of listeners) listener(told)
}
