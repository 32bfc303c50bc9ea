import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WorldEvent } from '../mocks/events.ts'
import type { World } from '../mocks/world.ts'

const keepAliveMs = 15_000
/** Bytes that may wait for a reader that does not keep up; beyond, it is let go and may come back. */
const backlog = 8 * 2 ** 20

/** Server-sent events of a world: each `span`, `log`, `rows`, `clock` and `reset` as it happens. */
export const stream = (world: World) => (request: IncomingMessage, response: ServerResponse) => {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', connection: 'keep-alive' })
  if (request.method === 'HEAD') return void response.end()
  response.write(': following\n\n')
  const stop = world.events.follow((event) => {
    response.write(`event: ${event.type}\ndata: ${JSON.stringify(data(event))}\n\n`)
    if (response.writableLength > backlog) response.destroy()
  })
  const beat = setInterval(() => response.write(': still here\n\n'), keepAliveMs)
  request.on('close', () => {
    clearInterval(beat)
    stop()
  })
}

function data(event: WorldEvent): unknown {
  if (event.type === 'span') return event.span
  if (event.type === 'rows') return { rows: event.rows.map(({ table, key }) => ({ table, key })) }
  return event.type === 'log' ? event.line : {}
}
