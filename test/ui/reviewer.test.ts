import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openUi, type Ui } from './open.ts'

let ui: Ui
beforeAll(async () => {
  ui = await openUi()
}, 90_000)
afterAll(() => ui.close())

const go = (page: Page, name: string) => page.getByRole('navigation', { name: 'Pages' }).getByRole('link', { name }).click()

async function raiseHand(page: Page) {
  await page.getByRole('button', { name: 'Contact sales' }).click()
  await page.getByRole('button', { name: 'Fill in the example' }).click()
  await page.getByRole('button', { name: 'Submit information' }).click()
  await page.getByText('Thank you for reaching out!').waitFor()
}

/** The first row of the list, which is the lead that came last. */
const newest = (page: Page) => page.getByRole('table', { name: 'Leads' }).getByRole('row').nth(1)

test('a reviewer follows a lead from the form to Salesforce, through a stopped recipe, and approves it', async () => {
  const page = await ui.page('/try?user=sofia&glm_content=discover-group-security')
  await raiseHand(page)

  await go(page, 'Leads')
  await newest(page).getByText('Arrived').waitFor()
  expect(await newest(page).innerText()).toContain('sofia@tejidos-garcia.example')
  await newest(page).getByRole('link').first().click()

  await page.getByRole('tab', { name: 'Fields' }).click()
  await page.getByRole('searchbox', { name: 'Field' }).fill('glm_content')
  const field = page.getByRole('row').filter({ hasText: 'GLM_Content__c' })
  await field.first().waitFor()
  expect((await field.first().innerText()).match(/discover-group-security/g)?.length).toBeGreaterThanOrEqual(5)

  await go(page, 'Jobs and clock')
  await page.getByRole('button', { name: 'Stop the recipe' }).click()
  await page.getByRole('button', { name: 'Start the recipe' }).waitFor()
  await page.goto(`${ui.sandbox.url}/try?user=sofia&glm_content=group-billing`)
  await raiseHand(page)

  await go(page, 'Leads')
  await newest(page).getByText('Waiting').waitFor()
  await newest(page).getByRole('link').first().click()
  await page
    .getByText(/Workato::CreateLeadWorker/)
    .first()
    .waitFor()
  const lead = page.url()
  expect(await page.locator('main').innerText()).toMatch(/404/)

  await go(page, 'Jobs and clock')
  await page.getByRole('button', { name: 'Start the recipe' }).click()
  await page.getByRole('button', { name: 'Stop the recipe' }).waitFor()
  await page.getByRole('button', { name: '5 min', exact: false }).first().click()
  await page.goto(lead)
  await page.getByText('Arrived in Salesforce').waitFor()
  expect((await page.getByText(/attempt 2/).count()) + (await page.getByText(/retry/i).count())).toBeGreaterThan(0)

  await page.getByRole('button', { name: 'Review' }).click()
  await page.getByRole('radio', { name: 'Approved' }).check()
  await page.getByRole('textbox', { name: 'Note' }).fill('Came through after the recipe was started.')
  await page.getByRole('button', { name: 'Keep' }).click()
  await page.getByRole('button', { name: 'Approved' }).waitFor()
  const id = lead.split('/').at(-1)?.split('?')[0] as string
  const kept = ui.sandbox.world.store.relation('control.reviews').rows.get(id)
  expect(kept).toMatchObject({ verdict: 'approved', note: 'Came through after the recipe was started.' })
  expect(ui.complaints).toEqual([])
}, 60_000)
