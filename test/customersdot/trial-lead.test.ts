import { expect, test } from 'vitest'
import { example, validator } from '../../contracts/openapi/spec.ts'
import { customersdot } from '../../mocks/customersdot/system.ts'
import { describeEachWay } from '../ways.ts'
import { admin, downstream, newestTrace, rowsOf } from './neighbours.ts'

const trial = example('CustomersdotTrialRequest')
const trialLead = example('CustomersdotTrialLead')
const addon = example('CustomersdotAddonTrialRequest')
const endpoints = {
  '/trials': { json: trial, controller: 'TrialsController#create', kind: 'trial' },
  '/leads/gitlab_com/ultimates': { json: trial, controller: 'Leads::GitlabCom::UltimatesController#create', kind: 'trial' },
  '/trials/create_addon': { json: addon, controller: 'TrialsController#create_addon', kind: 'addon_trial' },
  '/leads/gitlab_com/addons': { json: addon, controller: 'Leads::GitlabCom::AddonsController#create', kind: 'addon_trial' },
}

describeEachWay('CustomersDot trial lead', (open) => {
  for (const [path, { json, controller, kind }] of Object.entries(endpoints)) {
    test(`creates the account and the lead and hands it on at ${path}`, async () => {
      const { send, world } = await open({ systems: downstream })
      const response = await send('customersdot', path, { method: 'POST', headers: admin, json })
      expect(response.status).toBe(201)
      expect(await response.json()).toEqual({ success: true, kind: 'lead', lead_id: 1 })
      await world.settle()
      const { summary, steps, exchanges } = await newestTrace(world)
      expect(summary).toMatchObject({ kind, email: 'jane@example.com', lead_ids: [1], namespace_id: 123, errors: 0, findings: 0 })
      expect(steps.slice(0, 5)).toEqual([
        controller,
        'HostedPlans::CreateTrialService → create_account',
        'HostedPlans::CreateTrialService → create_lead',
        'CreateLeadService',
        'enqueue Workato::CreateLeadWorker',
      ])
      expect(exchanges.at(-1)).toMatchObject({ operation: 'marketo.syncLeads', status: 200 })
      expect(rowsOf(world, 'customersdot.leads')).toMatchObject([{ id: 1, sent_at: expect.any(String) }])
    })
  }

  test('keeps an account that its schema allows', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    world.clock.freeze(Date.parse('2024-01-01'))
    await send('customersdot', '/trials', { method: 'POST', headers: admin, json: trial })
    expect(rowsOf(world, 'customersdot.customers')).toEqual([
      {
        id: 1,
        created_at: '2024-01-01T00:00:00.000Z',
        updated_at: '2024-01-01T00:00:00.000Z',
        confirmed_at: '2024-01-01T00:00:00.000Z',
        email: 'jane@example.com',
        uid: '42',
        first_name: 'Jane',
        last_name: 'Doe',
        company: 'ACME',
        phone_number: '123-456-7890',
        country: 'US',
        state: 'CA',
        provider: 'gitlab',
      },
    ])
    expect(validator('CustomersdotCustomer').safeParse(rowsOf(world, 'customersdot.customers')[0]).error).toBeUndefined()
  })

  test('stamps "SaaS Trial" and takes the add-on from beside the user', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    await send('customersdot', '/trials', { method: 'POST', headers: admin, json: trial })
    const inside = { trial_user: example('CustomersdotTrialLead', 1) }
    await send('customersdot', '/trials', { method: 'POST', headers: admin, json: inside })
    await send('customersdot', '/trials', { method: 'POST', headers: admin, json: { ...trial, with_add_on: false } })
    expect(rowsOf(world, 'customersdot.leads').map(({ product_interaction, add_on_name }) => [product_interaction, add_on_name])).toEqual([
      ['SaaS Trial', 'duo_enterprise'],
      ['SaaS Trial', 'duo_enterprise'],
      ['SaaS Trial', undefined],
    ])
  })

  test('keeps the product interaction of an add-on lead', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    await send('customersdot', '/trials/create_addon', { method: 'POST', headers: admin, json: addon })
    expect(rowsOf(world, 'customersdot.leads')).toMatchObject([{ product_interaction: 'duo_pro_trial', add_on_name: 'code_suggestions' }])
  })

  test('takes every lead example of the contract without a finding', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    for (const index of [0, 1, 2, 3, 4]) {
      const json = { trial_user: example('CustomersdotTrialLead', index) }
      expect((await send('customersdot', '/trials', { method: 'POST', headers: admin, json })).status).toBe(201)
      expect((await newestTrace(world)).summary).toMatchObject({ findings: 0 })
    }
    const row = validator('CustomersdotLead')
    expect(rowsOf(world, 'customersdot.leads').map((lead) => row.safeParse(lead).error)).toEqual(Array(5).fill(undefined))
  })

  test('finds the account of a GitLab user again, also when two leads come at once', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    const lead = () => send('customersdot', '/trials', { method: 'POST', headers: admin, json: trial })
    const replies = await Promise.all([lead(), lead(), lead()])
    expect(replies.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(rowsOf(world, 'customersdot.customers')).toHaveLength(1)
    expect(rowsOf(world, 'customersdot.leads')).toHaveLength(3)
  })

  test('refuses an e-mail that is the account of another user', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    await send('customersdot', '/trials', { method: 'POST', headers: admin, json: trial })
    const json = { trial_user: { ...trialLead, uid: 43, work_email: 'Jane@example.com' } }
    const response = await send('customersdot', '/trials', { method: 'POST', headers: admin, json })
    expect(response.status).toBe(422)
    expect(await response.json()).toEqual({ errors: 'Email has already been taken', error_attribute_map: { email: ['taken'] } })
    expect(rowsOf(world, 'customersdot.leads')).toHaveLength(1)
  })

  test('gives an account without a user to the user with its e-mail', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    const { uid: _, ...anonymous } = trialLead
    for (const trial_user of [anonymous, anonymous, trialLead]) {
      await send('customersdot', '/trials', { method: 'POST', headers: admin, json: { trial_user } })
    }
    expect(rowsOf(world, 'customersdot.customers')).toMatchObject([{ id: 1, uid: '42' }])
  })

  for (const path of ['/trials', '/trials/create_addon', '/leads/gitlab_com/ultimates', '/leads/gitlab_com/addons']) {
    test(`refuses a lead without a last name in the words of Rails at ${path}`, async () => {
      const { send, world } = await open({ systems: [customersdot] })
      const json = { trial_user: { ...trialLead, last_name: '' } }
      const response = await send('customersdot', path, { method: 'POST', headers: admin, json })
      expect(response.status).toBe(422)
      expect(await response.json()).toEqual({ errors: "Last name can't be blank", error_attribute_map: { last_name: ['blank'] } })
      expect(rowsOf(world, 'customersdot.customers')).toEqual([])
    })
  }

  test('keeps a role that is none of the list', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    const json = { trial_user: { ...trialLead, role: 'wizard' } }
    expect((await send('customersdot', '/trials', { method: 'POST', headers: admin, json })).status).toBe(201)
    const { exchanges } = await newestTrace(world)
    expect(exchanges[0]?.findings).toMatchObject([{ at: '/body/trial_user/role', code: 'value' }])
  })

  for (const [name, json, error] of [
    ['no trial user', {}, 'param is missing or the value is empty: trial_user'],
    ['null for a trial user', { trial_user: null }, 'param is missing or the value is empty: trial_user'],
    ['a list', [], 'The request body is not a JSON object'],
  ] as const) {
    test(`refuses ${name}`, async () => {
      const { send } = await open({ systems: [customersdot] })
      const response = await send('customersdot', '/trials', { method: 'POST', headers: admin, json })
      expect(response.status).toBe(400)
      expect(await response.json()).toEqual({ error })
    })
  }

  test('refuses a trial user that is a text', async () => {
    const { send } = await open({ systems: [customersdot] })
    const response = await send('customersdot', '/trials', { method: 'POST', headers: admin, json: { trial_user: 'jane' } })
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ errors: 'Trial user is invalid' })
  })
})
