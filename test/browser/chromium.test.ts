import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Browser, Request } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { handRaise } from '../journey/pipeline.ts'
import { launchChromium } from './launch.ts'
import type { Outcome } from './page.ts'

const bundle = '/bundle.js'
const html = `<!doctype html>
<html lang="en"><head><title>Mocks</title><link rel="icon" href="data:,"><script type="module" src="${bundle}"></script></head></html>`

describe('The mocks in Chromium', () => {
  let browser: Browser
  let bundled: Bundled
  let site: Site

  beforeAll(async () => {
    bundled = await bundlePage()
    site = await serve({
      '/': { type: 'text/html', body: html },
      [bundle]: { type: 'text/javascript', body: bundled.code },
      '/mockServiceWorker.js': {
        type: 'text/javascript',
        body: readFileSync(fileURLToPath(import.meta.resolve('msw/mockServiceWorker.js'))),
      },
    })
    browser = await launchChromium()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
    site?.close()
  })

  test('are bundled without anything of Node', () => {
    expect(bundled.warnings).toEqual([])
    expect(bundled.code).not.toMatch(/__vite-browser-external|from\s*["']node:/)
  })

  const ways = { 'the handlers themselves': 'ask', 'fetch and the service worker of MSW': 'send' } as const
  for (const [title, way] of Object.entries(ways)) {
    test(`carry a hand raise to Salesforce by ${title}, without an error and without a request to anybody`, async () => {
      const { page, errors, strangers } = await visit(browser, site.url)
      const outcome = await page.evaluate<Outcome>(`${way}(${JSON.stringify(handRaise)})`)
      expect(errors).toEqual([])
      expect(outcome).toMatchObject({ status: 200, findings: 0 })
      expect(outcome.leads).toEqual([expect.objectContaining({ Email: 'jane@example.com', State: 'California', Status: 'MQL' })])
      expect(await strangers()).toEqual([])
    })
  }
})

/** A page that keeps what goes wrong in it, and the requests to other hosts that nothing in the browser answered. */
async function visit(browser: Browser, url: string) {
  const context = await browser.newContext()
  onTestFinished(() => context.close())
  const page = await context.newPage()
  const errors: string[] = []
  const requests: Request[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text())
  })
  context.on('request', (request) => requests.push(request))
  await page.goto(url)
  return { page, errors, strangers: () => leaving(requests, url) }
}

async function leaving(requests: Request[], url: string): Promise<string[]> {
  const others = requests.filter((request) => !request.url().startsWith(url) && !request.url().startsWith('data:'))
  const responses = await Promise.all(others.map((request) => request.response()))
  return others.filter((_, index) => !responses[index]?.fromServiceWorker()).map((request) => request.url())
}

interface Bundled {
  code: string
  warnings: string[]
}

/** What a bundler makes of page.ts for a browser. */
async function bundlePage(): Promise<Bundled> {
  const warnings: string[] = []
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    build: {
      write: false,
      minify: false,
      lib: { entry: fileURLToPath(new URL('page.ts', import.meta.url)), formats: ['es'] },
      rolldownOptions: { onLog: (_level, { message }) => void warnings.push(message) },
    },
  })
  const [{ output }] = result as [Rolldown.RolldownOutput]
  return { code: output[0].code, warnings }
}

interface Site {
  url: string
  close(): void
}

/** Serves files from memory, and 404 for all others. */
async function serve(files: Record<string, { type: string; body: string | Buffer }>): Promise<Site> {
  const server = createServer(({ url = '' }, response) => {
    const file = files[url]
    response.writeHead(file ? 200 : 404, { 'content-type': file?.type ?? 'text/plain' }).end(file?.body)
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, close: () => server.close() }
}
