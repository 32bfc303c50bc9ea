import { request } from 'node:http'
import { connect } from 'node:net'
import { expect, test } from 'vitest'
import type { World } from '../../mocks/core/world.ts'
import { json, running } from './sandbox.ts'

const bug = new Error('a bug')
const throwing = () => {
  throw bug
}

async function collecting() {
  const bugs: unknown[] = []
  const sandbox = await running({ world: { automatic: false, report: (error) => bugs.push(error) } })
  return { ...sandbox, bugs }
}

/** Sends a path as it is, which `fetch` would normalise. */
const status = (base: string, path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(base)
    request({ hostname, port, path }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })

/** A part of a world that throws at a path. */
const broken: [face: string, path: string, at: (world: World) => object, member: string][] = [
  ['the control interface', '/_sandbox/traces', (world) => world.traces, 'list'],
  ['the queue board', '/admin/queues/api/queues', (world) => world.backlog, 'all'],
  ['the event stream', '/_sandbox/events', (world) => world.events, 'follow'],
]

test.each(broken)('answers or ends a request when %s throws, and reports the bug once', async (_face, path, at, member) => {
  const { url, world, bugs } = await collecting()
  Object.defineProperty(at(world), member, { value: throwing, configurable: true })
  await fetch(url + path).then(
    (response) => expect(response.status).toBe(500),
    (error) => expect(error).toMatchObject({ message: 'fetch failed' }),
  )
  expect(bugs).toEqual([bug])
  expect((await json(`${url}/_sandbox/health`)).status).toBe(200)
})

test.each(['/%zz', '/admin/queues/%zz', '/admin/queues/api/queues/%zz', '/_sandbox/traces/%zz', '/gitlab/%zz'])(
  'refuses the path %s, which cannot be decoded, without a bug',
  async (path) => {
    const { url, bugs } = await collecting()
    expect(await status(url, path)).toBeOneOf([400, 404])
    expect(bugs).toEqual([])
  },
)

test('forgets a request whose sender goes away in the middle of its body', async () => {
  const { url, systems, bugs } = await collecting()
  for (const base of [url, systems.salesforce as string]) {
    const { hostname, port } = new URL(base)
    const head = `POST /services/Soap/u/64.0 HTTP/1.1\r\nHost: ${hostname}:${port}\r\nContent-Length: 100000\r\n\r\n`
    const socket = connect(Number(port), hostname)
    await new Promise<void>((resolve) => socket.write(`${head}<E>`, () => resolve()))
    await new Promise<void>((resolve) => socket.resetAndDestroy().once('close', () => resolve()))
  }
  expect((await json(`${url}/_sandbox/health`)).status).toBe(200)
  expect(bugs).toEqual([])
})
