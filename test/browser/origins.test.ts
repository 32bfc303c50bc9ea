import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Browser, Page } from 'playwright-core'
import { createServer as createVite, type InlineConfig } from 'vite'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { Sandbox } from '../../sandbox/server/sandbox.ts'
import { asJane, handRaise, handRaisePath, rowsOf } from '../journey/pipeline.ts'
import { running } from '../sandbox/sandbox.ts'
import { site } from '../sandbox/site.ts'
import { launchChromium } from './launch.ts'

/** Serves a page of a front end on a port of its own, as Vite or Storybook would, until the test is over. */
async function frontEnd(html = '<!doctype html><title>front end</title>'): Promise<string> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html))
  onTestFinished(() => void server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

interface Sending {
  url: string
  init: RequestInit
}

/** What a page reads of the answer to its `fetch`, or why it may read nothing. */
const fetchIn = (page: Page, sending: Sending) =>
  page.evaluate(
    ({ url, init }: Sending) =>
      fetch(url, init).then(
        async (response) => ({
          status: response.status,
          type: response.type,
          trace: response.headers.get('x-sandbox-trace'),
          text: await response.text(),
        }),
        (error: Error) => ({ error: error.message }),
      ),
    sending,
  )

const form = (headers: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(handRaise),
})

const byJane = form(asJane)

describe('A page on another port', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  }, 60_000)
  afterAll(() => browser?.close())

  async function visit(url: string): Promise<Page> {
    const context = await browser.newContext()
    onTestFinished(() => context.close())
    const page = await context.newPage()
    await page.goto(url)
    return page
  }

  const open = (allowOrigins: string[] = []) => running({ allowOrigins, world: { automatic: false } })

  const leads = ({ world }: Sandbox) => rowsOf(world, 'salesforce', 'leads')

  test.each(['127.0.0.1', 'localhost'])('may neither send a form nor read an answer at %s', async (host) => {
    const sandbox = await open()
    const page = await visit((await frontEnd()).replace('127.0.0.1', host))
    for (const url of [`${sandbox.url}/gitlab`, sandbox.systems.gitlab as string]) {
      expect(await fetchIn(page, { url: `${url}${handRaisePath}`, init: byJane })).toEqual({ error: 'Failed to fetch' })
      expect(await fetchIn(page, { url: `${url}/-/countries`, init: {} })).toEqual({ error: 'Failed to fetch' })
    }
    expect(sandbox.world.traces.size).toBe(0)
  })

  test('cannot reset the sandbox: not by fetch, not blindly, not by a form', async () => {
    const sandbox = await open()
    await fetch(`${sandbox.url}/gitlab${handRaisePath}`, byJane)
    await sandbox.world.settle()
    expect(leads(sandbox)).toHaveLength(1)
    const reset = `${sandbox.url}/_sandbox/reset`
    const page = await visit(await frontEnd(`<!doctype html><form method="post" action="${reset}"><button>Reset</button></form>`))
    expect(await fetchIn(page, { url: reset, init: { method: 'POST' } })).toEqual({ error: 'Failed to fetch' })
    expect(await fetchIn(page, { url: reset, init: { method: 'POST', mode: 'no-cors' } })).toMatchObject({ type: 'opaque' })
    await page.getByRole('button').click()
    await page.waitForURL(reset)
    expect(await page.textContent('body')).toContain('--allow-origin http://127.0.0.1:')
    expect(leads(sandbox)).toHaveLength(1)
  })

  test('carries its form to Salesforce when --allow-origin names it, and reads the answer with its trace', async () => {
    const origin = await frontEnd()
    const sandbox = await open([origin])
    const page = await visit(origin)
    const answered = await fetchIn(page, { url: `${sandbox.systems.gitlab}${handRaisePath}`, init: byJane })
    expect(answered).toMatchObject({ status: 200, type: 'cors', trace: expect.stringMatching(/^[\da-f]{32}$/) })
    await sandbox.world.settle()
    expect(leads(sandbox)).toEqual([expect.objectContaining({ Email: 'jane@example.com' })])
    expect(await fetchIn(page, { url: `${sandbox.systems.gitlab}/nowhere`, init: {} })).toMatchObject({ status: 404, type: 'cors' })
  })

  test('signs in by cookie and is known by it, when --allow-origin names it', async () => {
    const origin = await frontEnd()
    const { url, world } = await open([origin])
    const page = await visit(origin)
    const session: RequestInit = {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"username":"jane"}',
      credentials: 'include',
    }
    expect(await fetchIn(page, { url: `${url}/_sandbox/session`, init: session })).toMatchObject({ status: 200 })
    const sent = await fetchIn(page, { url: `${url}/gitlab${handRaisePath}`, init: { ...form(), credentials: 'include' } })
    expect(sent).toMatchObject({ status: 200, trace: expect.any(String) })
    await world.settle()
    expect(rowsOf(world, 'salesforce', 'leads')).toHaveLength(1)
  })

  test("reaches a system through Vite's proxy, which makes it one origin, without the option", async () => {
    const sandbox = await open()
    const proxy = { '/-/': sandbox.systems.gitlab as string }
    const config: InlineConfig = { root: site(), configFile: false, logLevel: 'silent', optimizeDeps: { noDiscovery: true } }
    const vite = await createVite({ ...config, server: { host: '127.0.0.1', port: 0, ws: false, proxy } })
    onTestFinished(() => vite.close())
    await vite.listen()
    const page = await visit(vite.resolvedUrls?.local[0] as string)
    expect(await fetchIn(page, { url: handRaisePath, init: byJane })).toMatchObject({ status: 200, type: 'basic' })
  })

  test('may do nothing when --allow-origin names another', async () => {
    const sandbox = await open([await frontEnd()])
    const page = await visit(await frontEnd())
    expect(await fetchIn(page, { url: `${sandbox.systems.gitlab}${handRaisePath}`, init: byJane })).toEqual({ error: 'Failed to fetch' })
  })
})
