import { expect, test } from 'vitest'
import { example, validator } from '../../contracts/openapi/spec.ts'
import { customersdot } from '../../mocks/customersdot/system.ts'
import { describeEachWay } from '../ways.ts'
import { admin, downstream, newestTrace, rowsOf } from './neighbours.ts'

const paths = {
  '/trials/create_hand_raise_lead': 'TrialsController#create_hand_raise_lead',
  '/leads/gitlab_com/hand_raises': 'HandRaisesController#create',
}
const [path] = Object.keys(paths) as [string]
const handRaise = example('CustomersdotHandRaiseLead')

describeEachWay('CustomersDot hand raise', (open) => {
  for (const [path, controller] of Object.entries(paths)) {
    test(`records the lead and hands it on at ${path}`, async () => {
      const { send, world } = await open({ systems: downstream })
      world.clock.freeze(Date.parse('2024-01-01'))
      const response = await send('customersdot', path, { method: 'POST', headers: admin, json: handRaise })
      expect(response.status).toBe(201)
      expect(await response.json()).toEqual({ success: true, kind: 'lead', lead_id: 1 })
      expect(rowsOf(world, 'customersdot.leads')).toEqual([
        {
          id: 1,
          created_at: '2024-01-01T00:00:00.000Z',
          updated_at: '2024-01-01T00:00:00.000Z',
          email: 'jane@example.com',
          user_id: 42,
          first_name: 'Jane',
          last_name: 'Doe',
          company_name: 'ACME',
          phone: '+1 23 456-78-90',
          country: 'US',
          state: 'CA',
          comment_capture: 'I want to talk to sales.',
          glm_content: 'billing-group',
          glm_source: 'gitlab.com',
          product_interaction: 'Hand Raise PQL',
          provider: 'gitlab',
          namespace_id: 123,
          existing_plan: 'free',
          opt_in: true,
        },
      ])
      await world.settle()
      expect(rowsOf(world, 'customersdot.leads')[0]).toMatchObject({ sent_at: '2024-01-01T00:00:00.000Z' })
      const { summary, steps, exchanges, logs } = await newestTrace(world)
      expect(summary).toMatchObject({ kind: 'hand_raise', name: 'Jane Doe', company: 'ACME', namespace_id: 123, lead_ids: [1], errors: 0 })
      expect(exchanges.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
        expect.stringMatching(/^customersdot\.createHandRaise/),
        'workato.createToken 200',
        'workato.createLead 200',
        'marketo.getToken 200',
        'marketo.syncLeads 200',
      ])
      expect(exchanges.flatMap(({ findings }) => findings)).toEqual([])
      expect(steps.slice(0, 6)).toEqual([
        controller,
        'CreateLeadService',
        'enqueue Workato::CreateLeadWorker',
        'Workato::CreateLeadWorker → Workato::CreateLeadService',
        'Workato::CreateLeadService → WorkatoApp#create_lead',
        'Workato::CreateLeadWorker → set sent_at',
      ])
      expect(logs.filter(({ lead_id }) => lead_id === 1).map(({ message }) => message)).toEqual(['Lead saved', 'Workato lead sent'])
    })
  }

  test('keeps a lead that its schema allows, for every example of the contract', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    const leads = Array.from({ length: 5 }, (_, index) => example('CustomersdotHandRaiseLead', index))
    for (const json of leads) expect((await send('customersdot', path, { method: 'POST', headers: admin, json })).status).toBe(201)
    const row = validator('CustomersdotLead')
    expect(rowsOf(world, 'customersdot.leads').map((lead) => row.safeParse(lead).error)).toEqual(Array(5).fill(undefined))
    expect(world.traces.list({ limit: 10 }).rows.map(({ findings }) => findings)).toEqual([0, 0, 0, 0, 0])
    expect(rowsOf(world, 'customersdot.leads')[2]).toMatchObject({
      employees_bucket: '10,000+',
      phone: '2222222222',
      website_url: 'https://acme.example',
      role: 'devops_engineer',
      jtbd: 'ci',
      comment_capture: 'Moving our pipelines.',
      is_for_business_use: true,
      opt_in: true,
    })
  })

  test('stamps "Hand Raise PQL" when the form says nothing and takes the older names', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    const { product_interaction: _, ...older } = { ...handRaise, namespace_id: '123', newsletter_segment: false, company_size: '10,000+' }
    await send('customersdot', path, { method: 'POST', headers: admin, json: older })
    expect(rowsOf(world, 'customersdot.leads')).toMatchObject([
      { product_interaction: 'Hand Raise PQL', namespace_id: 123, opt_in: false, employees_bucket: '10,000+' },
    ])
  })

  test('tags no hand raise where none was made', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    for (const index of [2, 3]) {
      await send('customersdot', path, { method: 'POST', headers: admin, json: example('CustomersdotHandRaiseLead', index) })
      expect((await newestTrace(world)).summary).not.toHaveProperty('kind')
    }
  })

  test('keeps a repeated submission as another lead', async () => {
    const { send, world } = await open({ systems: downstream })
    for (const id of [1, 2]) {
      const response = await send('customersdot', path, { method: 'POST', headers: admin, json: handRaise })
      expect(await response.json()).toMatchObject({ lead_id: id })
    }
    await world.settle()
    expect(rowsOf(world, 'customersdot.leads').map(({ sent_at }) => typeof sent_at)).toEqual(['string', 'string'])
  })

  test('takes the doubled slash of a portal URL that ends in one', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    const response = await send('customersdot', `/${path}`, { method: 'POST', headers: admin, json: handRaise })
    expect(response.status).toBe(201)
    expect((await newestTrace(world)).summary).toMatchObject({ findings: 0 })
  })

  test('keeps names in any script', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    const names = { first_name: 'Zoë 🦊', last_name: 'Ωμέγα', company_name: '株式会社' }
    await send('customersdot', path, { method: 'POST', headers: admin, json: { ...handRaise, ...names } })
    expect(rowsOf(world, 'customersdot.leads')).toMatchObject([names])
  })

  test('keeps what strays from a list, and tells so in the trace', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    const response = await send('customersdot', path, {
      method: 'POST',
      headers: admin,
      json: { ...handRaise, role: 'wizard', wand: 'oak' },
    })
    expect(response.status).toBe(201)
    expect(rowsOf(world, 'customersdot.leads')).toMatchObject([{ role: 'wizard' }])
    const { exchanges } = await newestTrace(world)
    expect(exchanges[0]?.findings.map(({ at, code }) => `${at} ${code}`)).toEqual(['/body/role value', '/body/wand surplus'])
  })

  const refused = {
    'no country': [{ country: undefined }, "Country can't be blank", { country: ['blank'] }],
    'an unknown country': [{ country: 'ZZ' }, 'Country is invalid', { country: ['invalid'] }],
    'no names': [
      { first_name: ' ', last_name: null },
      "First name can't be blank and Last name can't be blank",
      { first_name: ['blank'], last_name: ['blank'] },
    ],
    'no e-mail': [{ work_email: undefined }, "Email can't be blank", { email: ['blank'] }],
    'an empty e-mail': [{ work_email: '' }, "Email can't be blank", { email: ['blank'] }],
    'no valid e-mail': [{ work_email: 'jane' }, 'Email is invalid', { email: ['invalid'] }],
    'a text for a number': [{ uid: 'forty-two' }, 'User is invalid', { user_id: ['invalid'] }],
    'three long names': [
      { first_name: 'x'.repeat(10_000), last_name: 'x'.repeat(256), company_name: 'x'.repeat(256) },
      ['First name', 'Last name', 'and Company name'].map((name) => `${name} is too long (maximum is 255 characters)`).join(', '),
      { first_name: ['too_long'], last_name: ['too_long'], company_name: ['too_long'] },
    ],
  } as const
  for (const [name, [changes, errors, map]] of Object.entries(refused)) {
    test(`refuses ${name} and writes nothing`, async () => {
      const { send, world } = await open({ systems: [customersdot] })
      const response = await send('customersdot', path, { method: 'POST', headers: admin, json: { ...handRaise, ...changes } })
      expect(response.status).toBe(422)
      expect(await response.json()).toEqual({ errors, error_attribute_map: map })
      expect(rowsOf(world, 'customersdot.leads')).toEqual([])
      expect(rowsOf(world, 'control.jobs')).toEqual([])
    })
  }

  test('asks for no country and no names of a lead without a form', async () => {
    const { send } = await open({ systems: [customersdot] })
    const json = { work_email: 'jane@example.com', skip_country_validation: true }
    expect((await send('customersdot', path, { method: 'POST', headers: admin, json })).status).toBe(201)
  })
})
