import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { launchChromium } from '../browser/launch.ts'
import { rowsOf } from '../journey/pipeline.ts'
import { using } from '../sandbox/raise.ts'
import { running } from '../sandbox/sandbox.ts'
import { byPlatypus, handRaise2022, path2022 } from './route.ts'

/** A sandbox in which a lead of 2022 waits in Platypus' queue. */
async function withLead() {
  const sandbox = using(await running({ world: { automatic: false, rows: byPlatypus } }))
  const { world } = sandbox
  await sandbox.send(path2022, handRaise2022)
  const [handing] = rowsOf(world, 'control', 'jobs')
  await world.runner.run(handing?.id as string)
  const [queued] = rowsOf(world, 'control', 'jobs')
  return { ...sandbox, id: queued?.id as string }
}

/** Opens a page and notes what it asks for and complains of. */
async function opened(browser: Browser) {
  const page = await browser.newPage()
  const hosts = new Set<string>()
  const complaints: string[] = []
  page.on('request', (request) => hosts.add(new URL(request.url()).host))
  page.on('pageerror', ({ message }) => complaints.push(message))
  page.on('console', (message) => ['error', 'warning'].includes(message.type()) && complaints.push(message.text()))
  return { page, hosts, complaints }
}

/** The first of a job's buttons, which says what it does when one points at it. */
async function retry(page: Page) {
  const button = page.locator('[data-base-ui-tooltip-trigger] button').first()
  await button.hover()
  await page.getByText('Retry', { exact: true }).waitFor()
  await button.click()
  const answered = page.waitForResponse(/\/retry/)
  await page.getByRole('button', { name: 'Confirm' }).click()
  return (await answered).status()
}

describe("Platypus' dashboard in Chromium", () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launchChromium()
  }, 60_000)
  afterAll(async () => {
    await browser?.close()
  })

  test('shows the lead of 2022 waiting, failed with the reason, retried and done, and asks no other host', async () => {
    const { id, setRecipe, url, world } = await withLead()
    const { page, hosts, complaints } = await opened(browser)
    await page.goto(`${url}/admin/queues/queue/new-lead-queue?status=waiting`)
    await page.getByRole('link', { name: id }).waitFor()

    await setRecipe(false)
    await world.settle()
    await page.getByRole('link', { name: 'FAILED' }).click()
    await page.getByRole('link', { name: id }).waitFor()
    await page.getByText('Workato answered 404: Recipe is not running').waitFor()
    expect(rowsOf(world, 'salesforce', 'leads')).toEqual([])

    await setRecipe(true)
    expect(await retry(page)).toBe(204)
    await world.settle()
    await page.getByRole('link', { name: 'COMPLETED' }).click()
    await page.getByRole('link', { name: id }).waitFor()
    expect(rowsOf(world, 'salesforce', 'leads')).toEqual([expect.objectContaining({ Email: 'jane@example.com', Company: 'ACME' })])
    expect(complaints).toEqual([])
    expect([...hosts]).toEqual([new URL(url).host])
  })
})
