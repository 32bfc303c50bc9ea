import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay } from '../ways.ts'
import { as, expectNoFindings, locationOf, newestTrace, openDesk, rows, setFeature, stored } from './desk.ts'
import { refusals } from './portal.ts'

const contact = {
  first_name: 'Jane',
  last_name: 'Doe',
  company_name: 'ACME',
  phone_number: '+1 23 456-78-90',
  country: 'US',
  state: 'CA',
}
const glm = { glm_source: 'about.gitlab.com', glm_content: 'free-billing' }
const lead = {
  ...glm,
  ...contact,
  work_email: 'jane@example.com',
  uid: 42,
  namespace_id: 1000,
  trial_type: 'ultimate_with_dap',
  setup_for_company: true,
  skip_email_confirmation: true,
  gitlab_com_trial: true,
  existing_plan: 'free',
  provider: 'gitlab',
}
const application = {
  ...glm,
  namespace_id: 1000,
  gitlab_com_trial: true,
  sync_to_gl: true,
  namespace: { id: 1000, name: 'ACME', path: 'acme', kind: 'group', trial_ends_on: null, plan: 'free' },
  add_on_name: 'duo_enterprise',
  trial_type: 'ultimate_with_dap',
}
const full = '/-/trials?step=full&glm_source=about.gitlab.com&glm_content=free-billing'
const post = { method: 'POST', json: example('GitlabTrialForm') }

