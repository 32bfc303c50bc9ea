import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { using } from '../sandbox/raise.ts'
import { expectAccessible, type Look, looks, openUi, type Ui } from './open.ts'

describe('The overview', () => {
  let ui: Ui
  beforeAll(async () => {
    ui = await openUi()
  }, 60_000)
  afterAll(() => ui?.close())
  afterEach(() => expect(ui.complaints).toEqual([]))

  const visit = async (look: Look = {}) => {
    const page = await ui.page('/', look)
    onTestFinished(() => page.context().close())
    return page
  }
  const stage = (page: Page, name: string) => page.locator('.stage', { has: page.getByRole('link', { name, exact: true }) })

  test('says how to send the first lead while there is none, and draws it when it comes', async () => {
    const page = await visit()
    await page.getByRole('link', { name: /Try it with GitLab/ }).waitFor()
    expect(await page.locator('pre').textContent()).toContain(`curl -i ${ui.sandbox.url}/gitlab/-/gitlab_subscriptions/hand_raise_leads`)
    await expectAccessible(page)
    await using(ui.sandbox).raise()
    await stage(page, 'Salesforce').getByText('Answers').waitFor()
    await page.getByText('Nothing. No job is dead').waitFor()
    expect(await stage(page, 'CustomersDot').textContent()).toMatch(/1 exchange.*Failed\s*0/s)
  })

  test('says which hop fails, and leads to what is wrong', async () => {
    const desk = using(ui.sandbox)
    await desk.setRecipe(false)
    const id = await desk.raise({ first_name: 'Stuck' })
    const page = await visit()
    await page.getByText(/recipe .* is stopped/).waitFor()
    await stage(page, 'CustomersDot').getByRole('link', { name: '1 job waiting' }).waitFor()
    await page.getByRole('link', { name: 'Look at the recipe' }).waitFor()
    await stage(page, 'Workato').getByRole('link', { name: 'The last failed' }).click()
    await page.waitForURL(`${ui.sandbox.url}/leads/${id}`)
  })

  test.for(looks)('is accessible and fits at $width pixels', async (look) => {
    const page = await visit(look)
    await page.getByRole('heading', { name: 'All hops' }).waitFor()
    await expectAccessible(page)
  })
})
