import { expect, test } from 'vitest'
import { example, schema } from '../../contracts/openapi/spec.ts'
import { apiUser } from '../../mocks/marketo/access/permissions.ts'
import { change } from '../customersdot/neighbours.ts'
import { describeEachWay } from '../ways.ts'
import { connect } from './connect.ts'

type Client = Awaited<ReturnType<typeof connect>>
type Cause = (client: Client) => Promise<unknown>

const leads = '/rest/v1/leads.json'
const jane = { email: 'jane@example.com', firstName: 'Jane' }
const activity = example('MarketoAddCustomActivitiesRequest').input[0]

/** Limits enforced so that no call is let in. */
const enforce = (name: 'rate' | 'concurrency' | 'quota', index: number) => async (client: Client) => {
  change(client.world, 'marketo.limits', name, { ...example('MarketoLimit', index), calls: 0 })
  return client.read('/rest/v1/stats/usage.json')
}
const sent = (headers: object, body: string) => async (client: Client) =>
  (await client.send('marketo', leads, { method: 'POST', body, headers: { ...client.headers, ...headers } })).json()
const asked = (method: string, path: string, json?: unknown) => (client: Client) => client.ask(method, path, json)
const written = (json: object) => (client: Client) => client.write(json)

/** What makes Marketo refuse a call as a whole, by code. */
const refusals: Record<string, Cause> = {
  600: async ({ send }) => (await send('marketo', leads)).json(),
  601: async ({ send }) => (await send('marketo', leads, { headers: { authorization: 'Bearer guess' } })).json(),
  602: ({ read, world }) => {
    world.clock.advance(3_600_000)
    return read(leads)
  },
  603: ({ read, world }) => {
    change(world, 'marketo.users', apiUser, { id: apiUser, permissions: [] })
    return read(leads)
  },
  605: asked('PUT', leads),
  606: enforce('rate', 0),
  607: enforce('quota', 2),
  609: sent({ 'content-type': 'application/json' }, '{'),
  610: asked('GET', '/rest/v1/nothing.json'),
  611: ({ read, world }) => {
    world.store.relation('marketo.leads').rows.get = () => {
      throw new Error('broken on purpose')
    }
    return read('/rest/v1/lead/1.json')
  },
  612: sent({ 'content-type': 'text/plain' }, '{}'),
  615: enforce('concurrency', 1),
  703: asked('POST', '/rest/v1/campaigns/1060/schedule.json', { input: { cloneToProgram: 'Copy' } }),
  704: asked('GET', '/rest/v1/activities/pagingtoken.json?sinceDatetime=yesterday'),
  1002: asked('GET', leads),
  1003: written({ input: [] }),
  1004: asked('GET', '/rest/v1/lead/99.json'),
  1006: asked('GET', '/rest/v1/leads/schema/fields/shoeSize.json'),
  1011: asked('GET', `${leads}?filterType=firstName&filterValues=Jane`),
  1013: asked('GET', '/rest/v1/lists/9.json'),
  1042: asked('POST', '/rest/v1/campaigns/1060/schedule.json', { input: { runAt: '2999-01-01' } }),
  1078: async ({ ask, world, write }) => {
    const person = { lastName: 'Doe', company: 'ACME', productInteraction: 'Hand Raise PQL' }
    await write({ input: ['jane', 'john'].map((name) => ({ ...person, email: `${name}@example.com` })) })
    await world.settle()
    return ask('POST', '/rest/v1/leads/1/merge.json?leadId=2&mergeInCRM=true')
  },
  1080: asked('POST', `/rest/v1/leads/1/merge.json?leadIds=${Array.from({ length: 26 }, (_, index) => index + 2)}`),
}

/** Codes that nothing here brings about, and why. */
const unproduced: Record<string, string> = {
  500: "an unexpected condition in Adobe's servers",
  502: "a failure between Adobe's servers",
  604: 'nothing here runs longer than the 30 seconds after which Marketo gives up',
  608: "a part of Adobe's servers that is down for a while",
  614: 'there is one subscription, and it is always there',
  713: "a resource of Adobe's servers that is busy",
}

/** What makes Marketo skip a record, by the schema of the reason and the code. */
const reasons: Record<'MarketoReason' | 'MarketoLeadReason' | 'MarketoActivityReason', Record<string, Cause>> = {
  MarketoReason: {
    1001: written({ input: [{ ...jane, firstName: 1 }] }),
    1002: written({ input: [{ firstName: 'Jane' }] }),
    1003: written({ input: [{ ...jane, id: 1 }] }),
    1004: written({ action: 'updateOnly', input: [jane] }),
    1005: written({ action: 'createOnly', input: [jane, jane] }),
    1006: written({ input: [{ ...jane, shoeSize: 38 }] }),
    1007: async ({ write }) => {
      await write({ action: 'createDuplicate', input: [jane, jane] })
      return write({ input: [jane] })
    },
    1008: written({ partitionName: 'Europe', input: [jane] }),
    1010: async ({ world, write }) => {
      change(world, 'marketo.partitions', 2, example('MarketoPartitionRow', 1))
      await write({ input: [jane] })
      return write({ partitionName: 'Europe', input: [jane] })
    },
    1011: written({ input: [{ ...jane, sfdcLeadId: '00Q' }] }),
  },
  MarketoLeadReason: {
    1004: asked('POST', '/rest/v1/leads/delete.json?id=99'),
    1015: async ({ ask, write }) => {
      await write({ input: [jane] })
      return ask('DELETE', '/rest/v1/lists/1001/leads.json?id=1')
    },
  },
  MarketoActivityReason: Object.fromEntries(
    Object.entries({
      1001: { activityDate: 'today' },
      1002: { leadId: undefined },
      1003: { activityTypeId: 1 },
      1004: { leadId: 99 },
      1006: { attributes: [{ name: 'Shoe Size', value: '38' }] },
      1049: { attributes: [{ name: 'URL', value: 'x'.repeat(65_536) }] },
    }).map(([code, more]): [string, Cause] => [
      code,
      async ({ ask, write }) => {
        await write({ input: [jane] })
        return ask('POST', '/rest/v1/activities/external.json', { input: [{ ...activity, leadId: 1, ...more }] })
      },
    ]),
  ),
}

const documented = (name: 'MarketoError' | keyof typeof reasons) => schema(name).properties?.code?.enum as string[]

describeEachWay('Marketo codes', (open) => {
  test('of refusals are met by what causes them, but for a fifth that nothing here can cause', async () => {
    expect([...Object.keys(refusals), ...Object.keys(unproduced)].sort()).toEqual([...documented('MarketoError')].sort())
    expect(Object.keys(unproduced).length / documented('MarketoError').length).toBeLessThan(0.25)
    for (const [code, cause] of Object.entries(refusals))
      expect(await cause(await connect(open, { report: () => {} }))).toMatchObject({ success: false, errors: [{ code }] })
  })

  for (const [name, causes] of Object.entries(reasons)) {
    test(`of ${name} are met by what causes them`, async () => {
      expect(Object.keys(causes).sort()).toEqual([...documented(name as keyof typeof reasons)].sort())
      for (const [code, cause] of Object.entries(causes)) {
        const { success, result } = (await cause(await connect(open))) as { success: boolean; result: object[] }
        const because = [expect.objectContaining({ code })]
        expect([success, result.at(-1)]).toMatchObject([
          true,
          name === 'MarketoActivityReason' ? { errors: because } : { reasons: because },
        ])
      }
    })
  }
})
