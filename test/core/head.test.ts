import { expect, test } from 'vitest'
import type { Operation } from '../../contracts/openapi/operation.ts'
import { operations } from '../../contracts/openapi/spec.ts'
import { running } from '../sandbox/sandbox.ts'
import { describeEachWay } from '../ways.ts'
import { exchanges } from './made-up.ts'

const readers = [...operations.values()].filter(({ method }) => method === 'GET')

/** The path of an operation with something in place of each parameter. */
const pathOf = ({ path }: Operation) => path.replaceAll(/\{\w+\}/g, '1')

/** A reply without what differs from call to call: the trace, the time, the count of calls and the connection. */
async function shown(response: Response) {
  const headers = Object.fromEntries(response.headers)
  for (const name of ['x-sandbox-trace', 'date', 'sforce-limit-info', 'connection', 'keep-alive']) delete headers[name]
  return { status: response.status, headers }
}

describeEachWay('HEAD', (open) => {
  test('is answered as GET is, without the content, by each operation that reads', async () => {
    const { send } = await open()
    for (const operation of readers.filter(({ system }) => system !== 'control')) {
      const got = await send(operation.system, pathOf(operation))
      const head = await send(operation.system, pathOf(operation), { method: 'HEAD' })
      expect({ id: operation.id, ...(await shown(head)) }).toEqual({ id: operation.id, ...(await shown(got)) })
      expect([operation.id, await head.text()]).toEqual([operation.id, ''])
    }
  })

  test('gives the length that GET would send', async () => {
    const { send } = await open()
    const got = await send('gitlab', '/-/country_states?country=US')
    const head = await send('gitlab', '/-/country_states?country=US', { method: 'HEAD' })
    expect([got.status, head.status]).toEqual([200, 200])
    expect(head.headers.get('content-length')).toBe(`${Buffer.byteLength(await got.text())}`)
  })

  test('is an exchange of the operation, without a finding and without a body', async () => {
    const { send, world } = await open()
    await send('salesforce', '/services/data', { method: 'HEAD' })
    const [exchange] = await exchanges(world)
    expect(exchange).toMatchObject({ operation: 'salesforce.listVersions', method: 'HEAD', status: 200, findings: [] })
    expect(exchange?.response.body).toBeUndefined()
  })

  test('is refused where there is no GET', async () => {
    const { send } = await open()
    const response = await send('salesforce', '/services/oauth2/token', { method: 'HEAD' })
    expect(response.status).toBe(405)
  })

  test('is among the methods that a path allows', async () => {
    const { send } = await open()
    const response = await send('salesforce', '/services/data', { method: 'DELETE' })
    expect(await response.json()).toMatchObject([{ message: "HTTP Method 'DELETE' not allowed. Allowed are HEAD,GET" }])
  })
})

test('is answered by each operation of the control API that reads, health first of all', async () => {
  const { url } = await running()
  for (const operation of readers.filter(({ system }) => system === 'control')) {
    const head = await fetch(url + pathOf(operation), { method: 'HEAD' })
    const got = await fetch(url + pathOf(operation))
    expect([operation.id, head.status, await head.text()]).toEqual([operation.id, got.status, ''])
    await got.body?.cancel()
  }
  expect((await fetch(`${url}/_sandbox/health`, { method: 'HEAD' })).status).toBe(200)
})
