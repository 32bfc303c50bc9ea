import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay } from '../ways.ts'
import { as, expectNoFindings, locationOf, newestTrace, openDesk, rows, within } from './desk.ts'
import { refusals } from './portal.ts'

const lead = example('GitlabTrialForm', 2)
const json = lead
const sent = {
  trial_user: {
    ...lead,
    work_email: 'jane@example.com',
    uid: 42,
    setup_for_company: true,
    skip_email_confirmation: true,
    gitlab_com_trial: true,
    provider: 'gitlab',
    newsletter_segment: true,
  },
}
const selection = { namespace_id: 1000, trial_entity: 'company', glm_source: 'about.gitlab.com', glm_content: 'free-billing' }

describeEachWay('Trial of 2023', (open) => {
  test('sends the lead and asks which group when there are several', async () => {
    const { send, world, portal, asked } = await openDesk(open)
    const response = await send('gitlab', '/-/trials?step=lead', { method: 'POST', json, ...as('jane') })
    expect(response.status).toBe(302)
    expect(locationOf(response)).toBe('/-/trials/new?step=trial&glm_content=free-billing&glm_source=about.gitlab.com')
    expect(asked()).toEqual(['createTrial'])
    expect(portal.received[0]?.body).toEqual(sent)
    await expectNoFindings(world)
  })

  test('keeps the namespace that the form had when it asks which group', async () => {
    const { send } = await openDesk(open)
    const response = await send('gitlab', '/-/trials?step=lead', { method: 'POST', json: { namespace_id: '1001' }, ...as('jane') })
    expect(locationOf(response)).toBe('/-/trials/new?step=trial&namespace_id=1001')
  })

  test('asks which group when there is none', async () => {
    const { send } = await openDesk(open)
    const response = await send('gitlab', '/-/trials?step=lead', { method: 'POST', json: {}, ...as('james') })
    expect(locationOf(response)).toBe('/-/trials/new?step=trial')
  })

  test('starts the trial at once when there is one group', async () => {
    const { send, world, portal } = await openDesk(open)
    const response = await send('gitlab', '/-/trials?step=lead', { method: 'POST', json, ...as('sam') })
    expect(locationOf(response)).toBe('/groups/side-project?trial=true')
    expect(portal.received[1]?.body).toEqual({
      uid: 45,
      trial_user: {
        namespace_id: 1005,
        glm_source: 'about.gitlab.com',
        glm_content: 'free-billing',
        gitlab_com_trial: true,
        sync_to_gl: true,
        namespace: { id: 1005, name: 'Side Project', path: 'side-project', kind: 'group', trial_ends_on: null },
      },
    })
    await expectNoFindings(world)
  })

  test('starts the trial of the chosen group in the second step, named as the guide does', async () => {
    const { send, world, portal, asked } = await openDesk(open)
    const response = await send('gitlab', '/-/trials?step=trial', { method: 'POST', json: selection, ...as('jane') })
    expect(response.status).toBe(302)
    expect(locationOf(response)).toBe('/groups/acme?trial=true')
    expect(asked()).toEqual(['createTrial'])
    expect(portal.received[0]?.body).toMatchObject({ uid: 42, trial_user: { ...selection, gitlab_com_trial: true, sync_to_gl: true } })
    const { steps } = await newestTrace(world)
    expect(steps.map(({ name }) => name)).toEqual([
      'TrialsController#create',
      'ApplyTrialService',
      'SubscriptionPortalClient#generate_trial(sync_to_gl=true)',
    ])
    await expectNoFindings(world)
  })

  test('creates a group for the trial in the second step', async () => {
    const { send, world } = await openDesk(open)
    const response = await send('gitlab', '/-/trials?step=trial', {
      method: 'POST',
      json: { ...example('GitlabTrialForm', 1), new_group_name: 'Fresh' },
      ...as('jane'),
    })
    expect(locationOf(response)).toBe('/groups/fresh?trial=true')
    expect(rows(world, 'namespaces').at(-1)).toMatchObject({ name: 'Fresh', path: 'fresh' })
    await expectNoFindings(world)
  })

  test('shows the form again when the group cannot be created', async () => {
    const { send, asked } = await openDesk(open)
    const response = await send('gitlab', '/-/trials?step=trial', {
      method: 'POST',
      json: { namespace_id: 0, new_group_name: ' ' },
      ...as('jane'),
    })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('Name can&#39;t be blank')
    expect(asked()).toEqual([])
  })

  test('answers with the 404 page for a group that had a trial, is paid for, or is not managed by the user', async () => {
    const { send, asked } = await openDesk(open)
    for (const [user, namespace_id] of [
      ['sofia', 1004],
      ['james', 1003],
      ['priya', 1000],
      ['jane', 1002],
      ['jane', ''],
    ]) {
      const response = await send('gitlab', '/-/trials?step=trial', { method: 'POST', json: { namespace_id }, ...as(String(user)) })
      expect(response.status).toBe(404)
    }
    expect(asked()).toEqual([])
  })

  test('does not offer a group again whose trial has ended', async () => {
    const { send, world } = await openDesk(open)
    await within(world, async ({ tables }) => {
      const [subscription] = await tables.subscriptions.find('namespace_id', 1004)
      if (subscription) await tables.subscriptions.update(subscription, { plan_code: 'free', trial: false })
    })
    expect((await send('gitlab', '/-/trials?step=trial', { method: 'POST', json: { namespace_id: 1004 }, ...as('sofia') })).status).toBe(
      404,
    )
  })

  for (const { title, reply } of refusals) {
    test(`shows that the lead or the trial failed after ${title}`, async () => {
      const { send, portal } = await openDesk(open)
      portal.answer('customersdot.createTrial', reply)
      for (const step of ['lead', 'trial']) {
        const response = await send('gitlab', `/-/trials?step=${step}`, { method: 'POST', json: { ...json, ...selection }, ...as('jane') })
        expect(response.status).toBe(200)
        const page = await response.text()
        expect(page).toContain('<title>Trial registration unsuccessful</title>')
        expect(page).toContain(`step=${step}`)
        expect(page).not.toContain('GitLab Support')
      }
    })
  }

  test('sends one who is not signed in to the registration', async () => {
    const { send } = await openDesk(open)
    const response = await send('gitlab', '/-/trials?step=lead', { method: 'POST', json })
    expect(locationOf(response)).toBe('/-/trial_registrations/new?glm_source=about.gitlab.com&glm_content=free-billing')
  })
})
