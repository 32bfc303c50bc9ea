import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test, vi } from 'vitest'
import { bugReporter } from '../../sandbox/cli/bugs.ts'
import { Client } from '../../sandbox/cli/client.ts'
import { everything } from '../../sandbox/cli/watch/everything.ts'
import type { Sandbox } from '../../sandbox/server/sandbox.ts'
import { temporaryFolder } from '../sandbox/folder.ts'
import { running } from '../sandbox/sandbox.ts'
import { describeEachWay } from '../ways.ts'
import { issue } from './issue.ts'
import { carriers, issued, type Planted, planted } from './planted.ts'
import { plant } from './span.ts'

/** Characters that need no escape in a URL, a header, JSON or XML. */
const secret = fc.string({ unit: fc.constantFrom(...'abcXYZ0189_.~-'), minLength: 4, maxLength: 24 }).map((text) => `5ecret${text}`)

/** Sends requests to a sandbox and answers with the ids of their traces. */
async function sendAll({ systems }: Sandbox, requests: Planted[]): Promise<string[]> {
  const traces: string[] = []
  for (const { system, method = 'GET', path, headers, body } of requests) {
    const response = await fetch(`${systems[system]}${path}`, { method, headers: headers ?? {}, body: body ?? null, redirect: 'manual' })
    await response.text()
    traces.push(response.headers.get('x-sandbox-trace') as string)
  }
  return traces
}

/** Everything that a sandbox shows, by the name of the output. */
async function outputs({ url, world, token }: Sandbox, traces: string[]): Promise<Record<string, string>> {
  await world.settle()
  const read = async (path: string) => {
    const response = await fetch(`${url}${path}`, { headers: token ? { authorization: `Bearer ${token}` } : {} })
    expect([path, response.status]).toEqual([path, 200])
    return response.text()
  }
  const each = (end: string) => Promise.all(traces.map((id) => read(`/_sandbox/traces/${id}${end}`)))
  const exported: string[] = []
  for await (const line of everything(new Client({ url, ...(token && { token }) }))) exported.push(JSON.stringify(line))
  return {
    traces: await read('/_sandbox/traces?limit=500'),
    spans: (await each('')).join('\n'),
    archives: (await each('/har')).join('\n'),
    lineage: (await each('/lineage')).join('\n'),
    logs: await read('/_sandbox/logs?limit=500'),
    jobs: await read('/_sandbox/jobs?limit=500'),
    overview: await read('/_sandbox/overview'),
    queues: await read('/admin/queues/api/queues?activeQueue=workato&status=latest'),
    export: exported.join('\n'),
  }
}

/** The files of a folder, by their paths. */
const filesOf = (folder: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => statSync(join(folder, name)).isFile())
      .map((name) => [name, readFileSync(join(folder, name), 'latin1')]),
  )

/** The outputs that hold a text. */
const holding = (texts: Record<string, string>, secrets: readonly string[]) =>
  Object.entries(texts).flatMap(([name, text]) => secrets.filter((secret) => text.includes(secret)).map((secret) => `${name}: ${secret}`))

test('keeps every planted secret out of the data folder, the interface, the archives, the export and the logs', {
  timeout: 120_000,
}, async () => {
  const folder = temporaryFolder()
  const written: string[] = []
  const write = (text: string) => void written.push(text)
  const sandbox = await running({ data: folder, world: { report: bugReporter(write) } })
  const console_ = [vi.spyOn(console, 'log').mockImplementation(write), vi.spyOn(console, 'error').mockImplementation(write)]
  const stream: string[] = []
  sandbox.world.events.follow((event) => stream.push(JSON.stringify(event)))
  const [value = ''] = fc.sample(secret, 1)
  const traces = await sendAll(
    sandbox,
    planted.map((kind) => plant(kind, value)),
  )
  expect(traces.filter(Boolean)).toHaveLength(planted.length)
  const shown = await outputs(sandbox, traces)
  for (const spy of console_) spy.mockRestore()
  expect(holding({ ...shown, ...filesOf(folder), stream: stream.join('\n'), console: written.join('\n') }, [value])).toEqual([])
})

test('keeps out what the sandbox issued and was started with, in every place of a request', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder()
  const sandbox = await running({ data: folder, host: '0.0.0.0' })
  const secrets = { ...(await issue(sandbox)), 'sandbox access token': sandbox.token as string }
  expect(Object.keys(secrets).sort()).toEqual([...issued].sort())
  const values = Object.values(secrets)
  const traces = await sendAll(
    sandbox,
    values.flatMap((value) => carriers.map((kind) => plant(kind, value))),
  )
  // A path is percent-encoded or not as the client likes.
  const encoded = values.map(encodeURIComponent)
  expect(holding({ ...(await outputs(sandbox, traces)), ...filesOf(folder) }, [...values, ...encoded])).toEqual([])
})

describeEachWay('planted secrets', (open) => {
  test('are not in any span', async () => {
    const { world, send } = await open()
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...planted), secret, async (kind, value) => {
        const { system, path, ...rest } = plant(kind, value)
        const response = await send(system, path, rest)
        const spans = await world.traces.spans(response.headers.get('x-sandbox-trace') as string)
        expect(spans?.length).toBeGreaterThan(0)
        expect(JSON.stringify(spans)).not.toContain(value)
      }),
      { numRuns: 200 },
    )
  })
})
