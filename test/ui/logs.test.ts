import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Desk, using } from '../sandbox/raise.ts'
import { expectAccessible, type Look, looks, openUi, type Ui } from './open.ts'

describe('The logs', () => {
  let ui: Ui
  let desk: Desk

  beforeAll(async () => {
    ui = await openUi({ world: { automatic: false } })
    desk = using(ui.sandbox)
  }, 120_000)
  afterAll(() => ui?.close())

  beforeEach(() => ui.sandbox.world.reset())
  afterEach(() => expect(ui.complaints.splice(0)).toEqual([]))

  async function open(path: string, look?: Look) {
    const page = await ui.page(path, look)
    onTestFinished(() => page.context().close())
    return page
  }

  async function raise(count = 1) {
    const traces: string[] = []
    for (let number = 0; number < count; number++) traces.push(await desk.raise())
    await ui.sandbox.world.settle()
    return traces as [string, ...string[]]
  }

  test.each(looks)('are accessible at $width pixels', async (look) => {
    await desk.setRecipe(false)
    await raise(5)
    const page = await open('/logs', look)
    await lines(page).getByText('WARN').first().waitFor()
    await expectAccessible(page)
  })

  test('say that nothing was logged yet, and show what comes as it comes', async () => {
    const page = await open('/logs')
    await page.getByText('Nothing was logged yet.').waitFor()
    await raise()
    await lines(page).getByText('Workato lead sent').waitFor()
  })

  test('hold lines back while paused', async () => {
    await raise()
    const page = await open('/logs')
    await lines(page).getByText('Workato lead sent').waitFor()
    await page.getByRole('button', { name: 'Pause' }).click()
    await raise()
    const resume = page.getByRole('button', { name: 'Continue (6 new)' })
    await resume.waitFor()
    expect(await lines(page).getByText('Workato lead sent').count()).toBe(1)
    await resume.click()
    await expect.poll(() => lines(page).getByText('Workato lead sent').count()).toBe(2)
  })

  test('keep the place of who has scrolled up while older lines are loaded and new ones come', async () => {
    await raise(80)
    const page = await open('/logs')
    const box = lines(page)
    await entries(page).first().waitFor()
    expect(await isAtEnd(box)).toBe(true)
    await box.evaluate((element) => element.scrollTo({ top: 700 }))
    await expect.poll(() => lineAt(box, 300)).toMatch('2')
    const seen = await lineAt(box, 300)
    await box.evaluate((element) => element.scrollBy({ top: -200 }))
    await page.getByText('The log begins here.').waitFor()
    await expect.poll(() => lineAt(box, 500)).toBe(seen)
    await raise()
    const jump = page.getByRole('button', { name: '6 new, jump to the newest' })
    await jump.waitFor()
    expect(await lineAt(box, 500)).toBe(seen)
    await jump.click()
    await expect.poll(() => isAtEnd(box)).toBe(true)
    expect(await entries(page).count()).toBeLessThan(80)
  })

  test('are filtered by system and by lead, in the address', async () => {
    const [trace] = await raise()
    await raise()
    const page = await open('/logs')
    await page.getByRole('main').getByLabel('System').selectOption('gitlab')
    await page.waitForURL('**/logs?system=gitlab')
    await expect.poll(() => entries(page).count()).toBe(2)
    await page.getByLabel('Lead').fill('1')
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.waitForURL(`**/logs?system=gitlab&trace=${trace}`)
    await expect.poll(() => entries(page).count()).toBe(1)
    await page.getByRole('button', { name: 'Show all traces' }).click()
    await expect.poll(() => entries(page).count()).toBe(2)
    await page.getByLabel('Lead').fill('nobody@example.com')
    await page.getByRole('button', { name: 'Filter' }).click()
    await page.getByText('No trace is kept of that lead.').waitFor()
  })

  test('show a line with all its fields, and lead to its trace', async () => {
    const [trace] = await raise()
    const page = await open(`/logs?trace=${trace}`, { width: 360 })
    await lines(page).getByRole('button', { name: 'Workato lead sent' }).click()
    const panel = page.getByRole('dialog', { name: 'Log line' })
    await panel.getByText('correlation_id').waitFor()
    await expectAccessible(page)
    await panel.getByRole('link', { name: 'Open its trace' }).click()
    await page.waitForURL(`**/leads/${trace}`)
  })

  test('go on where they were when the connection comes back', async () => {
    await raise()
    const page = await open('/')
    await page.addInitScript(cuttable)
    await page.goto(`${ui.sandbox.url}/logs`)
    await expect.poll(() => entries(page).count()).toBe(6)
    await page.evaluate('cut()')
    await raise()
    await expect.poll(() => entries(page).count(), { timeout: 10_000 }).toBe(12)
  })
})

/** Gives a page the way to lose its event stream: `cut()`. */
const cuttable = `
  const send = fetch
  fetch = (input, init) => {
    if (input !== '/_sandbox/events') return send(input, init)
    const controller = new AbortController()
    window.cut = () => controller.abort()
    return send(input, { ...init, signal: controller.signal })
  }`

const lines = (page: Page) => page.getByRole('region', { name: 'Log lines' })
const entries = (page: Page) => page.locator('.box li')

const isAtEnd = (box: ReturnType<Page['locator']>) =>
  box.evaluate((element) => element.scrollHeight - element.scrollTop - element.clientHeight < 2)

/** The line that stands so many pixels below the upper edge. */
const lineAt = (box: ReturnType<Page['locator']>, below: number) =>
  box.evaluate((element, down) => {
    const { left, top } = element.getBoundingClientRect()
    return document.elementFromPoint(left + 100, top + down)?.closest('li')?.innerText
  }, below)
