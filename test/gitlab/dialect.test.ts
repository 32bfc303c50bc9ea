import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { gitlab } from '../../mocks/gitlab/system.ts'
import { describeEachWay } from '../ways.ts'
import { as, newestTrace, openDesk, stored } from './desk.ts'

const forms = [
  '/-/gitlab_subscriptions/hand_raise_leads',
  '/-/subscriptions/hand_raise_leads',
  '/-/trials/create_hand_raise_lead',
  '/-/trials?step=full',
  '/-/trials/duo_pro?step=full',
  '/-/trials/duo_enterprise?step=full',
  '/-/trials/create_lead',
  '/-/trials/apply',
]

describeEachWay("GitLab's dialect", (open) => {
  for (const path of forms) {
    test(`answers a body that cannot be read with a page: ${path}`, async () => {
      const { send, world, portal } = await openDesk(open)
      const before = stored(world)
      for (const [type, body] of [
        ['text/plain', 'namespace_id=1000'],
        ['application/json', ''],
      ] as const) {
        const response = await send('gitlab', path, { method: 'POST', body, headers: { ...as('jane').headers, 'content-type': type } })
        expect(response.status).toBe(400)
        expect(response.headers.get('content-type')).toContain('text/html')
        expect(await response.text()).toContain('<title>Bad Request</title>')
      }
      const oversized = await send('gitlab', path, { method: 'POST', json: { comment: 'x'.repeat(1024 * 1024) }, ...as('jane') })
      expect(oversized.status).toBe(413)
      expect(await oversized.text()).toContain('<title>Request Entity Too Large</title>')
      expect(portal.received).toEqual([])
      expect(stored(world)).toEqual(before)
    })

    test(`refuses JSON that is malformed, or that others would read in another way, ahead of the form: ${path}`, async () => {
      const { send, world, portal } = await openDesk(open)
      const before = stored(world)
      for (const body of ['{"namespace_id":', '{"namespace_id":1000,"namespace_id":1001}', '{"__proto__":{"namespace_id":1000}}']) {
        const headers = { ...as('jane').headers, 'content-type': 'application/json' }
        const response = await send('gitlab', path, { method: 'POST', body, headers })
        expect([response.status, await response.text()]).toEqual([400, 'Bad Request'])
      }
      expect(portal.received).toEqual([])
      expect(stored(world)).toEqual(before)
    })

    test(`takes JSON that is no object for a form without fields: ${path}`, async () => {
      const { send } = await openDesk(open)
      for (const json of [[], 'text', 1, null, [{ namespace_id: 1000 }]]) {
        const response = await send('gitlab', path, { method: 'POST', json, ...as('jane') })
        expect([302, 403, 404]).toContain(response.status)
      }
    })
  }

  test('answers an unknown path and method with the 404 page', async () => {
    const { send } = await open({ systems: [gitlab] })
    for (const [method, path] of [
      ['GET', '/-/nothing'],
      ['POST', '/'],
      ['GET', '/-/trials'],
      ['DELETE', '/-/countries'],
    ] as const) {
      const response = await send('gitlab', path, { method })
      expect(response.status).toBe(404)
      expect(await response.text()).toContain('404: Page not found')
    }
  })

  test('answers an unknown path and method of the API in JSON', async () => {
    const { send } = await open({ systems: [gitlab] })
    const unknown = await send('gitlab', '/api/v4/projects')
    expect(unknown.status).toBe(404)
    expect(await unknown.json()).toEqual({ error: '404 Not Found' })
    const method = await send('gitlab', '/api/v4/namespaces/1000', { method: 'DELETE' })
    expect(method.status).toBe(405)
    expect(method.headers.get('allow')).toBe('HEAD, GET, PUT')
    expect(await method.json()).toEqual({ error: '405 Not Allowed' })
  })

  test('answers with a 500 in its own words when the simulator has a bug, and changes nothing', async () => {
    const bugs: unknown[] = []
    const broken: typeof gitlab = {
      ...gitlab,
      handlers: {
        ...gitlab.handlers,
        listCountries: () => Promise.reject(new Error('bug')),
        getNamespace: () => Promise.reject(new Error('bug')),
      },
    }
    const { send } = await open({ systems: [broken], report: (error) => bugs.push(error) })
    const page = await send('gitlab', '/-/countries')
    expect(page.status).toBe(500)
    expect(await page.text()).toContain('something went wrong')
    const json = await send('gitlab', '/api/v4/namespaces/1000', { headers: { 'private-token': 'gitlab_admin_token' } })
    expect(json.status).toBe(500)
    expect(await json.json()).toEqual({ message: '500 Internal Server Error' })
    expect(bugs).toHaveLength(2)
  })

  test('writes a line to its log for each request, without what the user typed', async () => {
    const { send, world } = await openDesk(open)
    await send('gitlab', forms[0] as string, { method: 'POST', json: example('GitlabHandRaiseLead'), ...as('jane') })
    const { logs } = await newestTrace(world)
    expect(logs).toMatchObject([{ system: 'gitlab', message: 'Completed 200', status: 200 }])
    expect(JSON.stringify(logs)).not.toContain('Doe')
  })
})
