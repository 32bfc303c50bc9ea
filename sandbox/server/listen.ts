import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { Listener } from './listener.ts'

/** A failure to start that the user can fix. */
export class StartError extends Error {
  override name = 'StartError'
}

/** Address and port of a server, and its purpose. */
export interface Place {
  host: string
  /** 0 picks a free one. */
  port: number
  what: string
}

/**
 * Bytes that a request line and its headers may take together. With Node's default of 16 KiB, requests with a long URL would never reach the
 * systems, which answer them with a 414 of their own.
 */
const maxHeaderSize = 256 * 1024

/** Starts a server and adds it to `servers`. Resolves with its base URL; rejects with a StartError when it cannot listen there. */
export function listen(servers: Server[], listener: Listener, { host, port, what }: Place): Promise<string> {
  const server = createServer({ maxHeaderSize }, listener).on('clientError', refuseUnread())
  servers.push(server)
  return new Promise((resolve, reject) => {
    server.once('error', (error) => reject(explained(error, { host, port, what })))
    server.listen(port, host, () => {
      const { port: own } = server.address() as AddressInfo
      resolve(`http://${reachable(host)}:${own}`)
    })
  })
}

/** A host as a URL names it; one that stands for every address is reached under this machine's own. */
function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return '127.0.0.1'
  return host.includes(':') ? `[${host}]` : host
}

function explained(error: NodeJS.ErrnoException, { host, port, what }: Place): Error {
  if (error.code === 'EADDRINUSE')
    return new StartError(`Port ${port}, meant for ${what}, is in use. Stop what uses it, or start with --port 0 for free ports.`)
  if (error.code === 'EACCES') return new StartError(`Port ${port} may not be used by this user. Choose one above 1023 with --port.`)
  if (error.syscall === 'getaddrinfo' || error.code === 'EADDRNOTAVAIL' || error.code === 'EAFNOSUPPORT')
    return new StartError(`${host} is not an address of this machine. Leave --host out, or name an address of this machine.`)
  return error
}

const unread = {
  HPE_HEADER_OVERFLOW: [
    '431 Request Header Fields Too Large',
    'The URL and the headers are larger than 256 KiB together, or there are more than 1,000 headers.',
  ],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: ['413 Content Too Large', 'The chunk extensions are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['408 Request Timeout', 'The request did not arrive in time.'],
} as const
const malformed = ['400 Bad Request', 'This is not a request in HTTP/1.1.'] as const

/** An error of Node's parser, with the bytes that it was reading. */
interface Unread extends NodeJS.ErrnoException {
  rawPacket?: Buffer
}

/** Milliseconds that a client has to read the refusal. */
const lingerMs = 1000

/**
 * Answers input that Node cannot read as a request, and closes the connection. The connection stays open for a moment while the client is
 * still sending, because the client could not read the reply from a connection that was reset.
 */
function refuseUnread(): (error: Unread, socket: Duplex) => void {
  const closing = new WeakSet<Duplex>()
  return ({ code = '', rawPacket }, socket) => {
    if (closing.has(socket)) return
    if (code === 'ECONNRESET' || !socket.writable) return void socket.destroy()
    closing.add(socket)
    const [status, error] = Object.hasOwn(unread, code) ? unread[code as keyof typeof unread] : malformed
    const body = JSON.stringify({ error })
    const headers = ['connection: close', 'content-type: application/json; charset=utf-8', `content-length: ${Buffer.byteLength(body)}`]
    const hasBody = rawPacket?.toString('latin1', 0, 5) !== 'HEAD '
    socket.end([`HTTP/1.1 ${status}`, ...headers, '', hasBody ? body : ''].join('\r\n'))
    setTimeout(() => socket.destroy(), lingerMs).unref()
  }
}
