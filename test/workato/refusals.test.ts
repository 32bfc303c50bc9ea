import { expect, test } from 'vitest'
import { describeEachWay } from '../ways.ts'
import { lead, leadPath, openWorkato } from './desk.ts'

const client = { client_id: 'workato_client_id', client_secret: 'workato_client_secret' }
const grant = { grant_type: 'client_credentials' }
const tooMuch = ' '.repeat(5 * 1024 * 1024 + 1)
const json = { 'content-type': 'application/json' }

describeEachWay("Workato's refusals", (open) => {
  const tokens = {
    'without a grant type': [{ json: client }, 400, 'invalid_request'],
    'of another grant type': [{ json: { ...client, grant_type: 'password' } }, 400, 'unsupported_grant_type'],
    'without credentials': [{ json: grant }, 400, 'invalid_request'],
    'with a form that is called JSON': [{ headers: json, body: 'grant_type=client_credentials' }, 400, 'invalid_request'],
    'with a body of another kind': [{ headers: { 'content-type': 'text/plain' }, body: 'grant_type' }, 400, 'invalid_request'],
    'with another client': [{ form: { ...grant, ...client, client_id: 'guess' } }, 401, 'invalid_client'],
  } as const
  for (const [title, [sending, status, error]] of Object.entries(tokens)) {
    test(`meet a request for a token ${title}`, async () => {
      const { send } = await openWorkato(open)
      const response = await send('workato', '/oauth2/token', { method: 'POST', ...sending } as never)
      expect([response.status, await response.json()]).toEqual([status, { error, error_description: expect.any(String) }])
    })
  }

  test('meet a payload of more than 5 MB, and run nothing', async () => {
    const { send, jobs } = await openWorkato(open)
    for (const path of ['/oauth2/token', leadPath]) {
      const response = await send('workato', path, { method: 'POST', headers: json, body: tooMuch })
      expect([response.status, await response.json()]).toEqual([413, { message: 'Payload too large' }])
    }
    expect(jobs()).toEqual([])
  })

  const leads: Record<string, object> = {
    'without an e-mail': { ...lead, email: undefined },
    'with an e-mail that is none': { ...lead, email: 'jane' },
    'without an interaction': { ...lead, product_interaction: undefined },
    'with a text for a number': { ...lead, namespace_id: 'acme' },
  }
  for (const [title, sent] of Object.entries(leads)) {
    test(`meet a lead ${title} as an invalid request, which runs nothing`, async () => {
      const { sendLead, jobs } = await openWorkato(open)
      const response = await sendLead(sent)
      expect([response.status, await response.json()]).toEqual([500, { message: expect.stringMatching(/^Invalid request: /) }])
      expect(jobs()).toEqual([])
    })
  }

  test('meet an address that leads nowhere', async () => {
    const { send } = await openWorkato(open)
    for (const [method, path] of [
      ['POST', '/gitlab-dev/services/marketo/leads'],
      ['GET', leadPath],
      ['POST', '/api/recipes'],
    ] as const)
      expect((await send('workato', path, { method })).status).toBe(404)
  })
})
