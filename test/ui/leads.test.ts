import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { store } from '../../bench/stored.ts'
import { using } from '../sandbox/raise.ts'
import { expectAccessible, type Look, looks, openUi, type Ui } from './open.ts'

const stored = 600

describe('The leads page', () => {
  let ui: Ui
  beforeAll(async () => {
    ui = await openUi()
    store(ui.sandbox.world, stored)
  }, 60_000)
  afterAll(() => ui?.close())
  afterEach(() => expect(ui.complaints).toEqual([]))

  const rows = (page: Page) => page.locator('tbody tr')
  const first = (page: Page) => rows(page).first().getByRole('link')
  const count = (page: Page, said: string) => page.getByText(said, { exact: true }).waitFor()
  const scroll = async (page: Page, to: number) => {
    await page.waitForFunction((to) => document.documentElement.scrollHeight > to + 1000, to)
    await page.evaluate((to) => window.scrollTo(0, to), to)
    await page.waitForFunction(() => document.elementFromPoint(640, 500)?.closest('tbody tr'))
  }
  const open = async (query = '', look: Look = {}) => {
    const page = await ui.page(`/leads${query}`, look)
    onTestFinished(() => page.context().close())
    await first(page).waitFor()
    return page
  }

  test.for(looks)('is accessible and fits at $width pixels', async (look) => {
    const page = await open('', look)
    expect(await page.title()).toBe('Leads · pql-sandbox')
    await expectAccessible(page)
  })

  test('finds a lead by what is typed, keeps it in the address, and shows all again', async () => {
    const page = await open()
    const total = ui.sandbox.world.traces.size
    await page.keyboard.press('/')
    await page.keyboard.type('mary.10@')
    await count(page, '1 lead')
    expect(await first(page).textContent()).toContain('Mary')
    expect(new URL(page.url()).search).toBe('?q=mary.10@')
    await page.reload()
    await count(page, '1 lead')
    await page.getByRole('button', { name: 'Clear' }).click()
    await count(page, `${total} leads`)
  })

  test('narrows the list by state and reach, and says when nothing is left', async () => {
    const page = await open()
    await page.getByRole('combobox', { name: 'State' }).selectOption('Stopped')
    await count(page, '12 leads')
    await page.getByRole('combobox', { name: 'Came as far as' }).selectOption('GitLab')
    await page.getByText('No lead matches these filters.').waitFor()
    await page.getByRole('button', { name: 'Show all leads' }).click()
    await first(page).waitFor()
  })

  test('sorts by a column, the other way when it is asked again', async () => {
    const page = await open()
    await page.getByRole('button', { name: 'Person' }).click()
    await page.locator('th[aria-sort="ascending"]', { hasText: 'Person' }).waitFor()
    await page.waitForFunction(() => document.querySelector('tbody tr a')?.textContent === 'Ada Lovelace')
    await page.getByRole('button', { name: 'Person' }).click()
    await page.waitForFunction(() => document.querySelector('tbody tr a')?.textContent === 'Radia Perlman')
    expect(new URL(page.url()).search).toBe('?sort=name&order=desc')
  })

  test('draws only what is in view, down to the last lead', async () => {
    const page = await open()
    await page.waitForFunction((last) => {
      window.scrollTo(0, document.documentElement.scrollHeight)
      return document.querySelector(`tbody tr[aria-rowindex="${last}"]`)
    }, ui.sandbox.world.traces.size + 1)
    expect(await rows(page).count()).toBeLessThan(60)
  })

  test('shows a lead as it arrives, and how far it came', async () => {
    const page = await open()
    await using(ui.sandbox).raise({ first_name: 'Newest' })
    const row = rows(page).filter({ hasText: 'Newest Doe' })
    await row.getByText('Arrived').waitFor()
    expect(await rows(page).first().textContent()).toContain('Newest Doe')
    expect(await row.textContent()).toContain('Salesforce, 5 of 5 systems')
  })

  test('keeps the place when leads arrive above, says how many, and goes there', async () => {
    const page = await open()
    const seen = () => page.evaluate(() => document.elementFromPoint(640, 500)?.closest('tr')?.getAttribute('data-id'))
    await scroll(page, 3000)
    const before = await seen()
    await using(ui.sandbox).raise({ first_name: 'Unseen' })
    await page.getByRole('button', { name: '1 new lead' }).waitFor()
    expect(await seen()).toBe(before)
    await page.getByRole('button', { name: '1 new lead' }).click()
    await page.getByRole('link', { name: 'Unseen Doe' }).waitFor()
    await page.getByRole('button', { name: '1 new lead' }).waitFor({ state: 'detached' })
  })

  test('is walked by keys, which a dialog explains and turns off', async () => {
    const page = await open()
    const focused = () => page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('aria-rowindex'))
    for (const key of ['j', 'j', 'j', 'k']) await page.keyboard.press(key)
    expect(await focused()).toBe('3')
    await page.keyboard.press('?')
    await page.getByRole('dialog', { name: 'Keys' }).waitFor()
    await expectAccessible(page)
    await page.getByLabel('Let single keys act').uncheck()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('j')
    expect(await focused()).not.toBe('4')
    await rows(page).nth(1).getByRole('link').press('Enter')
    await page.waitForURL(/\/leads\/[0-9a-f]{32}$/)
  })

  test('says how many leads came to a list in another order, and takes them in', async () => {
    const page = await open('?sort=name')
    await using(ui.sandbox).raise({ first_name: 'Aaron' })
    await page.getByRole('button', { name: '1 new lead' }).click()
    await rows(page).filter({ hasText: 'Aaron Doe' }).getByText('Arrived').waitFor()
    expect(await rows(page).first().textContent()).toContain('Aaron Doe')
  })

  test('lets a lead go that the filter does not mean any more', async () => {
    const desk = using(ui.sandbox)
    await desk.setRecipe(false)
    await desk.raise({ first_name: 'Patient' })
    const page = await open('?state=waiting')
    await count(page, '1 lead')
    await desk.setRecipe(true)
    await desk.ask('/clock', { body: { action: 'advance', seconds: 60 } })
    await page.getByText('No lead matches these filters.').waitFor()
    await page.getByRole('combobox', { name: 'State' }).selectOption('Arrived')
    await rows(page).first().getByRole('link', { name: 'Patient Doe' }).waitFor()
  })

  test('is up to date when one comes back to it, at the same place', async () => {
    const page = await open()
    await scroll(page, 5500)
    // The one in the middle of the view, since leads that came meanwhile have moved them all.
    const shown = await page.evaluate(() => document.elementFromPoint(640, 500)?.closest('tr')?.textContent ?? '')
    const row = rows(page).filter({ hasText: shown.match(/\.\d+@/)?.[0] as string })
    await row.getByRole('link').click()
    await page.waitForURL(/[0-9a-f]{32}$/)
    const id = new URL(page.url()).pathname.split('/').at(-1)
    await using(ui.sandbox).ask(`/traces/${id}/review`, { method: 'PUT', body: { verdict: 'approved', note: '' } })
    await page.goBack()
    await row.getByText('Approved').waitFor()
  })

  test('shows names as the text they are', async () => {
    const name = '<img src=x onerror=alert(1)>'
    await using(ui.sandbox).raise({ first_name: name })
    const page = await open(`?q=${encodeURIComponent('onerror')}`)
    expect(await first(page).textContent()).toBe(`${name} Doe`)
    expect(await page.locator('tbody img').count()).toBe(0)
  })

  test('stays on the screen when the sandbox forgets everything, and shows the first lead after that', async () => {
    const page = await open()
    await using(ui.sandbox).ask('/reset', { method: 'POST' })
    await page.getByText('No lead has come yet.').waitFor()
    await expectAccessible(page)
    await using(ui.sandbox).raise()
    await rows(page).getByText('Arrived').waitFor()
    await count(page, '1 lead')
  })
})
