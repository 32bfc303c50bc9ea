import { expect, test } from 'vitest'
import { describeEachWay } from '../ways.ts'
import { asJane, exchanges, findings, handRaise, handRaiseHops, handRaisePath, hops, rowsOf, spansOf } from './pipeline.ts'

describeEachWay('A hand raise', (open) => {
  test('reaches Salesforce as a lead with an owner, and no exchange strays from the contract', async () => {
    const { world, send } = await open()
    const response = await send('gitlab', handRaisePath, { method: 'POST', json: handRaise, headers: asJane })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe('')
    await world.settle()
    const [lead] = rowsOf(world, 'customersdot', 'leads')
    expect(lead).toMatchObject({
      email: 'jane@example.com',
      country: 'US',
      state: 'CA',
      glm_content: 'group-billing',
      sent_at: expect.any(String),
    })
    const [person] = rowsOf(world, 'marketo', 'leads')
    expect(person).toMatchObject({ country: 'United States', state: 'California', leadStatus: 'MQL', Behavior_Score__c: 100 })
    const [record] = rowsOf(world, 'salesforce', 'leads')
    expect(record).toMatchObject({
      Email: 'jane@example.com',
      GLM_Content__c: 'group-billing',
      OwnerId: expect.stringMatching(/^00G\w{15}$/),
    })
    expect(person?.sfdcLeadId).toBe(record?.Id)
    const spans = await spansOf(world, response)
    expect(findings(spans)).toEqual([])
    expect(hops(spans)).toEqual([expect.stringMatching(/^(client|browser) → gitlab 200$/), ...handRaiseHops])
  })

  test('is answered before Workato is asked, and waits while the recipe is stopped', async () => {
    const { world, send } = await open()
    const [recipe] = rowsOf(world, 'workato', 'recipes')
    const stopped = { ...recipe, running: false }
    world.store.commit([{ table: 'workato.recipes', key: 39999, before: recipe, after: stopped }])
    const response = await send('gitlab', handRaisePath, { method: 'POST', json: handRaise, headers: asJane })
    expect(response.status).toBe(200)
    expect(hops(await spansOf(world, response))).toEqual([expect.any(String), 'gitlab → customersdot 201'])
    await world.settle()
    expect(rowsOf(world, 'control', 'jobs')).toEqual([
      expect.objectContaining({ state: 'retry', attempt: 1, error: expect.stringContaining('404') }),
    ])
    world.store.commit([{ table: 'workato.recipes', key: 39999, before: stopped, after: { ...stopped, running: true } }])
    await world.runner.advance(60_000)
    expect(rowsOf(world, 'control', 'jobs')).toEqual([])
    expect(rowsOf(world, 'salesforce', 'leads')).toHaveLength(1)
    const toWorkato = exchanges(await spansOf(world, response)).filter(({ operation }) => operation === 'workato.createLead')
    expect(toWorkato.map(({ status, attempt }) => [status, attempt])).toEqual([
      [404, 1],
      [200, 2],
    ])
  })

  test('from a country without states empties the former state, in Marketo and in Salesforce', async () => {
    const { world, send } = await open()
    for (const place of [{}, { country: 'NL', state: null }]) {
      await send('gitlab', handRaisePath, { method: 'POST', json: { ...handRaise, ...place }, headers: asJane })
      await world.settle()
    }
    expect(rowsOf(world, 'marketo', 'leads')).toEqual([expect.objectContaining({ country: 'Netherlands', state: null })])
    const records = rowsOf(world, 'salesforce', 'leads')
    expect(records.map(({ Country, State }) => ({ Country, State }))).toEqual([{ Country: 'Netherlands', State: undefined }])
    expect(rowsOf(world, 'marketo', 'sync_errors')).toEqual([])
  })

  test('sent twice is two leads, one person and one Salesforce lead', async () => {
    const { world, send } = await open()
    for (const comment of ['first', 'second']) {
      await send('gitlab', handRaisePath, { method: 'POST', json: { ...handRaise, comment }, headers: asJane })
      await world.settle()
    }
    expect(rowsOf(world, 'customersdot', 'leads')).toHaveLength(2)
    expect(rowsOf(world, 'marketo', 'leads')).toEqual([expect.objectContaining({ Comment_Capture__c: 'second', Behavior_Score__c: 100 })])
    expect(rowsOf(world, 'salesforce', 'leads')).toEqual([expect.objectContaining({ Comment_Capture__c: 'second' })])
  })

  test('sent many times at once is one person and one Salesforce lead', async () => {
    const { world, send } = await open()
    await Promise.all(Array.from({ length: 10 }, () => send('gitlab', handRaisePath, { method: 'POST', json: handRaise, headers: asJane })))
    await world.settle()
    expect(rowsOf(world, 'customersdot', 'leads')).toHaveLength(10)
    expect(rowsOf(world, 'marketo', 'leads')).toHaveLength(1)
    expect(rowsOf(world, 'salesforce', 'leads')).toHaveLength(1)
  })

  test('with emoji and accents arrives as it was typed', async () => {
    const { world, send } = await open()
    const name = 'Zoë 🦊 O’Neill-García'
    const response = await send('gitlab', handRaisePath, { method: 'POST', json: { ...handRaise, last_name: name }, headers: asJane })
    await world.settle()
    expect(rowsOf(world, 'salesforce', 'leads')).toEqual([expect.objectContaining({ LastName: name })])
    expect(findings(await spansOf(world, response))).toEqual([])
  })

  test('with a name of 10,000 characters is refused by a page and changes nothing', async () => {
    const { world, send } = await open()
    const response = await send('gitlab', handRaisePath, {
      method: 'POST',
      json: { ...handRaise, last_name: 'x'.repeat(10_000) },
      headers: asJane,
    })
    expect(response.status).toBe(403)
    expect(response.headers.get('content-type')).toContain('text/html')
    await world.settle()
    for (const [system, table] of [
      ['customersdot', 'leads'],
      ['marketo', 'leads'],
      ['salesforce', 'leads'],
      ['control', 'jobs'],
    ] as const) {
      expect(rowsOf(world, system, table)).toEqual([])
    }
    const refused = (await spansOf(world, response)).find((span) => span.type === 'exchange' && span.provider === 'customersdot')
    expect(refused).toMatchObject({ status: 422, findings: [expect.objectContaining({ at: '/body/last_name', code: 'too_long' })] })
  })
})
