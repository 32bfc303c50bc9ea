import { getResponse } from 'msw'
import { setupWorker } from 'msw/browser'
import type { Schema } from '../../contracts/openapi/types.ts'
import { createMocks, type Mocks } from '../../mocks/index.ts'

/** What came of a hand raise. This file runs in the browser: it is a page that has the mocks in it. */
export interface Outcome {
  status: number
  leads: object[]
  findings: number
}

type Form = Schema<'GitlabHandRaiseLead'>

const url = 'https://gitlab.com/-/gitlab_subscriptions/hand_raise_leads'

const request = (form: Form): [string, RequestInit] => [
  url,
  { method: 'POST', headers: { 'content-type': 'application/json', 'x-sandbox-user': 'jane' }, body: JSON.stringify(form) },
]

/** Hands a hand raise to the handlers themselves. */
async function ask(form: Form): Promise<Outcome> {
  const mocks = await createMocks()
  return outcome(mocks, await getResponse(mocks.handlers, new Request(...request(form))))
}

/** Sends a hand raise with `fetch`, which MSW's service worker answers. */
async function send(form: Form): Promise<Outcome> {
  const mocks = await createMocks()
  const worker = setupWorker(...mocks.handlers)
  await worker.start({ quiet: true })
  const response = await fetch(...request(form))
  worker.stop()
  return outcome(mocks, response)
}

async function outcome({ settle, world }: Mocks, response: Response | undefined): Promise<Outcome> {
  await settle()
  const traces = world.traces.list({ limit: 10 }).rows
  return {
    status: response?.status ?? 0,
    leads: [...world.store.relation('salesforce.leads').rows.values()],
    findings: traces.reduce((sum, { findings }) => sum + findings, 0),
  }
}

Object.assign(globalThis, { ask, send })
