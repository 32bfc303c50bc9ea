import { type Agent, type IncomingHttpHeaders, request } from 'node:http'
import { connect } from 'node:net'

/** A reply as it came. */
export interface Reply {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

interface Asking {
  method?: string
  headers?: Record<string, string>
  agent?: Agent
}

/**
 * Sends a request whose target, Host and Origin are the test's own, which `fetch` does not allow. Of a stream only the beginning is read.
 */
export function ask(url: string, target: string, { method = 'GET', headers = {}, agent }: Asking = {}): Promise<Reply> {
  const { hostname, port, host } = new URL(url)
  return new Promise((resolve, reject) => {
    const sending = request({ hostname, port, path: target, method, headers: { host, ...headers }, agent: agent ?? false }, (response) => {
      const { statusCode: status = 0, headers } = response
      let body = ''
      response.setEncoding('utf8').on('data', (chunk) => {
        body += chunk
        if (headers['content-type'] !== 'text/event-stream') return
        resolve({ status, headers, body })
        response.destroy()
      })
      response.on('end', () => resolve({ status, headers, body }))
    })
    sending.on('error', reject).end()
  })
}

/** Sends bytes, and resolves with everything that was answered once the connection is closed. */
export function speak(url: string, text: string): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve, reject) => {
    let answered = ''
    const socket = connect(Number(port), hostname, () => socket.write(text, 'latin1'))
    socket.setEncoding('utf8').on('data', (chunk: string) => (answered += chunk))
    socket.on('error', reject).on('close', () => resolve(answered))
  })
}
