import { expect, test } from 'vitest'
import { workato } from '../../mocks/workato/system.ts'
import { answering, jobsOf, marketo, rowsOf } from '../customersdot/neighbours.ts'
import { describeEachWay } from '../ways.ts'
import { jsonOf, lead, openWorkato, second } from './desk.ts'

/** A Marketo that counts the persons it is sent, and refuses as many at first as told. */
function counting(refusals = 0) {
  const emails: string[] = []
  const system = answering(marketo, {
    syncLeads: ({ body }: { body: { input: { email: string }[] } }) => {
      emails.push(...body.input.map(({ email }) => email))
      const requestId = 'e42b#14272d07d78'
      if (emails.length <= refusals)
        return { status: 200, body: { requestId, success: false, errors: [{ code: '607', message: 'Daily quota reached' }] } }
      return { status: 200, body: { requestId, success: true, result: [{ id: 50, status: 'created' }] } }
    },
  })
  return { emails, systems: [workato, system] }
}

const steps = ['New API request', 'Look up Salesforce picklist name of the country', 'Create or update person in Marketo']
const numbered = (names: string[], failed?: number) =>
  names.map((name, index) => ({ number: index + 1, name, status: index + 1 === failed ? 'failed' : 'succeeded' }))

describeEachWay("Jobs of Workato's recipe", (open) => {
  test('keep their trigger event, and each step as far as they came', async () => {
    const way = await openWorkato(open)
    const response = await jsonOf<'WorkatoLeadAccepted'>(await way.sendLead())
    const [job] = way.jobs()
    expect(job).toMatchObject({ id: response.job_id, status: 'succeeded', error: null, trigger: lead, recipe_version: 1 })
    expect(job?.steps).toEqual(numbered(steps))
  })

  test('stop at the step that fails', async () => {
    const way = await openWorkato(open)
    const response = await way.sendLead({ ...lead, country: 'ZZ' })
    const message = 'Country "ZZ" has no Salesforce picklist name'
    expect([response.status, await response.json()]).toEqual([422, { message }])
    expect(way.jobs()).toMatchObject([{ status: 'failed', error: message, steps: numbered(steps.slice(0, 2), 2) }])
  })

  test('are begun by no call while the recipe is stopped, and by each when it runs again', async () => {
    const way = await openWorkato(open)
    expect(await (await way.ask('PUT', '/stop')).json()).toEqual({ success: true })
    const refused = await way.sendLead()
    expect([refused.status, await refused.json()]).toEqual([404, { message: 'Recipe is not running' }])
    expect(way.jobs()).toEqual([])
    expect(await (await way.ask('PUT', '/start')).json()).toEqual({ success: true })
    expect((await way.sendLead()).status).toBe(200)
  })

  const waits = { 'the usual 30 seconds': [30, {}], 'the 240 seconds at most': [240, { request_timeout: 240 }] } as const
  for (const [title, [job_time, timeout]] of Object.entries(waits)) {
    test(`are waited for ${title}`, async () => {
      const way = await openWorkato(open)
      way.setRecipe({ job_time, ...timeout })
      expect((await way.sendLead()).status).toBe(200)
    })

    test(`that take longer than ${title} go on when the caller has been told that the time is up`, async () => {
      const { emails, systems } = counting()
      const way = await openWorkato(open, systems)
      way.setRecipe({ job_time: job_time + 1, ...timeout })
      const response = await way.sendLead()
      expect([response.status, await response.json()]).toEqual([504, { message: 'Request timeout' }])
      await way.world.runner.advance(job_time * second)
      expect(way.jobs()).toMatchObject([{ status: 'pending', completed_at: null }])
      expect(emails).toEqual([])
      await way.world.runner.advance(second)
      expect(way.jobs()).toMatchObject([{ status: 'succeeded', completed_at: way.world.clock.stamp(), steps: numbered(steps) }])
      expect(emails).toEqual(['jane@example.com'])
    })
  }

  test('that are pending pause while the recipe is stopped', async () => {
    const { emails, systems } = counting()
    const way = await openWorkato(open, systems)
    way.setRecipe({ job_time: 31 })
    await way.sendLead()
    await way.ask('PUT', '/stop')
    await way.world.runner.advance(3600 * second)
    expect([emails, way.jobs()[0]?.status]).toEqual([[], 'pending'])
    await way.ask('PUT', '/start')
    await way.world.runner.advance(60 * second)
    expect([emails, way.jobs()[0]?.status]).toEqual([['jane@example.com'], 'succeeded'])
  })

  test('that are pending can be canceled, and never run then', async () => {
    const { emails, systems } = counting()
    const way = await openWorkato(open, systems)
    way.setRecipe({ job_time: 31 })
    await way.sendLead()
    const [job] = way.jobs()
    const json = { job_ids: [job?.id] }
    expect(await (await way.ask('POST', '/cancel_jobs', { json })).json()).toEqual(json)
    await way.world.runner.advance(60 * second)
    expect(way.jobs()).toMatchObject([{ status: 'aborted', error: 'Job was canceled', completed_at: '2024-01-01T00:00:00.000Z' }])
    expect(emails).toEqual([])
    expect(jobsOf(way.world)).toEqual([])
    expect(await (await way.ask('POST', '/cancel_jobs', { json })).json()).toEqual({ job_ids: [] })
  })

  test('are repeated with their trigger event by the latest version of the recipe, and the first stays as it was', async () => {
    const { emails, systems } = counting(1)
    const way = await openWorkato(open, systems)
    expect((await way.sendLead()).status).toBe(422)
    const [first] = way.jobs()
    way.setRecipe({ version: 2 })
    const repeated = await way.ask('POST', '/repeat_jobs', { json: { job_ids: [first?.id] } })
    const [again] = (await jsonOf<'WorkatoJobsChanged'>(repeated)).job_ids
    await way.world.settle()
    expect(way.jobs()).toMatchObject([
      { id: first?.id, status: 'failed', recipe_version: 1, error: 'Marketo: 607 Daily quota reached' },
      { id: again, status: 'succeeded', recipe_version: 2, repeat_of: first?.id, trigger: lead },
    ])
    expect(emails).toEqual(['jane@example.com', 'jane@example.com'])
  })

  test('that fail without anybody waiting are not tried again', async () => {
    const { systems } = counting(2)
    const way = await openWorkato(open, systems)
    await way.sendLead()
    await way.ask('POST', '/repeat_jobs', { json: { job_ids: [way.jobs()[0]?.id] } })
    await way.world.runner.advance(86_400 * second)
    expect(way.jobs().map(({ status }) => status)).toEqual(['failed', 'failed'])
    expect(rowsOf(way.world, 'control.jobs')).toEqual([])
  })
})
