import { answer } from '../mocks/core/engine/answer.ts'
import type { World } from '../mocks/core/world.ts'
import { startSandbox } from '../sandbox/server/sandbox.ts'
import { ingest } from './ingest.ts'
import { store } from './stored.ts'

/** The sandbox as `npm start` runs it, everything on, on free ports; it also fills itself and tells its memory. */
const began = performance.now()
const sandbox = await startSandbox({ port: 0, data: process.argv[2], pages: process.argv[3] })
process.send?.({ url: sandbox.url, systems: sandbox.systems, startMs: performance.now() - began })

interface Message {
  fill?: { from: number; count: number } | 'settle'
  store?: number
  /** Records for a job of Salesforce's Bulk API. */
  ingest?: number
  close?: true
  memory?: true
}

process.on('message', async (message: Message) => {
  if (message.close) {
    await sandbox.close()
    process.exit(0)
  }
  if (message.fill === 'settle') await sandbox.world.settle()
  else if (message.fill) await fill(sandbox.world, message.fill.from, message.fill.count)
  if (message.store) store(sandbox.world, message.store)
  const ingested = message.ingest ? await ingest(sandbox.world, message.ingest) : {}
  if (message.memory) (globalThis as { gc?: () => void }).gc?.()
  process.send?.({ rss: process.memoryUsage().rss, jobs: sandbox.world.store.relation('control.jobs').rows.size, ...ingested })
})

/** Carries leads of new persons from CustomersDot's door to Salesforce, as a busy GitLab would send them. */
async function fill(world: World, from: number, count: number) {
  for (let number = from; number < from + count; number++) {
    await answer(world, {
      system: 'customersdot',
      method: 'POST',
      path: '/leads/gitlab_com/hand_raises',
      query: '',
      headers: {
        'content-type': 'application/json',
        'x-admin-email': world.credentials.customersdot.adminEmail,
        'x-admin-token': world.credentials.customersdot.adminToken,
      },
      body: JSON.stringify(lead(number)),
      base: 'http://127.0.0.1',
    })
    if (number % 200 === 199) await world.settle()
    // Salesforce takes 15,000 calls a day.
    if (number % 10_000 === 9999) world.clock.advance(86_400_000)
  }
  await world.settle()
}

const lead = (number: number) => ({
  first_name: 'Jane',
  last_name: `Doe ${number}`,
  company_name: `ACME ${number}`,
  phone_number: '+1 23 456-78-90',
  country: 'US',
  state: 'CA',
  namespace_id: 1000 + number,
  comment: 'I want to talk to sales.',
  glm_content: 'group-billing',
  product_interaction: 'Hand Raise PQL',
  work_email: `jane.${number}@acme-${number % 1000}.example`,
  uid: 100_000 + number,
  setup_for_company: true,
  provider: 'gitlab',
  existing_plan: 'free',
  glm_source: 'gitlab.com',
})
