import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Desk, using } from '../sandbox/raise.ts'
import { expectAccessible, type Look, looks, openUi, type Ui } from './open.ts'

const nasty = '<img src=x onerror=alert(1)> 𝒥ane \u202Egnoleh'

describe('The tables', () => {
  let ui: Ui
  let desk: Desk
  let trace: string

  beforeAll(async () => {
    ui = await openUi({ world: { automatic: false } })
    desk = using(ui.sandbox)
  }, 120_000)
  afterAll(() => ui?.close())

  beforeEach(async () => {
    await ui.sandbox.world.reset()
    trace = await desk.raise({ comment: nasty })
    await ui.sandbox.world.settle()
  })
  /** A page that does not outlive its test, so that what the next one does is not looked at. */
  async function open(path: string, look?: Look) {
    const page = await ui.page(path, look)
    onTestFinished(() => page.context().close())
    return page
  }
  afterEach(() => expect(ui.complaints.splice(0)).toEqual([]))

  test.each(looks)('are accessible at $width pixels', async (look) => {
    const page = await open('/tables/customersdot/leads', look)
    await rowOf(page, '1').waitFor()
    await expectAccessible(page)
    await rowOf(page, '1').locator('th button').click()
    await page.getByRole('dialog').getByText('hand raise of').waitFor()
    await expectAccessible(page)
  })

  test('are listed by system with their number of rows, and lead to their rows', async () => {
    const page = await open('/tables', { width: 360 })
    const list = page.getByRole('navigation', { name: 'Tables' })
    const section = list.locator('section', { hasText: 'CustomersDot' })
    await section.waitFor()
    await expectAccessible(page)
    expect((await section.getByRole('link').allInnerTexts()).map((text) => text.split(/\s/)[0]).slice(0, 4)).toEqual([
      'leads',
      'customers',
      'orders',
      'trial_histories',
    ])
    await section.getByRole('link', { name: 'leads 1 rows' }).click()
    await expectText(rowOf(page, '1'), 'jane@example.com')
  })

  test('show a row as a whole, markup as text, and lead from there to its trace', async () => {
    const page = await open('/tables/customersdot/leads')
    await rowOf(page, '1').locator('th button').click()
    const panel = page.getByRole('dialog', { name: 'customersdot.leads 1' })
    await expectText(panel, nasty)
    await panel.getByRole('link', { name: /^hand raise of/ }).click()
    await page.waitForURL(`**/leads/${trace}`)
  })

  test('lead from a row to its trace, and to the leads of its person', async () => {
    const page = await open('/tables/customersdot/leads')
    await rowOf(page, '1')
      .getByRole('button', { name: /^Trace/ })
      .click()
    await page.waitForURL(`**/leads/${trace}`)
    await page.goto(`${ui.sandbox.url}/tables/workato/jobs`)
    await page.getByRole('link', { name: `Trace ${trace}` }).click()
    await page.waitForURL(`**/leads/${trace}`)
    await page.goto(`${ui.sandbox.url}/tables/salesforce/leads`)
    await page.getByRole('link', { name: 'Leads of jane@example.com' }).click()
    await page.waitForURL((url) => url.pathname === '/leads' && url.searchParams.get('q') === 'jane@example.com')
  })

  test('are filtered by a column, and the filter is in the address', async () => {
    const page = await open('/tables/gitlab/users')
    await page.getByLabel('Column').selectOption('username')
    await page.getByLabel('Value of username').fill('jane')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.waitForURL('**/tables/gitlab/users?username=jane')
    await expectRows(page, 1)
    await page.getByRole('button', { name: 'Remove the filter username' }).click()
    await expectRows(page, ui.sandbox.world.store.relation('gitlab.users').rows.size)
    await page.goto(`${ui.sandbox.url}/tables/gitlab/users?key=42`)
    await expectRows(page, 1)
    await page.goto(`${ui.sandbox.url}/tables/gitlab/users?username=nobody`)
    await page.getByText('No row is like that.').waitFor()
  })

  test('show a new row as it arrives, and keep the place of who has scrolled down', async () => {
    await desk.ask('/seed', { body: { customersdot: { leads: leads(1000) } } })
    const page = await open('/tables/customersdot/leads')
    const box = page.getByRole('region', { name: 'Rows of customersdot.leads' })
    await rowOf(page, '2000').waitFor()
    await box.evaluate((element) => element.scrollTo({ top: 100 * 36 }))
    await rowOf(page, '1900').waitFor()
    await desk.raise()
    await page.getByRole('button', { name: 'Show what has changed' }).click()
    await rowOf(page, '2001').waitFor()
    await desk.raise()
    await rowOf(page, '2002').waitFor()
  })

  test('load what lies below as one scrolls, and draw only what is in sight', async () => {
    await desk.ask('/seed', { body: { customersdot: { leads: leads(1500) } } })
    const page = await open('/tables/customersdot/leads')
    await rowOf(page, '2500').waitFor()
    const box = page.getByRole('region', { name: 'Rows of customersdot.leads' })
    await expect
      .poll(
        async () => {
          await box.evaluate((element) => element.scrollTo({ top: element.scrollHeight }))
          return rowOf(page, '1').count()
        },
        { timeout: 10_000 },
      )
      .toBe(1)
    expect(await page.locator('tbody tr').count()).toBeLessThan(80)
  })

  test('show a value of a megabyte without breaking', async () => {
    const [lead] = leads(1)
    await desk.ask('/seed', { body: { customersdot: { leads: [{ ...lead, comment_capture: 'long '.repeat(200_000) }] } } })
    const page = await open('/tables/customersdot/leads', { width: 360 })
    await rowOf(page, '1001').locator('th button').click()
    await page.getByText('980,000 more characters').waitFor()
  })

  test('say that a table does not exist, and that one is empty', async () => {
    const page = await open('/tables/customersdot/nothing')
    await page.getByText('There is no table customersdot.nothing.').waitFor()
    await page.goto(`${ui.sandbox.url}/tables/marketo/sync_errors`)
    await page.getByText('This table has no rows yet.').waitFor()
  })
})

/** By its elements: to find a row by its role takes seconds with 1,500 cells. */
const rowOf = (page: Page, key: string) => page.locator('tbody tr').filter({ has: page.locator('th', { hasText: new RegExp(`^${key}$`) }) })

const expectRows = (page: Page, count: number) => expect.poll(() => page.locator('tbody tr').count()).toBe(count)

const expectText = (locator: ReturnType<Page['locator']>, text: string) => locator.getByText(text, { exact: true }).first().waitFor()

/** Rows of CustomersDot's `leads`, with ids from 1001 on. */
const leads = (count: number) =>
  Array.from({ length: count }, (_, index) => ({
    id: 1001 + index,
    created_at: '2024-01-01T00:00:00.000Z',
    updated_at: '2024-01-01T00:00:00.000Z',
    email: `lead-${index}@example.com`,
    product_interaction: 'Hand Raise PQL',
  }))
