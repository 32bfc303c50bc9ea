import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { html } from '../../contracts/report/html.ts'
import { customersdot, marketo, spoilt, workato } from '../contracts/reported.ts'
import { launchChromium } from './launch.ts'

const report = { hops: [customersdot(), workato(), marketo()] }

describe('The page of contracts in Chromium', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
  })

  test('opens offline from a file, complains of nothing and asks nobody', async () => {
    const { page, errors, requests, url } = await open(browser, html(report))
    expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual([
      'GitLab → CustomersDot',
      'CustomersDot → Workato',
      'Workato → Marketo',
    ])
    expect(await page.locator('summary').count()).toBeGreaterThan(0)
    expect(errors).toEqual([])
    expect(requests).toEqual([url])
  })

  test.each([
    ['usual', report],
    ['unbreakable', spoilt(report, 'x'.repeat(300))],
  ])('is no wider than a screen of 360 px with %s texts, everything opened', async (_kind, { hops }) => {
    const { page } = await open(browser, html({ hops }), 360)
    await page.evaluate("document.querySelectorAll('details').forEach((part) => { part.open = true })")
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
    const cut = await page.evaluate(
      "[...document.querySelectorAll('h2, p, li, dl, summary')].filter((part) => part.scrollWidth > part.clientWidth).map((part) => part.outerHTML)",
    )
    expect(cut).toEqual([])
  })

  test('runs nothing of a foreign pact', async () => {
    const foreign = '</style></title><img src=x onerror="document.title=1"><script>document.title=1</script>'
    const { page, errors } = await open(browser, html(spoilt(report, foreign)))
    expect(await page.locator('img, script').count()).toBe(0)
    expect(errors).toEqual([])
  })

  test('leads from the matrix to a hop', async () => {
    const { page } = await open(browser, html(report))
    await page.getByRole('link', { name: '1 broken' }).click()
    expect(new URL(page.url()).hash).toBe('#hop-2')
    const box = await page.getByRole('heading', { name: 'CustomersDot → Workato' }).boundingBox()
    expect(box?.y).toBeGreaterThanOrEqual(0)
    expect(box?.y).toBeLessThan(800)
  })
})

/** A page from a file, without a network, with all it complained of and asked for. */
async function open(browser: Browser, text: string, width = 1200) {
  const folder = await mkdtemp(join(tmpdir(), 'report-'))
  const context = await browser.newContext({ offline: true, viewport: { width, height: 800 } })
  onTestFinished(async () => {
    await context.close()
    await rm(folder, { recursive: true })
  })
  const path = join(folder, 'report.html')
  await writeFile(path, text)
  const page = await context.newPage()
  const errors: string[] = []
  const requests: string[] = []
  page.on('pageerror', ({ message }) => errors.push(message))
  page.on('console', (message) => errors.push(message.text()))
  page.on('request', (request) => requests.push(request.url()))
  const url = pathToFileURL(path).href
  await page.goto(url)
  return { page, errors, requests, url }
}
