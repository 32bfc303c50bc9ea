import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { developmentCredentials } from '../../mocks/credentials.ts'
import type { Sandbox } from '../../sandbox/sandbox.ts'
import { rowsOf } from '../journey/pipeline.ts'
import { findings } from '../marketo/connect.ts'
import { json, running } from '../sandbox/sandbox.ts'

interface Reply {
  success: boolean
  result: Record<string, unknown>[]
  nextPageToken?: string
}

/** As much of the package as is used here; it brings no types. */
interface Client {
  getOAuthToken(): PromiseLike<{ access_token: string; token_type: string; expires_in: number }>
  lead: {
    createOrUpdate(input: object[], options?: object): PromiseLike<Reply>
    find(filterType: string, filterValues: string[], options?: object): PromiseLike<Reply>
    byId(id: number, options?: object): PromiseLike<Reply>
    getPageToken(since: Date | string): PromiseLike<Reply>
    getActivities(ids: number[], types: number[], pageToken: string | undefined): PromiseLike<Reply>
  }
}

/** MadKudu's client of Marketo as npm has it, CommonJS of 2015. */
const Marketo: new (options: object) => Client = createRequire(import.meta.url)('node-marketo-rest')

const places: { title: string; baseOf(sandbox: Sandbox): string }[] = [
  { title: 'under the path prefix', baseOf: ({ url }) => `${url}/marketo` },
  { title: "on the system's own port", baseOf: ({ systems }) => systems.marketo as string },
]
const jane = { email: 'jane@example.com', firstName: 'Jane', lastName: 'Doe', company: 'ACME' }

describe.each(places)('node-marketo-rest $title', ({ baseOf }) => {
  async function connect(credentials: object = {}) {
    const sandbox = await running()
    const base = baseOf(sandbox)
    const places = { endpoint: `${base}/rest`, identity: `${base}/identity` }
    const retry = { maxRetries: 2, initialDelay: 1, maxDelay: 2 }
    return { sandbox, client: new Marketo({ ...places, ...developmentCredentials.marketo, ...credentials, retry }) }
  }

  test('gets a token', async () => {
    const { client } = await connect()
    const token = await client.getOAuthToken()
    expect(token).toMatchObject({ access_token: expect.stringMatching(/^[\w-]+:int$/), token_type: 'bearer' })
    expect(token.expires_in).toBeGreaterThan(3590)
  })

  test('creates a person, then updates them', async () => {
    const { sandbox, client } = await connect()
    const created = await client.lead.createOrUpdate([jane], { lookupField: 'email' })
    expect(created).toMatchObject({ success: true, result: [{ id: expect.any(Number), status: 'created' }] })
    const updated = await client.lead.createOrUpdate([{ ...jane, company: 'ACME Labs' }])
    expect(updated.result).toEqual([{ id: created.result[0]?.id, status: 'updated' }])
    expect(rowsOf(sandbox.world, 'marketo', 'leads')).toEqual([expect.objectContaining({ ...jane, company: 'ACME Labs' })])
  })

  test('finds people by e-mail with the fields it asks for, and none whom nobody knows', async () => {
    const { client } = await connect()
    await client.lead.createOrUpdate([jane, { email: 'jose+pql@example.com', lastName: 'Núñez 🚲' }])
    const found = await client.lead.find('email', ['jose+pql@example.com', 'nobody@example.com', jane.email], {
      fields: ['email', 'lastName'],
    })
    expect(found.result).toEqual([
      { id: expect.any(Number), email: jane.email, lastName: 'Doe' },
      { id: expect.any(Number), email: 'jose+pql@example.com', lastName: 'Núñez 🚲' },
    ])
    expect(await client.lead.find('email', ['nobody@example.com'])).toMatchObject({ success: true, result: [] })
  })

  test('reads what happened to a person since a time', async () => {
    const { client } = await connect()
    const { nextPageToken } = await client.lead.getPageToken(new Date(Date.now() - 60_000))
    const [created] = (await client.lead.createOrUpdate([jane])).result
    const { result } = await client.lead.getActivities([created?.id as number], [12], nextPageToken)
    expect(result).toEqual([expect.objectContaining({ leadId: created?.id, activityTypeId: 12 })])
  })

  test('keeps to the contract in whatever it asks', async () => {
    const { sandbox, client } = await connect()
    const [created] = (await client.lead.createOrUpdate([jane])).result
    const id = created?.id as number
    expect((await client.lead.byId(id)).result).toEqual([expect.objectContaining({ id, email: jane.email })])
    await client.lead.find('email', [jane.email])
    const { nextPageToken } = await client.lead.getPageToken(new Date())
    await client.lead.getActivities([id], [12, 13], nextPageToken)
    expect(await findings(sandbox.world)).toEqual([])
  })

  test('is refused with wrong credentials', async () => {
    const unknown = await connect({ clientId: 'nobody' })
    await expect(unknown.client.lead.find('email', [jane.email])).rejects.toThrow(
      'Authentication (unauthorized): No client with requested id: nobody',
    )
    const wrong = await connect({ clientSecret: 'wrong' })
    await expect(wrong.client.lead.createOrUpdate([jane])).rejects.toThrow('Authentication (invalid_client): Bad client credentials')
    expect(rowsOf(wrong.sandbox.world, 'marketo', 'leads')).toEqual([])
  })

  test("is told Marketo's own reason when a request is refused", async () => {
    const { client } = await connect()
    await expect(client.lead.find('shoeSize', ['42'])).rejects.toMatchObject({
      name: 'HttpError',
      code: 200,
      errors: [{ code: '1006', message: expect.stringContaining('shoeSize') }],
    })
  })

  test('renews a token that has expired by itself', async () => {
    const { sandbox, client } = await connect()
    await client.lead.createOrUpdate([jane])
    const { status } = await json(`${sandbox.url}/_sandbox/clock`, { body: { action: 'advance', seconds: 3601 } })
    expect(status).toBe(200)
    expect((await client.lead.find('email', [jane.email])).result).toHaveLength(1)
    expect(rowsOf(sandbox.world, 'marketo', 'tokens')).toHaveLength(2)
  })

  test('renews a token that the sandbox has forgotten', async () => {
    const { sandbox, client } = await connect()
    await client.getOAuthToken()
    await sandbox.world.reset()
    expect((await client.lead.createOrUpdate([jane])).result).toEqual([expect.objectContaining({ status: 'created' })])
  })
})
