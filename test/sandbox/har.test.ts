import { expect, test } from 'vitest'
import type { Schema } from '../../contracts/openapi/types.ts'
import { handRaise, handRaiseHops, handRaisePath } from '../journey/pipeline.ts'
import { desk } from './raise.ts'
import { json } from './sandbox.ts'

type Entry = Schema<'ControlHarEntry'>

test('writes a trace as an HTTP archive, without a secret', async () => {
  const { ask, raise, world } = await desk()
  const id = await raise()
  await world.settle()
  const { log }: Schema<'ControlHar'> = await ask(`/traces/${id}/har`)
  expect(log).toMatchObject({ version: '1.2', creator: { name: 'pql-sandbox' } })
  const hops = log.entries.map(({ _consumer, _provider, response }) => `${_consumer} → ${_provider} ${response.status}`)
  expect(hops).toEqual(['client → gitlab 200', ...handRaiseHops])
  const [form] = log.entries as [Entry]
  expect(form.request).toMatchObject({
    method: 'POST',
    url: world.baseOf('gitlab') + handRaisePath,
    postData: { mimeType: 'application/json' },
  })
  expect(JSON.parse(form.request.postData?.text ?? '')).toEqual(handRaise)
  expect(form.response).toMatchObject({ status: 200, statusText: 'OK' })
  const salesforce = log.entries.at(-1) as Entry
  expect(salesforce.request.headers).toContainEqual({ name: 'authorization', value: '[REDACTED]' })
  expect(JSON.parse(salesforce.response.content.text)).toMatchObject({ success: true })
  expect(salesforce).toMatchObject({ _operation: 'salesforce.upsertLead', _findings: [], _attempt: 1 })
})

test('writes a form as it was sent, its query taken apart, and an answer that never came', async () => {
  const { ask, url, world } = await desk()
  world.upstreams.customersdot = 'http://127.0.0.1:1'
  const body = new URLSearchParams({ first_name: 'Jane', last_name: 'Doe & Co', company_name: 'ACME', country: 'DE' })
  const headers = { 'x-sandbox-user': 'jane' }
  const sent = await fetch(`${url}/gitlab/-/trials?step=lead&glm_content=a%20b`, { method: 'POST', body, headers })
  const { log }: Schema<'ControlHar'> = await ask(`/traces/${sent.headers.get('x-sandbox-trace')}/har`)
  const [form, hop] = log.entries as [Entry, Entry]
  expect(form.request.postData?.text).toBe(body.toString())
  expect(form.request.queryString).toEqual([
    { name: 'step', value: 'lead' },
    { name: 'glm_content', value: 'a b' },
  ])
  expect(form.response.content.mimeType).toContain('text/html')
  expect(hop).toMatchObject({ response: { status: 0, statusText: '' }, _error: expect.any(String) })
})

test('has no archive of an unknown trace', async () => {
  const { api } = await desk()
  expect((await json(`${api}/traces/${'0'.repeat(31)}1/har`)).status).toBe(404)
})
