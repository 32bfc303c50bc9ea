import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import { rowsOf } from '../journey/pipeline.ts'
import { describeEachWay, type Sending, type Way } from '../ways.ts'

const { clientId, clientSecret } = developmentCredentials.platypus
const grant = { grant_type: 'client_credentials' }
const client = { client_id: clientId, client_secret: clientSecret }
const basic = (secret: string) => ({ authorization: `Basic ${btoa(`${clientId}:${secret}`)}` })

const ask = ({ send }: Way, sending: Sending) => send('platypus', '/oauth/token', { method: 'POST', ...sending })

const tokenOf = async (way: Way): Promise<string> => (await (await ask(way, { json: { ...grant, ...client } })).json()).access_token

const post = ({ send }: Way, token: string, sending: Sending = { json: example('PlatypusLead') }) =>
  send('platypus', '/leads', { method: 'POST', ...sending, headers: { authorization: `Bearer ${token}`, ...sending.headers } })

describeEachWay("Platypus' tokens", (open) => {
  test.each<[string, Sending]>([
    ['HTTP Basic', { form: grant, headers: basic(clientSecret) }],
    ['a JSON body', { json: { ...grant, ...client } }],
    ['a form', { form: { ...grant, ...client } }],
  ])('are issued for credentials in %s, and stored as a hash only', async (_, sending) => {
    const way = await open()
    const response = await ask(way, sending)
    expect(response.status).toBe(200)
    const body = await response.json()
    expect(body).toEqual({ access_token: expect.stringMatching(/^[0-9a-f]{64}$/), token_type: 'Bearer', expires_in: 3600 })
    expect(rowsOf(way.world, 'platypus', 'tokens')).toEqual([expect.not.objectContaining({ id: body.access_token })])
  })

  test.each<[string, number, string, Sending]>([
    ['a wrong secret', 401, 'invalid_client', { form: grant, headers: basic('wrong') }],
    ['no secret', 400, 'invalid_request', { json: { ...grant, client_id: clientId } }],
    ['another grant', 400, 'unsupported_grant_type', { json: { grant_type: 'password', ...client } }],
    ['no grant', 400, 'invalid_request', { json: client }],
    ['a body that is no JSON', 400, 'invalid_request', { body: '{', headers: { 'content-type': 'application/json' } }],
  ])('are refused for %s with %i %s, and none is stored', async (_, status, error, sending) => {
    const way = await open()
    const response = await ask(way, sending)
    expect([response.status, (await response.json()).error]).toEqual([status, error])
    expect(rowsOf(way.world, 'platypus', 'tokens')).toEqual([])
  })

  test('are refused for a body beyond 1 MiB with 413', async () => {
    const response = await ask(await open(), { json: { ...grant, client_id: 'x'.repeat(1024 * 1024) } })
    expect([response.status, await response.json()]).toEqual([413, { message: 'Payload Too Large' }])
  })
})

describeEachWay("Platypus' queue", (open) => {
  test('takes a lead with 202 before Workato is asked', async () => {
    const way = await open()
    const response = await post(way, await tokenOf(way))
    expect(response.status).toBe(202)
    const { id, queue } = await response.json()
    expect(rowsOf(way.world, 'control', 'jobs')).toEqual([
      expect.objectContaining({ id, queue, class: 'new-lead', state: 'scheduled', args: { lead: example('PlatypusLead') } }),
    ])
    expect(queue).toBe('new-lead-queue')
    expect(rowsOf(way.world, 'workato', 'jobs')).toEqual([])
  })

  test('takes a lead with fields that it does not know', async () => {
    const way = await open()
    const response = await post(way, await tokenOf(way), { json: { ...example('PlatypusLead'), favourite_colour: 'blue' } })
    expect(response.status).toBe(202)
  })

  test.each<[string, number, string, Sending]>([
    ['without an e-mail', 400, 'email is required', { json: { product_interaction: 'Hand Raise PQL' } }],
    ['that is no JSON', 400, '', { body: '{', headers: { 'content-type': 'application/json' } }],
    ['beyond 1 MiB', 413, 'Payload Too Large', { json: { ...example('PlatypusLead'), comment_capture: 'x'.repeat(1024 * 1024) } }],
  ])('refuses a lead %s with %i and keeps nothing', async (_, status, message, sending) => {
    const way = await open()
    const response = await post(way, await tokenOf(way), sending)
    expect([response.status, await response.json()]).toEqual([status, { message: expect.stringContaining(message) }])
    expect(rowsOf(way.world, 'control', 'jobs')).toEqual([])
  })

  test('refuses a token that nobody issued, and one after its hour', async () => {
    const way = await open()
    const token = await tokenOf(way)
    expect((await post(way, 'unknown')).status).toBe(401)
    await way.world.runner.advance(3_599_000)
    expect((await post(way, token)).status).toBe(202)
    await way.world.runner.advance(1000)
    const response = await post(way, token)
    expect([response.status, await response.json()]).toEqual([401, { message: 'Unauthorized' }])
  })
})
