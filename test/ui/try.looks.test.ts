import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { expectAccessible, looks, openUi, type Ui } from './open.ts'

describe('The looks of Try it', () => {
  let ui: Ui
  beforeAll(async () => {
    ui = await openUi()
  }, 90_000)
  afterAll(() => ui.close())
  afterEach(() => expect(ui.complaints.splice(0)).toEqual([]))

  test.each(looks)('shows the hand raise accessibly at $width px', async (look) => {
    const page = await ui.page('/try', look)
    await page.getByRole('button', { name: 'Contact sales' }).waitFor()
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Contact sales' }).click()
    await page.getByRole('button', { name: 'Fill in the example' }).click()
    await page.getByLabel('State or province').waitFor()
    await expectAccessible(page)
    await page.context().close()
  })

  test.each(looks)('shows the trial accessibly at $width px', async (look) => {
    const page = await ui.page('/try?form=trial', look)
    await page.getByRole('button', { name: 'Activate my trial' }).click()
    await page.getByText('Please select a group for your trial.').waitFor()
    await expectAccessible(page)
    await page.context().close()
  })
})
