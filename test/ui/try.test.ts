import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openUi, type Ui } from './open.ts'

describe('Try it', () => {
  let ui: Ui
  beforeAll(async () => {
    ui = await openUi()
  }, 90_000)
  afterAll(() => ui.close())
  afterEach(() => expect(ui.complaints.splice(0)).toEqual([]))

  const rows = (table: string) => [...ui.sandbox.world.store.relation(table).rows.values()]

  test.each(['2022', '2023', 'today'])('sends a hand raise of %s and follows it to Salesforce', async (generation) => {
    const page = await ui.page(`/try?generation=${generation}&user=sofia&glm_content=discover-group-security`)
    await page.getByRole('button', { name: 'Contact sales' }).click()
    const submit = page.getByRole('button', { name: 'Submit information' })
    expect(await submit.isDisabled()).toBe(true)
    await page.getByRole('button', { name: 'Fill in the example' }).click()
    await submit.click()
    await page.getByText('Thank you for reaching out! Our sales team will get back to you soon.').waitFor()
    await page.getByText('The lead is in Salesforce.').waitFor()
    expect(await tracked(page)).toMatch(/hand_raise_form_viewed.*hand_raise_submit_form_succeeded/s)
    const trace = await page.getByRole('link', { name: 'Open this lead' }).getAttribute('href')
    const { rows: traces } = ui.sandbox.world.traces.list({ limit: 1 })
    expect(traces[0]).toMatchObject({ id: trace?.split('/').at(-1), email: 'sofia@tejidos-garcia.example', findings: 0 })
    expect(rows('customersdot.leads').at(-1)).toMatchObject({ glm_content: 'discover-group-security' })
    await page.context().close()
  })

  test.each(['2022', '2023'])('starts the trial of %s at once for somebody with one group', async (generation) => {
    const page = await ui.page(`/try?form=trial&generation=${generation}`)
    await register(page)
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('Please fill out this field.').waitFor()
    await page.getByRole('button', { name: 'Fill in the example' }).click()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText(/\/groups\/test-group-\w+\?trial=true/).waitFor()
    await page.getByText('The lead is in Salesforce.').waitFor()
    expect(ui.sandbox.world.traces.list({ limit: 1 }).rows[0]).toMatchObject({ kind: 'trial', findings: 0 })
    await page.context().close()
  })

  test.each(['2022', '2023'])('asks for the group on a second page in %s when there is a choice, as the same lead', async (generation) => {
    const page = await ui.page(`/try?form=trial&generation=${generation}&user=jane`)
    await page.getByRole('button', { name: 'Fill in the example' }).click()
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByRole('heading', { name: 'Almost there' }).waitFor()
    const trace = await page.getByRole('link', { name: 'Open this lead' }).getAttribute('href')
    await page.getByLabel('This subscription is for').selectOption({ label: 'Create group' })
    await page.getByLabel('New group name').fill(`ACME Trials of ${generation}`)
    await page.getByLabel('My company or team').check()
    await page.getByRole('button', { name: 'Start your free trial' }).click()
    await page.getByText(`/groups/acme-trials-of-${generation}?trial=true`).waitFor()
    expect(await page.getByRole('link', { name: 'Open this lead' }).getAttribute('href')).toBe(trace)
    expect(ui.sandbox.world.traces.list({ limit: 1 }).rows[0]).toMatchObject({ kind: 'trial', findings: 0 })
    await page.context().close()
  })

  test("starts today's trial for somebody registered with a new group, and shows a refusal as text", async () => {
    const page = await ui.page('/try?form=trial')
    await register(page)
    await page.getByRole('button', { name: 'Fill in the example' }).click()
    await page.getByRole('button', { name: 'Activate my trial' }).click()
    await page.getByText('The lead is in Salesforce.').waitFor()
    expect(ui.sandbox.world.traces.list({ limit: 1 }).rows[0]).toMatchObject({ kind: 'trial', findings: 0 })
    await page.getByRole('button', { name: 'Activate my trial' }).click()
    await page.getByText('GitLab answered 403').waitFor()
    expect(ui.complaints.splice(0)).toEqual([expect.stringContaining('status of 403')])
    await page.context().close()
  })

  test('sends what a broken form would send', async () => {
    const page = await ui.page('/try?user=jane')
    await page.getByLabel(/Skip the browser's checks/).check()
    await page.getByLabel('Body of the request').fill('{"namespace_id": 1000')
    await page.getByRole('button', { name: 'Send this body as it stands' }).click()
    await page.getByText('GitLab answered 400').waitFor()
    await page.getByText('An error occurred while sending hand raise lead.').waitFor()
    expect(ui.complaints.splice(0)).toEqual([expect.stringContaining('status of 400')])
    await page.context().close()
  })

  test('shows what a lead is called as text', async () => {
    const page = await ui.page('/try?user=jane')
    const name = '<img src=x onerror="document.title=1">'
    await page.getByRole('button', { name: 'Contact sales' }).click()
    await page.getByRole('button', { name: 'Fill in the example' }).click()
    await page.getByLabel('First name').fill(name)
    await page.getByRole('button', { name: 'Submit information' }).click()
    await page.getByText('The lead is in Salesforce.').waitFor()
    expect(await page.locator('img[src=x]').count()).toBe(0)
    await page.context().close()
  })

  test('warns of a value of its own that leads carry already, and keeps it in the URL', async () => {
    const page = await ui.page('/try?user=jane')
    await page.getByLabel('glm_content').selectOption('A value of your own')
    await page.getByLabel('Your glm_content').fill('my-new-form')
    await page.getByText('Unknown: neither the guide').waitFor()
    await page.getByRole('button', { name: 'Contact sales' }).click()
    await page.getByRole('button', { name: 'Fill in the example' }).click()
    await page.getByRole('button', { name: 'Submit information' }).click()
    await page.getByText('Reused: leads in this sandbox').waitFor()
    await page.reload()
    expect(await page.getByLabel('Your glm_content').inputValue()).toBe('my-new-form')
    await page.context().close()
  })

  test('tells when the sandbox does not answer, and works again when it does', async () => {
    const page = await ui.page('/try?user=jane')
    await page.getByRole('button', { name: 'Contact sales' }).click()
    await page.getByRole('button', { name: 'Fill in the example' }).click()
    await page.context().setOffline(true)
    await page.getByRole('button', { name: 'Submit information' }).click()
    await page.getByText('The sandbox does not answer. It may have been stopped.').waitFor()
    await page.context().setOffline(false)
    await page.getByRole('button', { name: 'Contact sales' }).click()
    await page.getByRole('button', { name: 'Submit information' }).click()
    await page.getByText('The lead is in Salesforce.').waitFor()
    expect(ui.complaints.splice(0).filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([])
    await page.context().close()
  })

  test('tells when nobody is of the name in the URL', async () => {
    const page = await ui.page('/try?user=nobody')
    await page.getByText('GitLab has no user "nobody"').waitFor()
    await page.context().close()
  })

  test('has the data-track attributes on the button', async () => {
    const page = await ui.page('/try?user=jane&generation=2023')
    await page.getByRole('textbox', { name: 'experiment' }).fill('pql')
    const button = page.getByRole('button', { name: 'Contact sales' })
    expect(await button.getAttribute('data-track-action')).toBe('click_button')
    expect(await button.getAttribute('data-track-experiment')).toBe('pql')
    await button.click()
    await page.getByRole('button', { name: 'Cancel' }).click()
    expect(await tracked(page)).toMatch(/click_button.*hand_raise_form_viewed.*hand_raise_form_canceled/s)
    await page.context().close()
  })
})

const tracked = (page: Page) => page.getByRole('log').textContent()

async function register(page: Page) {
  await page.getByRole('button', { name: 'Register somebody new' }).click()
  await page.getByRole('button', { name: 'Register', exact: true }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}