describeEachWay('Trial of today', (open) => {
  test('sends the lead, asks for the trial and then how long it lasts, and leads to the group', async () => {
    const { send, world, portal, asked } = await openDesk(open)
    const response = await send('gitlab', full, { ...post, ...as('jane') })
    expect(response.status).toBe(302)
    expect(locationOf(response)).toBe('/groups/acme')
    expect(asked()).toEqual(['getTrialEligibility', 'createUltimateLead', 'createUltimateTrial', 'listTrialTypes'])
    expect(portal.received[1]?.body).toEqual({ trial_user: lead, with_add_on: true, add_on_name: 'duo_enterprise' })
    expect(portal.received[2]?.body).toEqual({ uid: 42, trial_user: application })
    await expectNoFindings(world)
  })

  test('names its steps and its lead', async () => {
    const { send, world } = await openDesk(open)
    await send('gitlab', full, { ...post, ...as('jane') })
    const { steps, summary } = await newestTrace(world)
    expect(steps.map(({ name, depth }) => [name, depth])).toEqual([
      ['TrialsController#create', 0],
      ['CreateLeadService', 1],
      ['SubscriptionPortalClient#generate_trial(sync_to_gl=false)', 2],
      ['ApplyTrialService', 1],
      ['SubscriptionPortalClient#generate_trial(sync_to_gl=true)', 2],
      ['flash[:success]', 1],
      ['TrialDurationService', 2],
    ])
    expect(summary).toMatchObject({ kind: 'trial', email: 'jane@example.com', company: 'ACME', namespace_id: 1000, errors: 0 })
  })

  test('takes a form as browsers post it', async () => {
    const { send, portal, world } = await openDesk(open)
    const form = { ...contact, namespace_id: '1000', authenticity_token: 'csrf_token' }
    const response = await send('gitlab', full, { method: 'POST', form, ...as('jane') })
    expect(response.status).toBe(302)
    expect(portal.received[1]?.body).toMatchObject({ trial_user: lead })
    await expectNoFindings(world)
  })

  test('leads to the security dashboard for those who came from there', async () => {
    const { send } = await openDesk(open)
    for (const content of ['discover-group-security', 'discover-project-security']) {
      const response = await send('gitlab', `/-/trials?step=full&glm_content=${content}`, { ...post, ...as('jane') })
      expect(locationOf(response)).toBe('/groups/acme/-/security/dashboard')
    }
  })

  test('asks for the trial of a premium customer on premium', async () => {
    const { send, portal } = await openDesk(open)
    await send('gitlab', full, { method: 'POST', json: { ...contact, namespace_id: 1003 }, ...as('james') })
    expect(portal.received[1]?.body).toMatchObject({ trial_user: { trial_type: 'ultimate_on_premium_with_dap', existing_plan: 'premium' } })
    expect(portal.received[2]?.body).toMatchObject({
      trial_user: { trial_type: 'ultimate_on_premium_with_dap', namespace: { plan: 'premium' } },
    })
  })

  test('asks the older path for both while the flag new_trial_lead_endpoint is off', async () => {
    const { send, world, asked } = await openDesk(open)
    await setFeature(world, 'new_trial_lead_endpoint', false)
    const response = await send('gitlab', full, { ...post, ...as('jane') })
    expect(response.status).toBe(302)
    expect(asked()).toEqual(['getTrialEligibility', 'createTrial', 'createTrial', 'listTrialTypes'])
    await expectNoFindings(world)
  })

  test('sends one who is not signed in to the registration, with where they came from', async () => {
    const { send, portal } = await openDesk(open)
    const response = await send('gitlab', full, post)
    expect(response.status).toBe(302)
    expect(locationOf(response)).toBe('/-/trial_registrations/new?glm_source=about.gitlab.com&glm_content=free-billing')
    expect(locationOf(await send('gitlab', '/-/trials?step=full', post))).toBe('/-/trial_registrations/new')
    expect(portal.received).toEqual([])
  })

  test('creates the group that is asked for, and the trial is for it', async () => {
    const { send, world, portal } = await openDesk(open)
    let seen: unknown
    portal.answer('customersdot.createUltimateTrial', () => {
      seen = rows(world, 'namespaces').at(-1)
      return { status: 201, body: { success: true, kind: 'trial', order_id: 7, trial_ends_on: '2030-01-31' } }
    })
    const response = await send('gitlab', full, {
      method: 'POST',
      json: { ...contact, namespace_id: '0', new_group_name: 'Böld <b>& New</b> 🚀' },
      ...as('sam'),
    })
    expect(response.status).toBe(200)
    const again = await send('gitlab', full, {
      method: 'POST',
      json: { ...contact, namespace_id: '0', new_group_name: 'Böld New 🚀' },
      ...as('sam'),
    })
    expect(locationOf(again)).toBe('/groups/bold-new')
    expect(seen).toMatchObject({ id: 1007, name: 'Böld New 🚀', path: 'bold-new', full_path: 'bold-new', kind: 'group', parent_id: null })
    expect(rows(world, 'members').at(-1)).toMatchObject({ user_id: 45, namespace_id: 1007, access_level: 50 })
    await expectNoFindings(world)
  })

  test('gives a new group a path that nobody has', async () => {
    const { send } = await openDesk(open)
    const json = { ...contact, namespace_id: 0, new_group_name: 'ACME' }
    expect(locationOf(await send('gitlab', full, { method: 'POST', json, ...as('jane') }))).toBe('/groups/acme1')
    expect(locationOf(await send('gitlab', full, { method: 'POST', json, ...as('jane') }))).toBe('/groups/acme2')
  })

  test('gives two who ask for the same group at once one each', async () => {
    const { send, asked } = await openDesk(open)
    const json = { ...contact, namespace_id: 0, new_group_name: 'Fresh' }
    const both = await Promise.all([1, 2].map(() => send('gitlab', full, { method: 'POST', json, ...as('jane') })))
    expect(both.map(locationOf).sort()).toEqual(['/groups/fresh', '/groups/fresh1'])
    expect(asked().filter((operation) => operation === 'createUltimateLead')).toHaveLength(2)
  })

  test('shows the form again, without a lead, when the group cannot be created', async () => {
    const { send, world, asked } = await openDesk(open)
    const before = stored(world)
    const names = {
      '': 'can&#39;t be blank',
      '!!!': 'can contain only letters',
      ['x'.repeat(10_000)]: 'is too long (maximum is 255 characters)',
    }
    for (const [new_group_name, complaint] of Object.entries(names)) {
      const response = await send('gitlab', full, {
        method: 'POST',
        json: { ...contact, namespace_id: '0', new_group_name },
        ...as('jane'),
      })
      expect(response.status).toBe(200)
      expect(await response.text()).toContain(complaint)
    }
    expect(asked()).not.toContain('createUltimateLead')
    expect(stored(world)).toEqual(before)
  })

  test('refuses a namespace that is not eligible with the 403 page', async () => {
    const { send, asked } = await openDesk(open)
    for (const [user, namespace_id] of [
      ['sofia', 1004],
      ['priya', 1006],
      ['priya', 1000],
      ['jane', 1003],
      ['jane', 942],
      ['jane', 'x'],
    ]) {
      const response = await send('gitlab', full, { method: 'POST', json: { ...contact, namespace_id }, ...as(String(user)) })
      expect(response.status).toBe(403)
      expect(response.headers.get('content-type')).toContain('text/html')
    }
    expect(asked()).not.toContain('createUltimateLead')
  })

  test('refuses a namespace for which CustomersDot lists no such trial', async () => {
    const { send, portal } = await openDesk(open)
    portal.answer('customersdot.getTrialEligibility', { status: 200, body: { namespaces: { 1000: ['gitlab_duo_pro'] }, success: true } })
    expect((await send('gitlab', full, { ...post, ...as('jane') })).status).toBe(403)
  })

  test('refuses when CustomersDot does not tell what is eligible, and logs it', async () => {
    const { send, world, portal } = await openDesk(open)
    portal.answer('customersdot.getTrialEligibility', { status: 500 })
    expect((await send('gitlab', full, { ...post, ...as('jane') })).status).toBe(403)
    const { logs } = await newestTrace(world)
    expect(logs.map(({ message }) => message)).toContain('Unable to fetch eligible trials from GitLab Customers App')
  })

  test('asks what is eligible once in 8 hours', async () => {
    const { send, world, asked } = await openDesk(open)
    const questions = () => asked().filter((operation) => operation === 'getTrialEligibility').length
    world.clock.freeze()
    await send('gitlab', full, { ...post, ...as('jane') })
    world.clock.advance(8 * 3_600_000 - 1)
    await send('gitlab', full, { ...post, ...as('jane') })
    expect(questions()).toBe(1)
    world.clock.advance(1)
    await send('gitlab', full, { ...post, ...as('jane') })
    expect(questions()).toBe(2)
  })

  test('answers with the 404 page when there is nothing to do', async () => {
    const { send, portal } = await openDesk(open)
    const nothing: [string, object][] = [
      [full, contact],
      ['/-/trials', { ...contact, namespace_id: 1000 }],
      ['/-/trials?step=half', { ...contact, namespace_id: 1000 }],
      ['/-/trials?step=resubmit_lead', { ...contact, namespace_id: '0', new_group_name: 'New' }],
      ['/-/trials?step=resubmit_trial', contact],
    ]
    for (const [path, json] of nothing) expect((await send('gitlab', path, { method: 'POST', json, ...as('jane') })).status).toBe(404)
    expect(portal.received.every(({ operation }) => operation === 'customersdot.getTrialEligibility')).toBe(true)
  })

  test('repeats both with resubmit_lead and only the second with resubmit_trial', async () => {
    const { send, asked } = await openDesk(open)
    await send('gitlab', '/-/trials?step=resubmit_lead', { ...post, ...as('jane') })
    await send('gitlab', '/-/trials?step=resubmit_trial', { ...post, ...as('jane') })
    expect(asked().filter((operation) => operation.startsWith('create'))).toEqual([
      'createUltimateLead',
      'createUltimateTrial',
      'createUltimateTrial',
    ])
  })

  for (const { title, reply } of refusals) {
    test(`shows that it was unsuccessful after ${title} for the lead, and asks for no trial`, async () => {
      const { send, portal, asked } = await openDesk(open)
      portal.answer('customersdot.createUltimateLead', reply)
      const response = await send('gitlab', full, { ...post, ...as('jane') })
      expect(response.status).toBe(200)
      const page = await response.text()
      expect(page).toContain('<title>Trial registration unsuccessful</title>')
      expect(page).toContain('We&#39;re sorry, your trial could not be created.')
      expect(page).toContain('step=resubmit_lead')
      expect(page).toContain('Resubmit request')
      expect(asked()).not.toContain('createUltimateTrial')
    })
  }

  test("shows CustomersDot's texts when the trial fails, escaped, and resubmits only that", async () => {
    const { send, portal, world } = await openDesk(open)
    portal.answer('customersdot.createUltimateTrial', { status: 422, body: { errors: ['Trial was <b>used</b>', 'Sorry'] } })
    const response = await send('gitlab', full, { ...post, ...as('jane') })
    expect(response.status).toBe(200)
    const page = await response.text()
    expect(page).toContain('Please reach out to GitLab Support for assistance: Trial was &#60;b&#62;used&#60;/b&#62;, Sorry.')
    expect(page).toContain('step=resubmit_trial')
    const { steps } = await newestTrace(world)
    expect(steps.find(({ name }) => name === 'ApplyTrialService')?.error).toBe('Trial was <b>used</b>, Sorry')
  })

  test('escapes what the form says in the page that keeps it', async () => {
    const { send, portal } = await openDesk(open)
    portal.answer('customersdot.createUltimateLead', { status: 422, body: { errors: 'no' } })
    const json = { ...contact, namespace_id: 1000, company_name: '"><script>alert(1)</script>' }
    const page = await (await send('gitlab', full, { method: 'POST', json, ...as('jane') })).text()
    expect(page).not.toContain('<script>')
    expect(page).toContain('&#34;&#62;&#60;script&#62;')
  })
})
