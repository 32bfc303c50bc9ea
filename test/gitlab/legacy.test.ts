import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay } from '../ways.ts'
import { as, expectNoFindings, locationOf, newestTrace, openDesk, rows } from './desk.ts'
import { refusals } from './portal.ts'

const lead = example('GitlabTrialLead2022')
const choice = example('GitlabTrialApply2022')
const extras = {
  work_email: 'jane@example.com',
  uid: 42,
  setup_for_company: true,
  skip_email_confirmation: true,
  gitlab_com_trial: true,
  provider: 'gitlab',
  newsletter_segment: true,
}

describeEachWay('Trial of 2022', (open) => {
  test('sends the lead and lets the user select among several groups', async () => {
    const { send, world, portal, asked } = await openDesk(open)
    const response = await send('gitlab', '/-/trials/create_lead', { method: 'POST', json: lead, ...as('jane') })
    expect(response.status).toBe(302)
    expect(locationOf(response)).toBe('/-/trials/select?glm_source=about.gitlab.com&glm_content=free-billing')
    expect(asked()).toEqual(['createTrial'])
    expect(portal.received[0]?.body).toEqual({ trial_user: { ...lead, ...extras } })
    await expectNoFindings(world)
  })

  test('applies the trial at once when there is one group', async () => {
    const { send, world, portal } = await openDesk(open)
    const response = await send('gitlab', '/-/trials/create_lead', { method: 'POST', json: lead, ...as('sam') })
    expect(locationOf(response)).toBe('/groups/side-project?trial=true')
    const { glm_source, glm_content } = lead
    expect(portal.received[1]?.body).toEqual({
      trial_user: { namespace_id: 1005, glm_source, glm_content, gitlab_com_trial: true, sync_to_gl: true },
      uid: 45,
    })
    await expectNoFindings(world)
  })

  test('applies the trial to the selected group, its id as the form had it', async () => {
    const { send, world, portal } = await openDesk(open)
    const response = await send('gitlab', '/-/trials/apply', { method: 'POST', form: choice as Record<string, string>, ...as('jane') })
    expect(response.status).toBe(302)
    expect(locationOf(response)).toBe('/groups/acme/-/security/dashboard?trial=true')
    expect(portal.received[0]?.body).toEqual({ trial_user: { ...choice, gitlab_com_trial: true, sync_to_gl: true }, uid: 42 })
    const { steps } = await newestTrace(world)
    expect(steps.map(({ name }) => name)).toEqual([
      'TrialsController#apply',
      'ApplyTrialService',
      'SubscriptionPortalClient#generate_trial(sync_to_gl=true)',
    ])
    await expectNoFindings(world)
  })

  test('creates the group that is asked for', async () => {
    const { send, world, portal } = await openDesk(open)
    const json = { ...example('GitlabTrialApply2022', 1), new_group_name: 'Fresh' }
    const response = await send('gitlab', '/-/trials/apply', { method: 'POST', json, ...as('jane') })
    expect(locationOf(response)).toBe('/groups/fresh?trial=true')
    expect(portal.received[0]?.body).toMatchObject({ trial_user: { namespace_id: 1007 } })
    expect(rows(world, 'namespaces').at(-1)).toMatchObject({ id: 1007, path: 'fresh' })
    await expectNoFindings(world)
  })

  test('answers with the 404 page without a namespace of the user', async () => {
    const { send, portal } = await openDesk(open)
    for (const json of [{}, { namespace_id: '1003' }, { namespace_id: '0' }, { namespace_id: '0', new_group_name: '' }]) {
      expect((await send('gitlab', '/-/trials/apply', { method: 'POST', json, ...as('jane') })).status).toBe(404)
    }
    expect(portal.received).toEqual([])
  })

  test('does not ask for a trial while one is running', async () => {
    const { send, portal } = await openDesk(open)
    const response = await send('gitlab', '/-/trials/apply', { method: 'POST', json: { namespace_id: 1004 }, ...as('sofia') })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('Not valid to generate a trial with current information')
    expect(portal.received).toEqual([])
  })

  test('shows the page again when the group cannot be created', async () => {
    const { send } = await openDesk(open)
    const response = await send('gitlab', '/-/trials/apply', { method: 'POST', json: { new_group_name: '???' }, ...as('jane') })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('Name can contain only letters')
  })

  for (const { title, reply } of refusals) {
    test(`shows each page again after ${title}`, async () => {
      const { send, portal } = await openDesk(open)
      portal.answer('customersdot.createTrial', reply)
      for (const [path, json] of [
        ['/-/trials/create_lead', lead],
        ['/-/trials/apply', choice],
      ] as const) {
        const response = await send('gitlab', path, { method: 'POST', json, ...as('jane') })
        expect(response.status).toBe(200)
        expect(await response.text()).toContain(`${path}"`)
      }
    })
  }

  test('sends one who is not signed in to the registration', async () => {
    const { send } = await openDesk(open)
    for (const [path, json] of [
      ['/-/trials/create_lead', lead],
      ['/-/trials/apply', choice],
    ] as const) {
      expect(locationOf(await send('gitlab', path, { method: 'POST', json }))).toBe('/-/trial_registrations/new')
    }
  })
})
