import { expect, test } from 'vitest'
import { Clock } from '../../mocks/core/system/clock.ts'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import type { Row } from '../../mocks/core/system/table.ts'
import { asJane, exchanges, findings, hops, rowsOf, spansOf } from '../journey/pipeline.ts'
import { describeEachWay, type Way } from '../ways.ts'
import { byPlatypus, handRaise2022, path2022, path2023 } from './route.ts'

const raise = ({ send }: Way, path = path2022, form: object = handRaise2022) =>
  send('gitlab', path, { method: 'POST', json: form, headers: asJane })

const setRunning = ({ world }: Way, running: boolean) => {
  const [recipe] = rowsOf(world, 'workato', 'recipes')
  world.store.commit([{ table: 'workato.recipes', key: 39999, before: recipe, after: { ...recipe, running } }])
}

describeEachWay('A hand raise of 2022', (open) => {
  test('goes by way of Platypus to Salesforce, and no exchange strays from the contract', async () => {
    const way = await open({ rows: byPlatypus })
    const response = await raise(way)
    expect(response.status).toBe(200)
    await way.world.settle()
    const spans = await spansOf(way.world, response)
    expect(findings(spans)).toEqual([])
    expect(hops(spans).slice(1)).toEqual([
      'gitlab → customersdot 201',
      'customersdot → platypus 200',
      'customersdot → platypus 202',
      'platypus → workato 200',
      'platypus → workato 200',
      'workato → marketo 200',
      'workato → marketo 200',
      'marketo → salesforce 200',
      'marketo → salesforce 201',
    ])
    expect(rowsOf(way.world, 'customersdot', 'leads')).toEqual([
      expect.objectContaining({ product_interaction: 'Hand Raise PQL', sent_at: expect.any(String) }),
    ])
    expect(rowsOf(way.world, 'salesforce', 'leads')).toEqual([
      expect.objectContaining({ Email: 'jane@example.com', Company: 'ACME', State: 'California', Employee_Buckets__c: '1-99' }),
    ])
  })

  test("runs through the guide's classes of that year", async () => {
    const way = await open({ rows: byPlatypus })
    const response = await raise(way)
    await way.world.settle()
    const runs = (await spansOf(way.world, response)).filter((span) => span.type === 'run')
    expect(runs.slice(0, 2)).toMatchObject([
      {
        ...{ system: 'customersdot', class: 'Platypus::CreateLeadWorker', outcome: 'done' },
        steps: [
          { name: 'Platypus::CreateLeadWorker → Platypus::CreateLeadService' },
          { name: 'Platypus::CreateLeadService → PlatypusApp#post' },
          { name: 'Platypus::CreateLeadWorker → set sent_at' },
        ],
      },
      { system: 'platypus', queue: 'new-lead-queue', outcome: 'done' },
    ])
  })

  test('that fails at Workato waits in the queue with an alert, whatever the clock says, until somebody retries it', async () => {
    const way = await open({ rows: byPlatypus })
    const { world } = way
    setRunning(way, false)
    const response = await raise(way)
    await world.runner.advance(86_400_000)
    const [job] = rowsOf(world, 'control', 'jobs')
    expect(job).toMatchObject({ queue: 'new-lead-queue', state: 'dead', attempt: 1, error: 'Workato answered 404: Recipe is not running' })
    expect(rowsOf(world, 'platypus', 'alerts')).toEqual([
      expect.objectContaining({ channel: '#alerts_pql-sync', text: expect.stringContaining(String(job?.id)) }),
    ])
    setRunning(way, true)
    await world.runner.run(job?.id as string)
    await world.settle()
    expect(rowsOf(world, 'salesforce', 'leads')).toHaveLength(1)
    expect(rowsOf(world, 'platypus', 'completed_jobs')).toEqual([expect.objectContaining({ id: job?.id, attempts: 2 })])
    const toWorkato = exchanges(await spansOf(world, response)).filter(({ operation }) => operation === 'workato.createPlatypusLead')
    expect(toWorkato.map(({ status, attempt }) => [status, attempt])).toEqual([
      [404, 1],
      [200, 2],
    ])
  })

  test('keeps what it says of the person out of the alert', async () => {
    const way = await open({ rows: byPlatypus })
    setRunning(way, false)
    await raise(way)
    await way.world.settle()
    const [alert] = rowsOf(way.world, 'platypus', 'alerts')
    for (const personal of ['Jane', 'Doe', 'ACME', '@']) expect(alert?.text).not.toContain(personal)
  })

  test('is tried again by CustomersDot, as Sidekiq does, while Platypus does not take it', async () => {
    const credentials = structuredClone(developmentCredentials)
    const way = await open({ rows: byPlatypus, credentials })
    const { world } = way
    credentials.platypus.clientSecret = ''
    await raise(way)
    await world.settle()
    credentials.platypus.clientSecret = developmentCredentials.platypus.clientSecret
    expect(rowsOf(world, 'control', 'jobs')).toEqual([
      expect.objectContaining({
        ...{ class: 'Platypus::CreateLeadWorker', state: 'retry', attempt: 1 },
        error: 'HTTP status code: 400: client_id and client_secret are required.',
      }),
    ])
    await world.runner.advance(60_000)
    expect(rowsOf(world, 'platypus', 'completed_jobs')).toHaveLength(1)
  })
})

describeEachWay('The same hand raise by either route', (open) => {
  /** As both forms know it. */
  const form = { ...handRaise2022, product_interaction: 'Hand Raise PQL' }

  const recordBy = async (rows: typeof byPlatypus, path: string) => {
    const clock = new Clock()
    clock.freeze(Date.parse('2022-03-01T09:00:00Z'))
    const way = await open({ rows, clock })
    await raise(way, path, form)
    await way.world.settle()
    return rowsOf(way.world, 'salesforce', 'leads')[0] as Row
  }

  test('gives the same Salesforce record in every field that both send', async () => {
    const old = await recordBy(byPlatypus, path2022)
    const recent = await recordBy({}, path2023)
    const { Id, OwnerId, ...written } = old
    expect(Object.keys(written)).toEqual(
      expect.arrayContaining([
        ...['FirstName', 'LastName', 'Company', 'Email', 'Employee_Buckets__c', 'Phone', 'Country', 'State'],
        ...['Setup_for_Company_Team_Use__c', 'Product_Interaction__c', 'Status', 'mkto71_Lead_Score__c'],
      ]),
    )
    expect(recent).toMatchObject(written)
  })

  test('lacks by Platypus what its Marketo field table does not name', async () => {
    const old = await recordBy(byPlatypus, path2022)
    const recent = await recordBy({}, path2023)
    const lacking = Object.keys(recent).filter((name) => !Object.hasOwn(old, name))
    expect(lacking.sort()).toEqual(['Comment_Capture__c', 'GLM_Content__c', 'GLM_Source__c', 'Opt_In__c', 'PQL_Namespace_Id__c'])
  })
})
