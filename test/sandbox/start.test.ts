import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { startSandbox } from '../../sandbox/server/sandbox.ts'
import { temporaryFolder } from './folder.ts'
import { json, running } from './sandbox.ts'

test('each system answers under its name on the main port and at the root of its own', async () => {
  const sandbox = await running()
  for (const base of [`${sandbox.url}/salesforce`, sandbox.systems.salesforce]) {
    const { status, body } = await json(`${base}/services/data`)
    expect(status).toBe(200)
    expect(body.at(-1).version).toBe('68.0')
  }
  expect((await json(`${sandbox.url}/_sandbox/health`)).body.systems).toEqual(sandbox.systems)
})

test('a URL that leads nowhere is answered in JSON, never with a page of Express', async () => {
  const { url } = await running()
  const { status, body } = await json(`${url}/nowhere`)
  expect(status).toBe(404)
  expect(body.error).toContain('/gitlab')
})

test('says which port is busy and what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  await expect(startSandbox({ port })).rejects.toThrow(
    `Port ${port}, meant for the sandbox, is in use. Stop what uses it, or start with --port 0`,
  )
  other.close()
})

test.each(['nowhere.invalid', '[::1]', 'a b', '203.0.113.1'])('says that %s is not an address of this machine', async (host) => {
  await expect(startSandbox({ port: 0, host })).rejects.toThrow(`${host} is not an address of this machine. Leave --host out`)
})

test('lets go of the data folder when it cannot start', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => other.once('listening', resolve))
  const data = temporaryFolder()
  await expect(startSandbox({ port: (other.address() as AddressInfo).port, data })).rejects.toThrow('in use')
  other.close()
  await running({ data })
})

test('keeps everything over a restart: rows, traces and the clock', async () => {
  const data = temporaryFolder()
  const first = await startSandbox({ port: 0, data })
  const registration = { username: 'ada', email: 'ada@analytical.example', first_name: 'Ada', last_name: 'Lovelace' }
  expect((await json(`${first.url}/_sandbox/users`, { body: registration })).status).toBe(201)
  await json(`${first.url}/gitlab/-/countries`)
  await json(`${first.url}/_sandbox/clock`, { body: { action: 'freeze', now: '2030-01-01T00:00:00.000Z' } })
  await first.close()
  const { url } = await running({ data })
  expect((await json(`${url}/_sandbox/tables/gitlab/users?username=ada`)).body.rows).toHaveLength(1)
  expect((await json(`${url}/_sandbox/traces`)).body.traces).toHaveLength(1)
  expect((await json(`${url}/_sandbox/clock`)).body).toMatchObject({ now: '2030-01-01T00:00:00.000Z', frozen: true })
})
