import { getResponse } from 'msw'
import { expect, test } from 'vitest'
import { createMocks } from '../../mocks/index.ts'
import { asJane, handRaise, handRaisePath } from '../journey/pipeline.ts'

const page = 'http://localhost:3000'

/** Sends a request of a page to GitLab's mock, where pages of `allowOrigins` may read replies. */
async function asked(allowOrigins: string[], init: RequestInit, origin = page) {
  const { handlers, world } = await createMocks({ automatic: false, allowOrigins })
  const headers = { ...(init.headers as Record<string, string>), origin }
  const request = new Request(`https://gitlab.com${handRaisePath}`, { ...init, headers })
  return { response: (await getResponse(handlers, request)) as Response, traces: world.traces.list({ limit: 10 }).rows.length }
}

const preflight = {
  method: 'OPTIONS',
  headers: { 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,x-sandbox-user' },
}
const post = { method: 'POST', headers: { ...asJane, 'content-type': 'application/json' }, body: JSON.stringify(handRaise) }

test('answers the preflight of an allowed origin, and keeps no trace of it', async () => {
  const { response, traces } = await asked([`${page}/`], preflight)
  expect(response.status).toBe(204)
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'access-control-allow-origin': page,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'content-type,x-sandbox-user',
    'access-control-allow-credentials': 'true',
  })
  expect(traces).toBe(0)
})

test('lets an allowed origin read the reply', async () => {
  const { response, traces } = await asked([page], post)
  expect([response.status, response.headers.get('access-control-allow-origin'), traces]).toEqual([200, page, 1])
})

test('passes OPTIONS on to the system when it is not a preflight', async () => {
  const { response } = await asked([page], { method: 'OPTIONS' })
  expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([404, page])
})

test('adds nothing for another origin, or without the option', async () => {
  for (const [allowed, origin] of [
    [[page], 'http://localhost:3001'],
    [[page], 'null'],
    [[], page],
  ] as const) {
    const { response } = await asked([...allowed], preflight, origin)
    expect([response.status, response.headers.get('access-control-allow-origin')]).toEqual([404, null])
  }
})

test('refuses an allowed origin that is not one, in a sentence', async () => {
  for (const origin of ['*', 'localhost:3000', `${page}/app`])
    await expect(createMocks({ allowOrigins: [origin] })).rejects.toThrow(
      `createMocks: allowOrigins.0 must be an origin, such as "http://localhost:5173", and not ${JSON.stringify(origin)}.`,
    )
})
