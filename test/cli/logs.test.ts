import { describe, expect, it } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { LogLine } from '../../mocks/core/system/record.ts'
import { type SandboxOptions, StartError, startSandbox } from '../../sandbox/server/sandbox.ts'
import { exchangeWith } from '../spans.ts'
import { begin, folder, open } from './process.ts'

const lines = (out: string): LogLine[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line))

/** An exchange in which GitLab logged a message. */
const logged = (message: string) => exchangeWith({ logs: [{ ...example('ControlLogLine'), message }] })

/** Starts it where no system takes ports for whoever asks for any, so that they are free when it comes back. */
async function startBelow(options: SandboxOptions) {
  for (let port = 20_000; ; port += 10) {
    const sandbox = await startSandbox({ ...options, port }).catch((error) => {
      if (!(error instanceof StartError) || port > 30_000) throw error
    })
    if (sandbox) return { sandbox, port }
  }
}

describe('pql-sandbox logs', () => {
  it('prints JSON lines, oldest first', async () => {
    const { client } = await open()
    await client('send', 'hand-raise')
    const found = lines((await client('logs')).out)
    const jobs = found.filter(({ job_status }) => job_status).map(({ job_status }) => job_status)
    expect(found.length).toBeGreaterThan(3)
    expect(jobs).toEqual(['start', 'done'])
  })

  it('prints only the lines of a system, and not more than asked for', async () => {
    const { client } = await open()
    await client('send', 'hand-raise')
    const found = lines((await client('logs', '--system', 'customersdot', '--limit', '2')).out)
    expect(found.map(({ system }) => system)).toEqual(['customersdot', 'customersdot'])
    expect(found[1]).toMatchObject({ job_status: 'done' })
  })

  it("prints only the lines of a person's newest lead", async () => {
    const { client } = await open()
    await client('send', 'hand-raise')
    const { summary } = JSON.parse((await client('send', 'hand-raise', '--json')).out)
    const found = lines((await client('logs', '--trace', 'jane@example.com')).out)
    expect(new Set(found.map(({ correlation_id }) => correlation_id))).toEqual(new Set([summary.id]))
  })

  it('follows what is logged', async () => {
    const { client, sandbox } = await open()
    await client('send', 'hand-raise')
    const { printed } = begin(['logs', '--follow', '--system', 'gitlab', '--url', sandbox.url])
    await printed(/Completed 200/)
    await client('send', 'hand-raise', '--namespace', '999999')
    expect(lines(await printed(/Completed 404/)).every(({ system }) => system === 'gitlab')).toBe(true)
  })

  it('goes on when the sandbox went away and comes back, without repeating itself', async () => {
    const data = await folder()
    const { sandbox: first, port } = await startBelow({ data })
    first.world.record(logged('before'))
    const { printed } = begin(['logs', '--follow', '--url', first.url])
    await printed(/before/)
    await first.close()
    await printed(/went away; waiting until it is back/)
    const second = await startSandbox({ port, data })
    second.world.record(logged('after'))
    const out = await printed(/after/)
    await second.close()
    expect(out.match(/before/g)).toHaveLength(1)
    expect(out).toContain(`The sandbox at ${first.url} is back.\n`)
  })

  it('exits with 1 when there is nothing to follow', async () => {
    const { ended } = begin(['logs', '--follow', '--url', 'http://127.0.0.1:9'])
    expect(await ended).toMatchObject({ code: 1, err: expect.stringMatching(/^No sandbox answers at/) })
  })
})
