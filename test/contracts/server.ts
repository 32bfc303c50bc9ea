import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A request as it came. */
export interface Received {
  method: string
  path: string
  headers: IncomingHttpHeaders
  /** Its JSON; undefined when there is none. */
  json?: Record<string, unknown>
}

export interface Answered {
  status?: number
  headers?: Record<string, string>
  /** Text is sent as it is, anything else as JSON. */
  body?: unknown
  /** Breaks the connection off. */
  gone?: boolean
}

/** A server of the test's own: what it was asked, and where it answers. */
export interface Served {
  url: string
  received: Received[]
}

/** Answers every request by a function, on a free port, until the test is over. */
export async function serve(answer: (request: Received) => Answered): Promise<Served> {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let text = ''
    request.setEncoding('utf8').on('data', (part: string) => (text += part))
    request.on('end', () => {
      const { method = '', url: path = '', headers } = request
      const one: Received = { method, path, headers, ...(text.startsWith('{') && { json: JSON.parse(text) }) }
      received.push(one)
      const { status = 200, headers: own, body = {}, gone } = answer(one)
      if (gone) return void response.destroy()
      response.writeHead(status, { 'content-type': 'application/json', ...own })
      response.end(typeof body === 'string' ? body : JSON.stringify(body))
    })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received }
}

/** Where nobody listens: port 9 is discard's. */
export const nowhere = 'http://127.0.0.1:9'
