import { expect, test } from 'vitest'
import { html } from '../../contracts/report/html.ts'
import { junit } from '../../contracts/report/junit.ts'
import { verify } from '../../contracts/verification/verify.ts'
import { fileOf, flour } from '../contracts/pact.ts'
import { marketo } from '../contracts/reported.ts'
import { serve } from '../contracts/server.ts'

const secret = '5ecret-5ecret-5ecret'

/** A provider that fails a contract with an answer that holds a secret. */
const answers: [kind: string, body: (authorization: string) => unknown][] = [
  ['the credentials that it was sent', (authorization) => ({ kind: authorization })],
  ['the credentials as the name of a member', (authorization) => ({ [authorization]: 1 })],
  ['a password in JSON in a string', () => ({ kind: JSON.stringify({ password: secret }) })],
  ['a token in a URL', () => ({ kind: `https://app.example/cb?access_token=${secret}` })],
  ['a SOAP session', () => ({ kind: `<sessionId>${secret}</sessionId>` })],
  ['a password in text', () => `password=${secret}&a=1`],
]

test.each(answers)('keeps out of the reports of a verification: %s', async (_kind, body) => {
  const provider = await serve(({ headers }) => ({ body: body(`${headers.authorization}`) }))
  const results = await verify(await fileOf(flour()), { baseUrl: provider.url, headers: { Authorization: `Bearer ${secret}` } })
  const hop = { ...marketo(), verification: { at: '2026-11-28T00:00:00.000Z', base_url: null, results } }
  const report = { hops: [hop] }
  const reports = { json: JSON.stringify(report), junit: junit(report), html: html(report) }
  expect(reports.junit).toContain('failure')
  expect(Object.entries(reports).filter(([, text]) => text.includes(secret))).toEqual([])
})
