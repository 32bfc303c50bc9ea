import { expect, test } from 'vitest'
import type { Schema } from '../../contracts/openapi/types.ts'
import { change } from '../customersdot/neighbours.ts'
import { describeEachWay, type Open } from '../ways.ts'
import { connect, findings, logged, people, refusal, rowsOf } from './connect.ts'

const jane = { email: 'jane@acme.example', lastName: 'Doe', company: 'ACME' }
const names = ({ result }: { result: { name: string }[] }) => result.map(({ name }) => name)
const trigger = (id: number) => `/rest/v1/campaigns/${id}/trigger.json`
const schedule = (id: number) => `/rest/v1/campaigns/${id}/schedule.json`
const asking = (...ids: number[]) => ({ input: { leads: ids.map((id) => ({ id })) } })
const decay = 1060

/** A world at the beginning of 2024 with some people in Marketo. */
async function knowing(open: Open, ...input: object[]) {
  const client = await connect(open)
  client.world.clock.freeze(Date.parse('2024-01-01T00:00:00Z'))
  if (input.length) await client.write({ input })
  await client.world.settle()
  return client
}

describeEachWay('Marketo campaigns', (open) => {
  test('are found by id, name and program, and by whether they can be requested', async () => {
    const { read, world } = await connect(open)
    const path = '/rest/v1/campaigns.json'
    expect(names(await read(path))).toHaveLength(rowsOf(world, 'marketo.campaigns').length)
    expect((await read(`${path}?id=1043`)).result).toMatchObject([
      { id: 1043, name: 'Trial', type: 'trigger', active: true, programId: 1002, programName: 'Scoring', workspaceName: 'Default' },
    ])
    expect(names(await read(`${path}?name=Trial,Nothing`))).toEqual(['Trial'])
    expect(names(await read(`${path}?programName=Scoring&workspaceName=Default&name=Trial`))).toEqual(['Trial'])
    expect(names(await read(`${path}?isTriggerable=1`))).toEqual(['Sync to Salesforce'])
    expect(await findings(world)).toEqual([])
  })

  test('are read one by one, and page by page', async () => {
    const { read } = await connect(open)
    expect(names(await read('/rest/v1/campaigns/1053.json'))).toEqual(['Sync to Salesforce'])
    expect(await read('/rest/v1/campaigns/9.json')).toMatchObject(refusal('1013', 'Object not found'))
    expect(await read('/rest/v1/campaigns.json?batchSize=1')).toMatchObject({ result: [{ id: 1040 }], moreResult: true })
    expect(await read('/rest/v1/campaigns.json?nextPageToken=AAAA')).toMatchObject(refusal('1003', 'Invalid data'))
  })
})

