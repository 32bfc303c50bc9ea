import { describe, expect, test } from 'vitest'
import { createWorld } from '../../mocks/core/open.ts'
import {
  generateAddonTrial,
  generateAddonTrialLead,
  generateLead,
  generateTrial,
  generateTrialLead,
  jwks,
  namespaceEligibleTrials,
  openidConfiguration,
} from '../../mocks/gitlab/client.ts'
import { gitlab } from '../../mocks/gitlab/system.ts'
import { within } from './desk.ts'
import { refusals, standIn, unreachable } from './portal.ts'

const newDesk = async (options = {}) => {
  const portal = standIn()
  return { portal, world: await createWorld({ systems: [gitlab, portal.system], automatic: false, ...options }) }
}

describe("GitLab's client of the subscription portal", () => {
  for (const { title, reply, errors, map, logged } of refusals) {
    test(`turns ${title} into a failure${logged ? ' and logs it' : ''}`, async () => {
      const { portal, world } = await newDesk()
      portal.answer('customersdot.createHandRaise', reply)
      const logs: unknown[] = []
      const result = await within(world, (context) => {
        const log = context.log.bind(context)
        context.log = (line) => {
          logs.push(line)
          log(line)
        }
        return generateLead(context, {}, { successor: true })
      })
      expect(result).toEqual({ success: false, data: { errors, ...(map ? { error_attribute_map: map } : {}) } })
      const line = {
        severity: 'ERROR',
        message: 'Unsuccessful response code',
        error_class: 'Gitlab::SubscriptionPortal::Client::ResponseError',
        status: reply.status,
      }
      expect(logs).toEqual(logged ? [line] : [])
    })
  }

  test('turns no answer into a failure', async () => {
    const { world } = await newDesk(unreachable)
    const result = await within(world, (context) => generateLead(context, {}, { successor: true }))
    expect(result).toEqual({ success: false, data: { errors: 'Our team has been notified. Please try again.' } })
  })

  test('takes any 2xx, with or without a body, for success', async () => {
    const { portal, world } = await newDesk()
    for (const [reply, data] of [
      [{ status: 200 }, null],
      [{ status: 204 }, null],
      [{ status: 201, body: { a: 1 } }, { a: 1 }],
    ] as const) {
      portal.answer('customersdot.createHandRaise', reply)
      expect(await within(world, (context) => generateLead(context, {}, { successor: true }))).toEqual({ success: true, data })
    }
  })

  test('authenticates as an admin with GitLab’s user agent', async () => {
    const { portal, world } = await newDesk()
    await within(world, (context) => generateLead(context, {}, { successor: true }))
    await within(world, (context) => namespaceEligibleTrials(context, [1000]))
    expect(portal.received).toHaveLength(2)
    for (const { headers } of portal.received) {
      expect(headers).toMatchObject({
        accept: 'application/json',
        'user-agent': 'GitLab/19.3.0-pre',
        'x-admin-email': 'gl_com_api@gitlab.com',
        'x-admin-token': 'customer_admin_token',
      })
    }
    expect(portal.received[0]?.headers['content-type']).toBe('application/json')
  })

  test('chooses the newer or the older path of each call', async () => {
    const { portal, world } = await newDesk()
    for (const call of [generateLead, generateTrialLead, generateTrial, generateAddonTrialLead, generateAddonTrial]) {
      for (const successor of [true, false]) await within(world, (context) => call(context, { trial_user: {} }, { successor }))
    }
    expect(portal.received.map(({ operation }) => operation.replace('customersdot.', ''))).toEqual([
      ...['createHandRaise', 'createHandRaiseLead'],
      ...['createUltimateLead', 'createTrial'],
      ...['createUltimateTrial', 'createTrial'],
      ...['createAddonLead', 'createAddonTrial'],
      ...['applyAddonTrial', 'createAddonTrial'],
    ])
  })

  test('asks for the trials of several namespaces at once', async () => {
    const { portal, world } = await newDesk()
    const result = await within(world, (context) => namespaceEligibleTrials(context, [1000, 1001]))
    expect(portal.received[0]?.query['namespace_ids[]']).toEqual([1000, 1001])
    expect(Object.keys((result as { data: { namespaces: object } }).data.namespaces)).toEqual(['1000', '1001'])
  })

  test('has no configuration and no keys when CustomersDot does not give them', async () => {
    const { world } = await newDesk()
    expect(await within(world, openidConfiguration)).toBeUndefined()
    expect(await within(world, jwks)).toBeUndefined()
  })
})
