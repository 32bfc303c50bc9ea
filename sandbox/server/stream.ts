import type { WorldEvent } from '../../mocks/core/metrics/events.ts'
import type { World } from '../../mocks/core/world.ts'
import type { Listener } from './listener.ts'
import { type Backlog, Readers } from './readers.ts'

const keepAliveMs = 15_000
const backlog: Backlog = { each: 8 * 2 ** 20, all: 32 * 2 ** 20 }

/**
 * Server-sent events of a world: each `span`, `log`, `rows`, `clock`, `health` and `reset` as it happens. Events of one turn of the event loop are
 * serialised once and written together, however many readers there are; without readers nothing is done.
 */
export function stream(world: World): Listener {
  const readers = new Readers(backlog)
  const events = new Turn((bytes) => readers.write(bytes))
  const follow = () => {
    const stop = world.events.follow((event) => events.add(textOf(event)))
    const beat = setInterval(() => events.add(': still here\n\n'), keepAliveMs)
    return () => {
      clearInterval(beat)
      stop()
    }
  }
  let stop: (() => void) | undefined
  return (request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
    if (request.method === 'HEAD') return void response.end()
    stop ??= follow()
    readers.add(response)
    response.write(': following\n\n')
    response.on('close', () => {
      readers.remove(response)
      if (readers.size > 0) return
      stop?.()
      stop = undefined
    })
  }
}

/** Collects text until the turn of the event loop is over, and hands it on as bytes. */
class Turn {
  #text = ''
  readonly #onEnd: (bytes: Uint8Array) => void

  constructor(onEnd: (bytes: Uint8Array) => void) {
    this.#onEnd = onEnd
  }

  add(text: string) {
    if (!this.#text) setImmediate(() => this.#end())
    this.#text += text
  }

  #end() {
    const bytes = Buffer.from(this.#text)
    this.#text = ''
    this.#onEnd(bytes)
  }
}

const textOf = (event: WorldEvent) => `event: ${event.type}\ndata: ${dataOf(event)}\n\n`

function dataOf(event: WorldEvent): string {
  if (event.type === 'span') return event.text
  if (event.type === 'rows') return JSON.stringify({ rows: event.rows.map(({ table, key }) => ({ table, key })) })
  return JSON.stringify(event.type === 'log' ? event.line : {})
}