describeEachWay('Marketo requestCampaign', (open) => {
  test('runs the campaign for the people after the answer, and logs it', async () => {
    const { ask, world } = await knowing(open, jane, { ...jane, email: 'john@acme.example' })
    expect((await ask('POST', trigger(1053), { ...asking(1), _method: 'POST' })).result).toEqual([{ id: 1053 }])
    expect(rowsOf(world, 'salesforce.leads')).toEqual([])
    await world.settle()
    expect(rowsOf(world, 'salesforce.leads')).toMatchObject([{ Email: jane.email }])
    expect(people(world)).toMatchObject([{ sfdcType: 'Lead' }, {}])
    expect(people(world)[0]).not.toHaveProperty('leadScore')
    expect(logged(world, 47)).toEqual([{ Source: 'Web service API' }])
    expect(await findings(world)).toEqual([])
  })

  const token = (name: string) => ({ name, value: 'x' })
  const many = Array.from({ length: 101 }, (_, index) => index + 1)
  const refusals: Record<string, { campaign?: number; body: object; code: string; message?: string }> = {
    'an unknown campaign': { campaign: 9, body: asking(1), code: '1013', message: 'Object not found' },
    'a batch campaign': { campaign: decay, body: asking(1), code: '1003' },
    'a campaign without the trigger': { campaign: 1043, body: asking(1), code: '1003' },
    'an unknown person': { body: asking(1, 99), code: '1004', message: 'Lead not found' },
    'more than 100 people': { body: asking(...many), code: '1003' },
    nobody: { body: asking(), code: '1003' },
    'more than 100 tokens': { body: { input: { ...asking(1).input, tokens: many.map(() => token('{{my.x}}')) } }, code: '1003' },
    'a token of another form': { body: { input: { ...asking(1).input, tokens: [token('my.x')] } }, code: '1003' },
    'no input': { body: {}, code: '1002', message: "Missing value for the required parameter 'input'" },
  }
  for (const [name, { campaign = 1053, body, code, message = 'Invalid data' }] of Object.entries(refusals)) {
    test(`refuses ${name} with ${code} and runs nothing`, async () => {
      const { ask, world } = await knowing(open, jane)
      expect(await ask('POST', trigger(campaign), body)).toMatchObject(refusal(code, message))
      expect(rowsOf(world, 'control.jobs')).toEqual([])
    })
  }

  test('refuses a campaign that is not active with 1003', async () => {
    const { ask, world } = await knowing(open, jane)
    const sync = rowsOf<Schema<'MarketoCampaignRow'>>(world, 'marketo.campaigns').find(({ id }) => id === 1053)
    change(world, 'marketo.campaigns', 1053, { ...sync, active: false })
    expect(await ask('POST', trigger(1053), asking(1))).toMatchObject(refusal('1003', 'Invalid data'))
  })
})

describeEachWay('Marketo scheduleCampaign', (open) => {
  const input = (runAt: string) => ({ input: { runAt } })
  const due = (world: Parameters<typeof people>[0]) => rowsOf<{ run_at: string }>(world, 'control.jobs').map(({ run_at }) => run_at)

  test('waits five minutes, or until the moment given when that is later', async () => {
    const { ask, world } = await knowing(open)
    expect((await ask('POST', schedule(decay))).result).toEqual([{ id: decay }])
    await ask('POST', schedule(decay), input('2024-01-01T00:01:00Z'))
    await ask('POST', schedule(decay), input('2024-01-01T12:00:00+02:00'))
    expect(due(world)).toEqual(['2024-01-01T00:05:00.000Z', '2024-01-01T00:05:00.000Z', '2024-01-01T10:00:00.000Z'])
    expect(await findings(world)).toEqual([])
  })

  const refusals: Record<string, { campaign?: number; body: object; code: string; message: string }> = {
    'an unknown campaign': { campaign: 9, body: input('2024-01-02'), code: '1013', message: 'Object not found' },
    'a trigger campaign': { campaign: 1043, body: input('2024-01-02'), code: '1003', message: 'Invalid data' },
    'a moment more than two years ahead': { body: input('2026-01-01T00:00:01Z'), code: '1042', message: 'Invalid runAt date' },
    'a moment that is none': { body: input('tomorrow'), code: '1042', message: 'Invalid runAt date' },
    'a program to be cloned': {
      body: { input: { cloneToProgram: 'Copy' } },
      ...{ code: '703', message: 'The feature is not enabled for the subscription' },
    },
  }
  for (const [name, { campaign = decay, body, code, message }] of Object.entries(refusals)) {
    test(`refuses ${name} with ${code} and schedules nothing`, async () => {
      const { ask, world } = await knowing(open)
      expect(await ask('POST', schedule(campaign), body)).toMatchObject(refusal(code, message))
      expect(due(world)).toEqual([])
    })
  }

  test('takes a moment two years ahead', async () => {
    const { ask, world } = await knowing(open)
    await ask('POST', schedule(decay), input('2026-01-01T00:00:00Z'))
    expect(due(world)).toEqual(['2026-01-01T00:00:00.000Z'])
  })
})
