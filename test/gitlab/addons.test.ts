import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { describeEachWay } from '../ways.ts'
import { as, expectNoFindings, locationOf, newestTrace, openDesk, rows, setFeature } from './desk.ts'
import { refusals } from './portal.ts'

const { namespace_id: _, ...contact } = example('GitlabDuoTrialForm')
const glm = { glm_source: contact.glm_source, glm_content: contact.glm_content }

const products = {
  duo_pro: {
    user: 'james',
    uid: 43,
    email: 'james@universal-exports.example',
    id: 1003,
    name: 'Universal Exports',
    path: 'universal-exports',
    plan: 'premium',
    addOn: 'code_suggestions',
    interaction: 'duo_pro_trial',
  },
  duo_enterprise: {
    user: 'priya',
    uid: 46,
    email: 'priya@globex.example',
    id: 1006,
    name: 'Globex',
    path: 'globex',
    plan: 'ultimate',
    addOn: 'duo_enterprise',
    interaction: 'duo_enterprise_trial',
  },
}

describeEachWay('Trial of an add-on', (open) => {
  for (const [product, { user, uid, email, id, name, path, plan, addOn, interaction }] of Object.entries(products)) {
    const url = `/-/trials/${product}`
    const post = { method: 'POST', json: { ...contact, namespace_id: id }, ...as(user) }

    test(`${product}: sends the lead, then asks for the trial, and leads to the settings of GitLab Duo`, async () => {
      const { send, world, portal, asked } = await openDesk(open)
      const response = await send('gitlab', `${url}?step=full`, post)
      expect(response.status).toBe(302)
      expect(locationOf(response)).toBe(`/groups/${path}/-/settings/gitlab_duo`)
      expect(asked()).toEqual(['createAddonLead', 'applyAddonTrial'])
      expect(portal.received[0]?.body).toEqual({
        trial_user: {
          ...contact,
          work_email: email,
          uid,
          namespace_id: id,
          setup_for_company: true,
          skip_email_confirmation: true,
          gitlab_com_trial: true,
          existing_plan: plan,
          provider: 'gitlab',
          product_interaction: interaction,
          add_on_name: addOn,
          preferred_language: 'English',
          opt_in: true,
        },
      })
      expect(portal.received[1]?.body).toEqual({
        uid,
        trial_user: {
          ...glm,
          namespace_id: id,
          gitlab_com_trial: true,
          sync_to_gl: true,
          namespace: { id, name, path, kind: 'group', trial_ends_on: null, plan },
          add_on_name: addOn,
        },
      })
      await expectNoFindings(world)
    })

    test(`${product}: records the add-on, which rules a second trial out`, async () => {
      const { send, world } = await openDesk(open)
      await send('gitlab', `${url}?step=full`, post)
      expect(rows(world, 'add_on_purchases')).toMatchObject([
        { namespace_id: id, add_on_name: addOn, expires_on: '2030-01-31', trial: true },
      ])
      expect((await newestTrace(world)).summary).toMatchObject({ kind: 'addon_trial', namespace_id: id })
      expect((await send('gitlab', `${url}?step=full`, post)).status).toBe(403)
    })

    test(`${product}: refuses one without an eligible group, and a group on another plan`, async () => {
      const { send, portal } = await openDesk(open)
      for (const namespace_id of [1000, 1004, id, undefined]) {
        const response = await send('gitlab', `${url}?step=full`, { method: 'POST', json: { ...contact, namespace_id }, ...as('jane') })
        expect(response.status).toBe(403)
      }
      expect(portal.received).toEqual([])
    })

    test(`${product}: answers with the 404 page when there is nothing to do`, async () => {
      const { send } = await openDesk(open)
      for (const step of ['lead', 'trial', 'other', '']) expect((await send('gitlab', `${url}?step=${step}`, post)).status).toBe(404)
      const json = { ...contact, namespace_id: '0', new_group_name: 'New' }
      expect((await send('gitlab', `${url}?step=full`, { ...post, json })).status).toBe(404)
    })

    test(`${product}: repeats both with resubmit_lead and only the second with resubmit_trial`, async () => {
      const { send, portal, asked } = await openDesk(open)
      portal.answer('customersdot.applyAddonTrial', { status: 422, body: { errors: 'Later' } })
      for (const step of ['resubmit_lead', 'resubmit_trial']) await send('gitlab', `${url}?step=${step}`, post)
      expect(asked()).toEqual(['createAddonLead', 'applyAddonTrial', 'applyAddonTrial'])
    })

    test(`${product}: asks the older path for both while the flag new_trial_lead_endpoint is off`, async () => {
      const { send, world, asked } = await openDesk(open)
      await setFeature(world, 'new_trial_lead_endpoint', false)
      expect((await send('gitlab', `${url}?step=full`, post)).status).toBe(302)
      expect(asked()).toEqual(['createAddonTrial', 'createAddonTrial'])
      await expectNoFindings(world)
    })

    for (const { title, reply } of refusals) {
      test(`${product}: shows that it was unsuccessful after ${title}`, async () => {
        const { send, portal, world } = await openDesk(open)
        portal.answer('customersdot.createAddonLead', reply)
        const failedLead = await send('gitlab', `${url}?step=full`, post)
        expect(failedLead.status).toBe(200)
        expect(await failedLead.text()).toContain('step=resubmit_lead')
        portal.answer('customersdot.applyAddonTrial', reply)
        const failedTrial = await send('gitlab', `${url}?step=resubmit_trial`, post)
        expect(failedTrial.status).toBe(200)
        expect(await failedTrial.text()).toContain(`${url}?step=resubmit_trial`)
        expect(rows(world, 'add_on_purchases')).toEqual([])
      })
    }

    test(`${product}: sends one who is not signed in to the registration`, async () => {
      const { send } = await openDesk(open)
      const response = await send('gitlab', `${url}?step=full`, { method: 'POST', json: contact })
      expect(locationOf(response)).toBe('/-/trial_registrations/new?glm_source=gitlab.com&glm_content=duo-pro-onboarding')
    })
  }
})
