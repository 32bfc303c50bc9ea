import { connect, type Socket } from 'node:net'
import { type Child, start } from './child.ts'
import { median } from './load.ts'

export interface StreamResult {
  readers: number
  /** Milliseconds that a batch of leads takes, from CustomersDot's door to the Salesforce record. */
  batchMs: number
  /** By the same batch without readers, measured alternately. */
  ratio: number
}

const batch = 200
const rounds = 3

/** What readers of the event stream cost the senders of leads, everything on. */
export async function stream(data: string, counts: number[]): Promise<StreamResult[]> {
  const results: StreamResult[] = []
  for (const readers of counts) results.push({ readers, ...(await compare(data, readers)) })
  return results
}

/** A sandbox that is read and one that is not alternate, so that both meet the same noise. */
async function compare(data: string, count: number): Promise<{ batchMs: number; ratio: number }> {
  const sandboxes = [await start('server.ts', `${data}-${count}-read`), await start('server.ts', `${data}-${count}-unread`)] as const
  const [read, unread] = sandboxes
  const sockets = await Promise.all(Array.from({ length: count }, () => follow(read.ready.url)))
  const measured: { read: number; unread: number }[] = []
  for (let round = 0; round <= rounds; round++) {
    measured.push({ read: await carry(read, round * batch), unread: await carry(unread, round * batch) })
  }
  for (const socket of sockets) socket.destroy()
  for (const sandbox of sandboxes) await sandbox.stop()
  // The first round compiles.
  const [, ...warm] = measured
  return { batchMs: median(warm.map((round) => round.read)), ratio: median(warm.map((round) => round.read / round.unread)) }
}

async function carry(sandbox: Child, from: number): Promise<number> {
  const began = performance.now()
  await sandbox.ask({ fill: { from, count: batch } })
  return performance.now() - began
}

/** Reads the stream as cheaply as possible: what is received is thrown away. */
async function follow(url: string): Promise<Socket> {
  const { hostname, port, host } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(`GET /_sandbox/events HTTP/1.1\r\nHost: ${host}\r\n\r\n`)
  await new Promise((resolve) => socket.once('data', resolve))
  return socket.resume()
}
