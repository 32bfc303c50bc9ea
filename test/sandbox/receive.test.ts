import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { json, running } from './sandbox.ts'

/** A connection on which a body in chunks was begun. */
function begun(base: string, path: string): { socket: Socket; answer: Promise<string>; closed: Promise<void> } {
  const { hostname, port, host } = new URL(base)
  const socket = connect(Number(port), hostname)
  onTestFinished(() => void socket.destroy())
  socket.write(`POST ${path} HTTP/1.1\r\nHost: ${host}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`)
  const closed = new Promise<void>((resolve) => socket.on('error', () => {}).once('close', () => resolve()))
  const answer = new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(bytes.toString())))
  return { socket, answer, closed }
}

const mebibyte = 2 ** 20
const chunk = `${mebibyte.toString(16)}\r\n${'x'.repeat(mebibyte)}\r\n`

test('answers 413 as soon as a body is too large, although it has not ended', async () => {
  const { systems } = await running()
  const { socket, answer } = begun(systems.workato as string, '/api/managed_users')
  for (let count = 0; count < 6; count++) socket.write(chunk)
  expect(await answer).toMatch(/^HTTP\/1\.1 413 /)
})

test('uses the connection again when a body that is too large ends', async () => {
  const { systems } = await running()
  const { socket, answer } = begun(systems.workato as string, '/api/managed_users')
  for (let count = 0; count < 8; count++) socket.write(chunk)
  await answer
  const next = new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(bytes.toString())))
  socket.write('0\r\n\r\nGET /nowhere HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
  expect(await next).toMatch(/^HTTP\/1\.1 404 /)
})

test('closes the connection of a body that does not end', { timeout: 20_000 }, async () => {
  const { url, systems } = await running()
  const { socket, answer, closed } = begun(systems.workato as string, '/api/managed_users')
  let isClosed = false
  const more = () => {
    while (!isClosed && socket.write(chunk)) {}
  }
  socket.on('drain', more)
  more()
  expect(await answer).toMatch(/^HTTP\/1\.1 413 /)
  await closed.then(() => (isClosed = true))
  expect((await json(`${url}/_sandbox/health`)).status).toBe(200)
  const { body } = await json(`${url}/_sandbox/traces`)
  expect(body.traces).toHaveLength(1)
})
