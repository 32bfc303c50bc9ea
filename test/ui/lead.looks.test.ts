import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { using } from '../sandbox/raise.ts'
import { expectAccessible, type Look, looks, openUi, type Ui } from './open.ts'

describe("The looks of a lead's page", () => {
  let ui: Ui
  let trace: string
  let other: string

  beforeAll(async () => {
    ui = await openUi({ world: { automatic: false } })
    const desk = using(ui.sandbox)
    trace = await desk.raise()
    await ui.sandbox.world.settle()
    await desk.setRecipe(false)
    other = await desk.raise()
    await ui.sandbox.world.settle()
  }, 120_000)
  afterAll(() => ui?.close())
  afterEach(() => expect(ui.complaints.splice(0)).toEqual([]))

  async function open(path: string, look: Look) {
    const page = await ui.page(path, look)
    onTestFinished(() => page.context().close())
    return page
  }

  test.each(looks)('are accessible with an exchange open at $width px', async (look) => {
    const page = await open(`/leads/${trace}`, look)
    await page.getByRole('row').filter({ hasText: '/leads/gitlab_com/hand_raises' }).click()
    await page.getByText('a request to create a hand-raise lead', { exact: true }).waitFor()
    await expectAccessible(page)
  })

  test.each(looks)('are accessible with a field sought at $width px', async (look) => {
    const page = await open(`/leads/${trace}?tab=fields&field=glm_content`, look)
    await page.getByText(/^glm_content reached Salesforce/).waitFor()
    await expectAccessible(page)
  })

  test.each(looks)('are accessible for a lead that waits, and its logs, at $width px', async (look) => {
    const page = await open(`/leads/${other}`, look)
    await page.getByText('waits for attempt 2').waitFor()
    await expectAccessible(page)
    await page.getByRole('tab', { name: 'Logs' }).click()
    await page.getByText('Lead saved').waitFor()
    await expectAccessible(page)
  })

  test.each(looks)('are accessible for two leads side by side at $width px', async (look) => {
    const page = await open(`/leads/${trace}?tab=compare&with=${other}`, look)
    await page.getByRole('table', { name: 'Exchanges' }).waitFor()
    await expectAccessible(page)
  })
})
