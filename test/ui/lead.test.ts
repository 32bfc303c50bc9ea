import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { type Desk, using } from '../sandbox/raise.ts'
import { exchangeWith } from '../spans.ts'
import { openUi, type Ui } from './open.ts'

describe("A lead's page", () => {
  let ui: Ui
  let desk: Desk

  beforeAll(async () => {
    ui = await openUi({ world: { automatic: false } })
    desk = using(ui.sandbox)
  }, 120_000)
  afterAll(() => ui?.close())
  beforeEach(() => ui.sandbox.world.reset())
  afterEach(() => expect(ui.complaints.splice(0)).toEqual([]))

  async function open(path: string) {
    const page = await ui.page(path)
    page.setDefaultTimeout(8000)
    onTestFinished(() => page.context().close())
    return page
  }

  async function arrived(more: object = {}): Promise<string> {
    const trace = await desk.raise(more)
    await ui.sandbox.world.settle()
    return trace
  }

  /** A lead that failed at a stopped recipe, and waits. */
  async function waiting(): Promise<string> {
    await desk.setRecipe(false)
    return arrived()
  }

  const timeline = (page: Page) => page.getByRole('treegrid', { name: 'Timeline' })
  const rowOf = (page: Page, text: string | RegExp) => timeline(page).getByRole('row').filter({ hasText: text })

  test('opens an exchange by the keyboard, keeps it in the address, and gives the focus back', async () => {
    const page = await open(`/leads/${await arrived()}`)
    await rowOf(page, 'POST /-/gitlab_subscriptions').focus()
    for (const key of ['j', 'j', 'j', 'j', 'Enter']) await page.keyboard.press(key)
    const panel = page.getByRole('complementary', { name: 'GitLab → CustomersDot' })
    await panel.waitFor()
    expect(page.url()).toMatch(/open=[0-9a-f]{16}/)
    expect(await panel.innerText()).toContain('"I want to talk to sales."')
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('/leads/gitlab_com/hand_raises')
    expect(page.url()).not.toContain('open=')
  })

  test('shows a retry and its wait as they come, without being loaded again', async () => {
    const page = await open(`/leads/${await waiting()}`)
    await rowOf(page, 'waits for attempt 2').waitFor()
    await page.getByText('Waiting', { exact: true }).waitFor()
    await desk.setRecipe(true)
    await ui.sandbox.world.runner.advance(60_000)
    await page.getByText('Arrived in Salesforce').waitFor()
    await rowOf(page, /attempt 2.*done/).waitFor()
    expect(await rowOf(page, /attempt 2.*done/).innerText()).toMatch(/waited \d+ s/)
    expect(await rowOf(page, 'waits for attempt').count()).toBe(0)
  })

  test('answers where a field went in one sentence', async () => {
    const page = await open(`/leads/${await arrived()}?tab=fields`)
    await page.getByRole('searchbox', { name: 'Field' }).fill('glm_content')
    await page.getByText('glm_content reached Salesforce (lead) as GLM_Content__c, its value as it was.').waitFor()
    expect(await page.getByRole('status').filter({ hasText: 'fields' }).innerText()).toMatch(/^1 of \d+ fields$/)
  })

  /** Two leads of Jane whose jobs overlap: the second replaces values of the first in Marketo. */
  async function overlapping(): Promise<[string, string]> {
    const ids: [string, string] = [await desk.raise({ first_name: 'One', phone_number: '' }), await desk.raise({ first_name: 'Two' })]
    for (const { id } of [...ui.sandbox.world.jobs.values()]) await ui.sandbox.world.runner.run(id)
    await ui.sandbox.world.settle()
    return ids
  }

  test('says that another lead overwrote a value, and leads to that one', async () => {
    const [first, second] = await overlapping()
    const page = await open(`/leads/${first}`)
    await page.getByText('In Salesforce, overwritten by another lead').waitFor()
    await page.getByRole('link', { name: 'See which fields' }).click()
    await page.getByRole('searchbox', { name: 'Field' }).fill('first_name')
    const row = page.getByRole('row').filter({ has: page.getByRole('rowheader', { name: 'first_name' }) })
    expect((await row.getByRole('cell').allInnerTexts()).map((text) => text.replace(/\s+/g, ' ').trim())).toEqual([
      ...Array(4).fill('One'),
      '↦ renamed firstName One',
      ...Array(3).fill('↻ overwritten by lead 2 Two'),
    ])
    await page.getByText('first_name reached Salesforce (lead) as FirstName, overwritten by lead 2 on the way.').waitFor()
    await row.getByRole('link', { name: 'lead 2' }).last().click()
    await page.waitForURL(`**/leads/${second}?tab=fields`)
    await page.getByText('Arrived in Salesforce').waitFor()
  })

  test('shows a row as a run left it, with what it changed and what others wrote', async () => {
    const [first] = await overlapping()
    const page = await open(`/leads/${first}`)
    await rowOf(page, 'SmartCampaign').first().click()
    const panel = page.getByRole('complementary', { name: 'SmartCampaign' })
    await panel.getByText(/^marketo\.leads 1, \d+ fields changed, 2 fields written by others$/).click()
    const lines = await panel.getByRole('group').getByRole('listitem').allInnerTexts()
    const line = (name: string) => lines.find((text) => text.startsWith(`${name} =`))?.replace(/\s+/g, ' ')
    expect(line('state')).toBe('state = "California" was "CA"')
    expect(line('firstName')).toMatch(/^firstName = "Two" written by trace [0-9a-f]{8}$/)
  })

  test('finds overwritten leads by their state', async () => {
    await overlapping()
    const page = await open('/leads?state=overwritten')
    const leads = page.getByRole('row').filter({ hasText: 'jane@example.com' })
    await leads.first().waitFor()
    expect((await leads.allInnerTexts()).map((text) => [text.includes('One Doe'), text.includes('Overwritten')])).toEqual([[true, true]])
  })

  test('marks a finding at its place in the body', async () => {
    const page = await open(`/leads/${await arrived({ nickname: 'JD' })}`)
    await rowOf(page, 'POST /-/gitlab_subscriptions').click()
    await page.getByRole('heading', { name: '1 finding: the contract was not kept' }).waitFor()
    expect(
      await page
        .getByRole('listitem')
        .filter({ hasText: /^nickname/ })
        .innerText(),
    ).toContain('not in the contract')
  })

  test('takes markup for the text that it is', async () => {
    const name = '<img src=x onerror=alert(1)>'
    const page = await open(`/leads/${await arrived({ first_name: name })}`)
    await page.getByRole('heading', { level: 1, name }).waitFor()
    expect(await page.locator('main img').count()).toBe(0)
  })

  test('keeps a verdict and a note, and takes them back', async () => {
    const trace = await arrived()
    const page = await open(`/leads/${trace}`)
    await page.getByRole('button', { name: 'Review' }).click()
    await page.getByRole('radio', { name: 'Question' }).check()
    await page.getByRole('textbox', { name: 'Note' }).fill('Who is it?')
    await page.getByRole('button', { name: 'Keep' }).click()
    await page.getByRole('button', { name: 'Question' }).click()
    expect(ui.sandbox.world.store.relation('control.reviews').rows.get(trace)).toMatchObject({ verdict: 'question', note: 'Who is it?' })
    await page.getByRole('button', { name: 'Take back' }).click()
    await page.getByRole('button', { name: 'Review' }).waitFor()
    expect(ui.sandbox.world.store.relation('control.reviews').rows.size).toBe(0)
  })

  test('replays a lead and compares the two', async () => {
    const page = await open(`/leads/${await arrived()}`)
    await page.getByRole('button', { name: 'Replay' }).click()
    await page.getByRole('link', { name: 'compare it with this one' }).click()
    const outcome = page.getByRole('table', { name: 'Outcome' })
    await outcome.waitFor()
    expect(await outcome.getByRole('row').filter({ hasText: 'Came as far as' }).innerText()).toMatch(/Salesforce\s+CustomersDot/)
  })

  test('is written to a file as HAR', async () => {
    const page = await open(`/leads/${await arrived()}`)
    await page.getByRole('button', { name: 'Export' }).click()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: /HAR/ }).click()])
    expect(JSON.parse(await readFile(await file.path(), 'utf8')).log.entries).toHaveLength(8)
  })

  test('tells that a lead was deleted', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736'
    const page = await open(`/leads/${trace}`)
    await page.getByRole('alert').getByText(`There is no trace ${trace}.`, { exact: false }).waitFor()
    // The browser itself tells of the 404.
    expect(ui.complaints.splice(0).every((complaint) => complaint.includes('404'))).toBe(true)
  })

  test('stays on the screen while the sandbox does not answer, and goes when that has forgotten it', async () => {
    const page = await open(`/leads/${await arrived()}`)
    await rowOf(page, 'POST /-/gitlab_subscriptions').waitFor()
    await page.route('**/_sandbox/**', (route) => route.abort())
    await rowOf(page, '/leads/gitlab_com/hand_raises').click()
    await page.getByRole('complementary', { name: 'GitLab → CustomersDot' }).waitFor()
    await page.unroute('**/_sandbox/**')
    await desk.ask('/reset', { method: 'POST' })
    await page.getByRole('alert').getByText('There is no trace', { exact: false }).waitFor()
    // The browser itself tells of what was not answered, and of the 404.
    expect(ui.complaints.splice(0).every((complaint) => complaint.includes('Failed to load resource'))).toBe(true)
  })

  test('shows 10,000 exchanges and a body of a megabyte without stopping', async () => {
    const { world } = ui.sandbox
    const trace_id = '4bf92f3577b34da6a3ce929d0e0e4736'
    const body = { large: 'x'.repeat(1_000_000) }
    for (let at = 0; at < 10_000; at++) {
      const id = at.toString(16).padStart(16, '0')
      const parent_id = at ? '0000000000000000' : null
      world.record(exchangeWith({ id, trace_id, parent_id, url: `/leads/${at}`, ...(at ? {} : { request: { headers: {}, body } }) }))
    }
    const page = await open(`/leads/${trace_id}`)
    await rowOf(page, '/leads/0').waitFor()
    expect(await timeline(page).getAttribute('aria-rowcount')).toBe('10001')
    expect(await timeline(page).getByRole('row').count()).toBeLessThan(100)
    await rowOf(page, '/leads/0').focus()
    await page.keyboard.press('End')
    await rowOf(page, '/leads/9999').waitFor()
    await page.keyboard.press('Home')
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: /characters more/ }).waitFor()
    expect((await page.getByRole('complementary').innerText()).length).toBeLessThan(5000)
  })
})
