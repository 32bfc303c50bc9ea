import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { Schema } from '../../contracts/openapi/types.ts'
import { exchangeWith } from '../spans.ts'
import { type Desk, desk } from './raise.ts'
import { json } from './sandbox.ts'

const again = ({ api }: Desk, id: string) => json(`${api}/traces/${id}/replay`, { method: 'POST' })

const firstOf = async ({ ask }: Desk, id: string): Promise<Schema<'ControlExchange'>> => (await ask(`/traces/${id}`)).spans[0]

test('sends a hand raise again for the same user, in a trace of its own that arrives too', async () => {
  const open = await desk()
  const id = await open.raise({ comment: 'Again?' })
  const { status, body } = await again(open, id)
  expect([status, body]).toEqual([200, { trace_id: expect.not.stringMatching(id), status: 200 }])
  await open.world.settle()
  const [before, after] = [await firstOf(open, id), await firstOf(open, body.trace_id)]
  expect(after).toMatchObject({ method: before.method, url: before.url, consumer: before.consumer, request: { body: before.request.body } })
  expect((await open.ask(`/traces/${body.trace_id}`)).summary).toMatchObject({ state: 'arrived', email: 'jane@example.com', lead_ids: [2] })
})

test('sends a form of a browser again in a new session', async () => {
  const open = await desk()
  const session = await json(`${open.api}/session`, { body: { username: 'jane' } })
  const cookie = session.headers.get('set-cookie')?.split(';')[0] as string
  const form = new URLSearchParams(example('GitlabTrialForm') as unknown as Record<string, string>)
  const path = '/gitlab/-/trials?step=full&glm_source=about.gitlab.com&glm_content=free-billing'
  const sent = await fetch(open.url + path, { method: 'POST', body: form, headers: { cookie }, redirect: 'manual' })
  const id = sent.headers.get('x-sandbox-trace') as string
  const { body } = await again(open, id)
  // The namespace has its trial by now.
  expect([sent.status, body.status]).toEqual([302, 403])
  expect((await firstOf(open, body.trace_id)).request).toMatchObject({
    body: (await firstOf(open, id)).request.body,
    headers: { cookie: '[REDACTED]' },
  })
})

test('sends a request without a user again without one', async () => {
  const open = await desk()
  const page = await json(`${open.url}/gitlab/-/countries`)
  expect((await again(open, page.headers.get('x-sandbox-trace') as string)).body).toMatchObject({ status: 200 })
})

test('sends requests to the other systems again with the credentials of the sandbox', async () => {
  const open = await desk()
  const { credentials } = open.world
  const admin = { 'x-admin-email': credentials.customersdot.adminEmail, 'x-admin-token': credentials.customersdot.adminToken }
  const token = async (path: string, body?: object) => (await json(`${open.url}${path}`, body ? { body } : {})).body.access_token
  const client = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => ({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
  })
  const marketo = await token(`/marketo/identity/oauth/token?${new URLSearchParams(client(credentials.marketo))}`)
  const workato = await token('/workato/oauth2/token', client(credentials.workato))
  const requests: [path: string, options: Parameters<typeof json>[1]][] = [
    ['/customersdot/leads/gitlab_com/hand_raises', { body: example('CustomersdotHandRaiseLead'), headers: admin }],
    ['/workato/gitlab-dev/services/marketo/lead', { body: example('WorkatoLead'), headers: { authorization: `Bearer ${workato}` } }],
    [`/marketo/rest/v1/leads/describe2.json?access_token=${marketo}`, {}],
    ['/gitlab/api/v4/namespaces/1000', { headers: { 'private-token': credentials.gitlab.adminToken } }],
  ]
  for (const [path, options] of requests) {
    const sent = await json(open.url + path, options)
    const { body } = await again(open, sent.headers.get('x-sandbox-trace') as string)
    expect([path, body.status]).toEqual([path, sent.status])
    expect((await firstOf(open, body.trace_id)).status).toBe(sent.status < 300 ? sent.status : 0)
  }
})

test('says why a request cannot be sent again', async () => {
  const open = await desk()
  const { clientId, clientSecret } = open.world.credentials.workato
  const grant = { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }
  const secret = await json(`${open.url}/workato/oauth2/token`, { body: grant })
  const stray = await fetch(`${open.url}/gitlab/no/such/page`)
  const [lost, large, stranger] = ['a', 'b', 'c'].map((digit) => digit.repeat(32)) as [string, string, string]
  open.world.traces.append(exchangeWith({ trace_id: lost, parent_id: '1'.repeat(16) }))
  open.world.traces.append(exchangeWith({ trace_id: large, operation: 'gitlab.createHandRaiseLead', status: 413 }))
  open.world.traces.append(
    exchangeWith({ trace_id: stranger, operation: 'gitlab.createHandRaiseLead', request: { headers: { cookie: '[REDACTED]' } } }),
  )
  const cases: [id: string, says: string][] = [
    [secret.headers.get('x-sandbox-trace') as string, 'The request carried a secret'],
    [stray.headers.get('x-sandbox-trace') as string, 'GET /no/such/page is not in the contract'],
    [lost, 'The request with which the trace began is no longer kept'],
    [large, 'The body was too large to be kept'],
    [stranger, 'Who was signed in is not in the trace'],
  ]
  for (const [id, says] of cases)
    expect(await again(open, id)).toMatchObject({ status: 409, body: { error: expect.stringContaining(says) } })
  expect((await again(open, '0'.repeat(31) + 1)).status).toBe(404)
})

test('sends a request again whose client traces its own work', async () => {
  const open = await desk()
  const traceparent = '00-99999999999999999999999999999999-8888888888888888-01'
  await json(`${open.url}/gitlab/-/countries`, { headers: { traceparent } })
  expect((await again(open, '9'.repeat(32))).body).toMatchObject({ status: 200 })
})
