import { type AddressInfo, connect } from 'node:net'
import express from 'express'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Exchange } from '../../mocks/core/system/record.ts'
import type { World } from '../../mocks/core/world.ts'
import { lastHandler } from '../../sandbox/server/net.ts'
import { ask, speak } from './raw.ts'
import { json, running } from './sandbox.ts'

/** The exchange with which the newest trace begins. */
async function newest({ world }: Awaited<ReturnType<typeof running>>): Promise<Exchange> {
  const [trace] = world.traces.list({ limit: 1 }).rows
  const [first] = (await world.traces.spans(trace?.id as string)) ?? []
  return first as Exchange
}

test.each(['/nowhere', '/nowhere?', '/nowhere?a=1&b=2', '/nowhere?a=1?b=2', '/?a'])(
  'passes the target %s on as it was sent',
  async (target) => {
    const sandbox = await running()
    await ask(sandbox.systems.workato as string, target)
    expect((await newest(sandbox)).url).toBe(target.replace(/\?$/, ''))
  },
)

test('passes the method on, joins repeated headers, and reads names in any case', async () => {
  const sandbox = await running()
  const base = sandbox.systems.workato as string
  const { host } = new URL(base)
  await speak(
    base,
    `DELETE /x HTTP/1.1\r\nHost: ${host}\r\nX-One: 1\r\nx-one: 2\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nConnection: close\r\n\r\n`,
  )
  const { method, request } = await newest(sandbox)
  expect([method, request.headers['x-one'], request.headers['set-cookie']]).toEqual(['DELETE', '1, 2', '[REDACTED]'])
  expect(Object.values(request.headers)).not.toContain(undefined)
})

test('takes a body of exactly the limit, and refuses one byte more', async () => {
  const { systems, world } = await running()
  const { bodyLimit } = world.system('customersdot')
  const post = async (length: number) => {
    const text = JSON.stringify({ a: '' })
    const body = text.replace('""', `"${'x'.repeat(length - text.length)}"`)
    return (await fetch(`${systems.customersdot}/nowhere`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }))
      .status
  }
  expect([await post(bodyLimit), await post(bodyLimit + 1)]).toEqual([404, 413])
})

test("answers with the system's own 500 when a reply cannot be sent, and reports the bug", async () => {
  const bugs: unknown[] = []
  const sandbox = await running({ world: { report: (error) => void bugs.push(error) } })
  const workato = sandbox.world.system('workato')
  const { headers } = workato
  onTestFinished(() => void Object.assign(workato, { headers }))
  Object.assign(workato, { headers: () => ({ 'x-odd': 'a\nb' }) })
  const response = await fetch(`${sandbox.systems.workato}/nowhere`)
  expect([response.status, await response.text(), bugs.length]).toEqual([500, '{"message":"Internal error"}', 1])
  expect((await json(`${sandbox.url}/_sandbox/health`)).status).toBe(200)
})

test('reports nothing when the connection closes in the middle of a body', async () => {
  const bugs: unknown[] = []
  const { url, systems } = await running({ world: { report: (error) => void bugs.push(error) } })
  const { port, host } = new URL(systems.workato as string)
  const socket = connect(Number(port), '127.0.0.1')
  await new Promise<void>((resolve) =>
    socket.write(`POST /x HTTP/1.1\r\nHost: ${host}\r\nContent-Length: 100\r\n\r\nhalf`, () => resolve()),
  )
  socket.destroy()
  expect((await json(`${url}/_sandbox/health`)).status).toBe(200)
  expect(bugs).toEqual([])
})

test.each([
  [399, 500, ''],
  [400, 400, '{"error":"odd"}'],
  [499, 499, '{"error":"odd"}'],
  [500, 500, ''],
  [undefined, 500, ''],
])('answers an error of Express with the status %s by %i', async (status, answered, text) => {
  const report = vi.fn()
  const site = express()
    .use((_request, _response, next) => next(Object.assign(new Error('odd'), { status })))
    .use(lastHandler({ report } as unknown as World))
  const server = site.listen(0, '127.0.0.1')
  onTestFinished(() => void server.close())
  await new Promise((resolve) => server.once('listening', resolve))
  const response = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  expect([response.status, await response.text(), report.mock.calls.length]).toEqual([answered, text, answered === 500 ? 1 : 0])
})
