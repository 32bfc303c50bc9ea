import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Desk, using } from '../sandbox/raise.ts'
import { expectAccessible, type Look, looks, openUi, type Ui } from './open.ts'

describe('Jobs and clock', () => {
  let ui: Ui
  let desk: Desk

  beforeAll(async () => {
    ui = await openUi({ world: { automatic: false } })
    desk = using(ui.sandbox)
  }, 120_000)
  afterAll(() => ui?.close())

  beforeEach(async () => {
    await ui.sandbox.world.reset()
    ui.sandbox.world.clock.freeze(Date.parse('2024-01-01T00:00:00.000Z'))
  })
  /** A page that does not outlive its test, so that what the next one does is not looked at. */
  async function open(path: string, look?: Look) {
    const page = await ui.page(path, look)
    onTestFinished(() => page.context().close())
    return page
  }
  afterEach(() => expect(ui.complaints.splice(0)).toEqual([]))

  /** A lead whose first attempt was answered with 404. */
  async function failOnce(): Promise<string> {
    await desk.setRecipe(false)
    const trace = await desk.raise()
    await ui.sandbox.world.settle()
    return trace
  }

  test.each(looks)('are accessible at $width pixels', async (look) => {
    await desk.raise()
    await ui.sandbox.world.settle()
    await failOnce()
    const page = await open('/jobs', look)
    await queue(page, 'Waiting for another attempt')
      .getByText(/^in \d+ s$/)
      .waitFor()
    await page.getByRole('button', { name: /^Steps/ }).click()
    await page.getByText('1 New API request').click()
    await expectAccessible(page)
  })

  test('show why a job failed and when it fires, and lead to its trace', async () => {
    const trace = await failOnce()
    const page = await open('/jobs')
    const waiting = queue(page, 'Waiting for another attempt')
    await waiting.getByText('HTTP status code: 404: Recipe is not running').waitFor()
    await waiting.getByText('1 attempt so far').waitFor()
    await waiting.getByText(/^in \d+ s$/).waitFor()
    await waiting.getByRole('link', { name: /^Trace/ }).click()
    await page.waitForURL(`**/leads/${trace}`)
  })

  test('show the job that a link leads to, and say when it is gone', async () => {
    await failOnce()
    const [id] = [...ui.sandbox.world.jobs.keys()]
    const page = await open(`/jobs?job=${id}`)
    const sought = page.getByRole('region', { name: `The job ${id}` })
    await sought.getByText('Workato::CreateLeadWorker').first().waitFor()
    await desk.setRecipe(true)
    await sought.getByRole('button', { name: /^Retry now/ }).click()
    await sought.getByText('It does not wait any more.').waitFor()
  })

  test('run a job now and tell how that ended', async () => {
    await failOnce()
    const page = await open('/jobs')
    const retry = page.getByRole('button', { name: /^Retry now/ })
    await retry.click()
    await page.getByText('failed and waits for another attempt: HTTP status code: 404').waitFor()
    await page.getByText('2 attempts so far').waitFor()
    await page.getByRole('button', { name: 'Start the recipe' }).click()
    await page.getByRole('button', { name: 'Stop the recipe' }).waitFor()
    await retry.click()
    await page.getByText('is done.').waitFor()
    await page.getByText('Nothing waits for another attempt.').waitFor()
    await page.getByText('Hand Raise PQL: jane@example.com').waitFor()
  })

  test('move the clock to the next job, which then has run', async () => {
    await failOnce()
    await desk.setRecipe(true)
    const page = await open('/jobs')
    await clock(page)
      .getByText(/^Next:/)
      .getByText('Workato::CreateLeadWorker')
      .waitFor()
    await page.getByRole('button', { name: 'To the next job' }).click()
    await page.getByText('Nothing waits for another attempt.').waitFor()
    expect(ui.sandbox.world.store.relation('customersdot.leads').rows.get(1)).toMatchObject({
      sent_at: expect.stringMatching(/^2024-01-01T00:00/),
    })
  })

  test('freeze, move and release the clock', async () => {
    const page = await open('/jobs')
    await clock(page).getByText('2024-01-01 00:00:00 UTC').waitFor()
    await page.getByRole('button', { name: '1 day' }).click()
    await clock(page).getByText('2024-01-02 00:00:00 UTC').waitFor()
    await page.getByLabel('Number').fill('2')
    await page.getByLabel('Unit').selectOption('hours')
    await page.getByRole('button', { name: 'Move', exact: true }).click()
    await clock(page).getByText('2024-01-02 02:00:00 UTC').waitFor()
    await page.getByLabel('Freeze at (UTC)').fill('2030-05-06T07:08:09')
    await page.getByRole('button', { name: 'Freeze at that time' }).click()
    await clock(page).getByText('2030-05-06 07:08:09 UTC').waitFor()
    await page.getByRole('button', { name: 'Resume' }).click()
    await clock(page).getByText('running').waitFor()
    await page.getByRole('button', { name: 'Back to the present' }).click()
    await expect.poll(() => ui.sandbox.world.clock.state).toEqual({ offset: 0, frozen: null })
  })

  test('show the steps of a recipe job with what they were given', async () => {
    await desk.raise({ country: 'AQ', state: '' })
    await ui.sandbox.world.settle()
    const page = await open('/jobs', { width: 360 })
    await page.getByRole('button', { name: /^Steps/ }).click()
    const steps = page.getByRole('list', { name: /^Steps/ })
    await steps.getByText('1 New API request').waitFor()
    await steps.getByText('2 Look up Salesforce picklist name of the country').click()
    await steps.getByLabel('Output of 2 Look up').getByText('Antarctica').waitFor()
  })

  test('forget everything only once that is confirmed', async () => {
    await failOnce()
    const page = await open('/jobs')
    const ask = () => page.getByRole('button', { name: 'Reset the whole sandbox' }).click()
    await ask()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Keep everything' }).click()
    expect(ui.sandbox.world.jobs.size).toBe(1)
    await ask()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Forget everything' }).click()
    await page.getByText('The sandbox began anew.').waitFor()
    await page.getByText('Nothing waits for another attempt.').waitFor()
    expect(ui.sandbox.world.jobs.size).toBe(0)
  })
})

const queue = (page: Page, title: string) => page.getByRole('region', { name: title })
const clock = (page: Page) => page.getByRole('region', { name: 'Clock' })
