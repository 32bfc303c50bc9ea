import { monitorEventLoopDelay } from 'node:perf_hooks'
import { answer } from '../mocks/core/engine/answer.ts'
import type { World } from '../mocks/core/world.ts'

export interface Ingested {
  /** Milliseconds from the last call until every record is in Salesforce. */
  ms: number
  /** The longest time, in milliseconds, for which no other request could be answered. */
  longestBlockMs: number
}

/** Runs a job of Salesforce's Bulk API with so many leads, in the process of the sandbox. */
export async function ingest(world: World, records: number): Promise<Ingested> {
  const { clientId: client_id, clientSecret: client_secret } = world.credentials.salesforce
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret }).toString()
  const token = await send(world, 'POST', '/services/oauth2/token', { 'content-type': 'application/x-www-form-urlencoded' }, form)
  const call = (method: string, path: string, type: string, body: string) =>
    send(
      world,
      method,
      `/services/data/v66.0/jobs/ingest${path}`,
      { authorization: `Bearer ${token.access_token}`, 'content-type': type },
      body,
    )
  const { id } = await call('POST', '', 'application/json', JSON.stringify({ object: 'Lead', operation: 'insert' }))
  await call('PUT', `/${id}/batches`, 'text/csv', leads(records))
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const began = performance.now()
  await call('PATCH', `/${id}`, 'application/json', JSON.stringify({ state: 'UploadComplete' }))
  await world.settle()
  const ms = performance.now() - began
  // The last block is counted when its turn is over.
  await new Promise((resolve) => setTimeout(resolve, 50))
  delay.disable()
  const { numberRecordsProcessed, numberRecordsFailed } = await call('GET', `/${id}`, 'application/json', '')
  if (numberRecordsProcessed !== records || numberRecordsFailed) throw new Error(`${numberRecordsProcessed} of ${records} were processed.`)
  return { ms, longestBlockMs: delay.max / 1e6 }
}

const leads = (records: number) =>
  ['LastName,Company', ...Array.from({ length: records }, (_, index) => `Doe ${index},ACME ${index}`)].join('\n')

async function send(world: World, method: string, path: string, headers: Record<string, string>, body: string) {
  const { text } = await answer(world, { system: 'salesforce', method, path, query: '', headers, body, base: 'http://127.0.0.1' })
  return text ? JSON.parse(text) : undefined
}
