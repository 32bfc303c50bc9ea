import { expect, test } from 'vitest'
import { example, operations } from '../../contracts/openapi/spec.ts'
import type { World } from '../../mocks/core/world.ts'
import { customersdot } from '../../mocks/customersdot/system.ts'
import { describeEachWay } from '../ways.ts'
import { admin, change, newestTrace, rowsOf } from './neighbours.ts'

const own = [...operations.values()].filter(({ system }) => system === 'customersdot')
const posts = own.filter(({ method }) => method === 'POST').map(({ path }) => path)
const guarded = own.filter(({ security }) => security.length)
const json = { 'content-type': 'application/json' }

function expectNothingWritten(world: World) {
  const seeded = customersdot.seed(world.clock.stamp())
  for (const name of Object.keys(customersdot.tables)) expect(rowsOf(world, `customersdot.${name}`)).toEqual(seeded[name] ?? [])
  expect(rowsOf(world, 'control.jobs')).toEqual([])
}

describeEachWay('CustomersDot refusals', (open) => {
  const credentials = {
    'no credentials': {},
    'a wrong token': { ...admin, 'x-admin-token': 'guess' },
    'a wrong e-mail': { ...admin, 'x-admin-email': 'mallory@example.com' },
    'an e-mail alone': { 'x-admin-email': admin['x-admin-email'] },
  }
  for (const [name, headers] of Object.entries(credentials)) {
    test(`refuses ${name} everywhere`, async () => {
      const { send, world } = await open({ systems: [customersdot] })
      for (const { method, path } of guarded) {
        const sending = method === 'POST' ? { method, headers, json: example('CustomersdotHandRaiseLead') } : { method, headers }
        const response = await send('customersdot', path, sending)
        expect([path, response.status, await response.json()]).toEqual([path, 401, { error: 'Unauthorized' }])
      }
      expectNothingWritten(world)
    })
  }

  test('refuses a blocked account everywhere, once its credentials are right', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    const email = admin['x-admin-email']
    change(world, 'customersdot.admins', email, { email, active: false })
    const sent = (method: string, path: string, headers: Record<string, string>) =>
      send('customersdot', path, method === 'POST' ? { method, headers, json: example('CustomersdotHandRaiseLead') } : { method, headers })
    for (const { method, path } of guarded) {
      const response = await sent(method, path, admin)
      expect([path, response.status, await response.json()]).toEqual([path, 403, { error: 'Forbidden' }])
      expect((await sent(method, path, { ...admin, 'x-admin-token': 'guess' })).status).toBe(401)
    }
    change(world, 'customersdot.admins', email, { email, active: true })
    expectNothingWritten(world)
  })

  for (const path of posts) {
    const bodies = {
      'malformed JSON': '{"work_email":',
      'no JSON at all': '',
      'a repeated key': '{"work_email":"a@example.com","work_email":"b@example.com"}',
      __proto__: '{"__proto__":{"work_email":"a@example.com"}}',
    }
    for (const [name, body] of Object.entries(bodies)) {
      test(`refuses ${name} at ${path}`, async () => {
        const { send, world } = await open({ systems: [customersdot] })
        const response = await send('customersdot', path, { method: 'POST', headers: { ...admin, ...json }, body })
        expect(response.status).toBe(400)
        expect(await response.json()).toEqual({ error: expect.stringMatching(/^The request body is not valid JSON: /) })
        expectNothingWritten(world)
      })
    }

    test(`refuses a form at ${path}`, async () => {
      const { send, world } = await open({ systems: [customersdot] })
      const response = await send('customersdot', path, { method: 'POST', headers: admin, form: { work_email: 'jane@example.com' } })
      expect(response.status).toBe(415)
      expect(await response.json()).toEqual({ error: 'The request body must be application/json' })
      expectNothingWritten(world)
    })

    test(`refuses a body of more than a MiB at ${path}`, async () => {
      const { send, world } = await open({ systems: [customersdot] })
      const body = JSON.stringify({ comment: 'x'.repeat(1024 * 1024) })
      const response = await send('customersdot', path, { method: 'POST', headers: { ...admin, ...json }, body })
      expect(response.status).toBe(413)
      expect(await response.json()).toEqual({ error: 'The request body is too large' })
      expectNothingWritten(world)
    })
  }

  for (const [method, path] of [
    ['POST', '/trials/unknown'],
    ['GET', '/trials'],
    ['DELETE', '/leads/gitlab_com/hand_raises'],
  ] as const) {
    test(`refuses ${method} ${path}`, async () => {
      const { send, world } = await open({ systems: [customersdot] })
      const response = await send('customersdot', path, { method, headers: admin })
      expect(response.status).toBe(404)
      expect(await response.json()).toEqual({ error: 'Not Found' })
      expectNothingWritten(world)
    })
  }

  test('keeps the credentials out of the trace', async () => {
    const { send, world } = await open({ systems: [customersdot] })
    await send('customersdot', '/trials/create_hand_raise_lead', {
      method: 'POST',
      headers: admin,
      json: example('CustomersdotHandRaiseLead'),
    })
    expect(JSON.stringify((await newestTrace(world)).spans)).not.toContain('customer_admin_token')
  })
})
