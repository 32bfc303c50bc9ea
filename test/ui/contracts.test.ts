import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Schema } from '../../contracts/openapi/types.ts'
import type { Exchange } from '../../mocks/core/system/record.ts'
import { type Desk, using } from '../sandbox/raise.ts'
import { expectAccessible, type Look, looks, openUi, type Ui } from './open.ts'

type Hop = Schema<'ControlHop'>

describe('The contracts', () => {
  let ui: Ui
  let desk: Desk

  beforeAll(async () => {
    ui = await openUi({ world: { automatic: false } })
    desk = using(ui.sandbox)
  }, 120_000)
  afterAll(() => ui?.close())

  beforeEach(() => ui.sandbox.world.reset())
  afterEach(() => expect(ui.complaints.splice(0)).toEqual([]))

  async function open(path: string, look?: Look) {
    const page = await ui.page(path, look)
    onTestFinished(() => page.context().close())
    return page
  }

  /** Hands in figures of the hop from CustomersDot to Workato, whose first interaction is broken. */
  async function handIn() {
    const { hops } = (await desk.ask('/contracts')) as { hops: Hop[] }
    const hop = hops.find(({ provider }) => provider === 'workato') as Hop
    await desk.ask('/contracts', { body: { hops: [{ ...hop, ...sections(hop) }] } })
    return hop
  }

  test.each(looks)('are accessible at $width pixels', async (look) => {
    const { interactions } = await handIn()
    await desk.raise()
    await ui.sandbox.world.settle()
    const page = await open('/contracts?hop=customersdot-workato', look)
    await page.getByText('Expected 200 but was 500').waitFor()
    await page.getByText('Each of the').waitFor()
    expect(await page.locator('details .what').count()).toBe(interactions.length)
    await expectAccessible(page)
  })

  test('say what to run while nothing was handed in', async () => {
    const page = await open('/contracts')
    await page.getByText('Nothing was handed in yet.').waitFor()
    await page.getByText(`npx pql-sandbox verify --report-to ${ui.sandbox.url}`).waitFor()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.getByRole('button', { name: 'Copy coverage' }).click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`npx pql-sandbox coverage --report-to ${ui.sandbox.url}`)
  })

  test('show what stands behind a hop: its interactions, replies, fields and survivors', async () => {
    await handIn()
    const page = await open('/contracts')
    const row = page.getByRole('row').filter({ hasText: 'CustomersDot → Workato' })
    await row.getByText('1 broken').waitFor()
    await row.getByText('10 of 11').waitFor()
    await row.getByText('75%').waitFor()
    await row.getByRole('link').click()
    await page.waitForURL('**/contracts?hop=customersdot-workato')
    await page.getByText('body $.marketo_id').waitFor()
    await page.getByRole('tab', { name: 'Coverage (1 of 2)' }).click()
    await page.getByText('GitLab sends no body that large.').waitFor()
    await page.getByText('1 field', { exact: true }).click()
    await page.getByText('response 200/marketo_id').waitFor()
    await page.getByRole('tab', { name: 'Mutation (1 survived)' }).click()
    await page.getByText('/body/marketo_id').waitFor()
    await expectAccessible(page)
  })

  test('open the interaction that a link leads to', async () => {
    const { interactions } = await handIn()
    const last = interactions.at(-1) as Hop['interactions'][number]
    const page = await open(`/contracts?hop=customersdot-workato&interaction=${encodeURIComponent(last.description)}`)
    await page.getByText(`${last.method} ${last.path}`, { exact: true }).last().waitFor()
    const item = page.locator('li.sought')
    expect(await item.locator('.what').innerText()).toBe(last.description)
    expect(await item.getByText(last.states[0] ?? 'none').isVisible()).toBe(true)
  })

  test('name the live exchanges that no contract covers, and lead to them', async () => {
    const { world } = ui.sandbox
    const trace = await desk.raise()
    const spans = (await world.traces.spans(trace)) ?? []
    const sent = spans.find((span) => span.type === 'exchange' && span.operation === 'customersdot.createHandRaise') as Exchange
    world.record({ ...sent, id: world.ids.span(), status: 418 })
    const page = await open('/contracts', { width: 360 })
    const row = page.getByRole('row').filter({ hasText: '418' })
    await row.getByText('No interaction has this operation with this status.').waitFor()
    expect(await page.getByRole('row').filter({ hasText: 'gitlab.createHandRaiseLead' }).count()).toBe(0)
    await row.getByRole('link').click()
    await page.waitForURL(`**/leads/${trace}`)
  })

  test('say that a hop is unknown', async () => {
    const page = await open('/contracts?hop=moon-mars')
    await page.getByText('No hop is called moon-mars.').waitFor()
  })
})

const at = '2024-01-01T00:00:00.000Z'

function sections({ interactions }: Hop): Partial<Hop> {
  const mismatches = [
    { at: 'status', message: 'Expected 200 but was 500' },
    { at: 'body $.marketo_id', message: "Expected 'x' (String) to be an integer" },
  ]
  const results = interactions.map(({ description }, place) => ({
    interaction: description,
    outcome: place ? ('passed' as const) : ('failed' as const),
    mismatches: place ? [] : mismatches,
  }))
  const statuses = [
    { status: 200, exercised: true, used: true },
    { status: 404, exercised: false, used: true },
    { status: 413, exercised: false, used: true, not_consumed: 'GitLab sends no body that large.' },
  ]
  const response = [{ at: '200/marketo_id', matched: false }]
  const survivors = [
    { interaction: interactions[0]?.description ?? '', side: 'response' as const, at: '/body/marketo_id', kind: 'drop' as const },
  ]
  return {
    verification: { at, base_url: null, results },
    coverage: { at, operations: [{ operation: 'workato.createLead', asked: true, statuses, request: [], response }] },
    mutation: { at, killed: 3, total: 4, survivors },
  }
}
