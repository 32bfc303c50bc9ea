import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Reply } from '../reply.ts'

/** Says which reply a request is to get; each copy of an interaction has a number of its own. */
export const marker = 'x-mutant'

/** A server on a free port of this machine that answers whatever it is asked with the reply of the number in the request's marker. */
export async function serveReplies(replies: Reply[]): Promise<{ baseUrl: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const reply = replies[Number(request.headers[marker])]
    request.resume()
    if (reply) response.writeHead(reply.status, reply.headers).end(reply.text)
    else response.writeHead(500).end(`There is no reply ${request.headers[marker]}.`)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    })
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}
