import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { using } from '../sandbox/raise.ts'
import { expectAccessible, type Look, looks, openUi, type Ui } from './open.ts'

describe("The looks of a lead's page", () => {
  let ui: Ui
  let trace: string
  let other: string
  let overwritten: string

  beforeAll(async () => {
    ui = await openUi({ world: { automatic: false } })
    const desk = using(ui.sandbox)
    trace = await desk.raise()
    await ui.sandbox.world.settle()
    await desk.setRecipe(false)
    other = await desk.raise()
    await ui.sandbox.world.settle()
    await desk.setRecipe(true)
    const two = { namespace_id: 1003, last_name: 'Bond', company_name: 'Universal Exports' }
    overwritten = await desk.raise({ ...two, first_name: 'One' }, 'james')
    await desk.raise({ ...two, first_name: 'Two' }, 'james')
    for (const { id, trace_id } of [...ui.sandbox.world.jobs.values()]) if (trace_id !== other) await ui.sandbox.world.runner.run(id)
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

  test.each(looks)('are accessible for a lead that was overwritten at $width px', async (look) => {
    const page = await open(`/leads/${overwritten}?tab=fields&field=first_name`, look)
    await page.getByText(/^first_name reached Salesforce .* overwritten by lead 4/).waitFor()
    await expectAccessible(page)
  })

  test.each(looks)('are accessible with a row open as a run left it at $width px', async (look) => {
    const spans = (await ui.sandbox.world.traces.spans(overwritten)) ?? []
    const campaign = spans.find((span) => span.type === 'run' && span.class === 'SmartCampaign')
    const page = await open(`/leads/${overwritten}?open=${campaign?.id}`, look)
    await page.getByText(/^marketo\.leads 2/).click()
    await page.getByRole('link', { name: 'The row as it is now' }).waitFor()
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
