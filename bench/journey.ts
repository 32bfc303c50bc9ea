import { start } from './child.ts'
import { load, type Measured } from './load.ts'

export interface JourneyResult {
  leads: number
  /** Leads a second from the form to the Salesforce record. */
  rate: number
  /** By the bare server's requests a second, in the same run. */
  ratio: number
  form: Measured
  rssMb: number
}

const form = JSON.stringify({
  namespace_id: 1000,
  first_name: 'Jane',
  last_name: 'Doe',
  company_name: 'ACME',
  phone_number: '+1 23 456-78-90',
  country: 'US',
  state: 'CA',
  comment: '',
  glm_content: 'group-billing',
  product_interaction: 'Hand Raise PQL',
})
const headers = { 'content-type': 'application/json', 'x-sandbox-user': 'jane' }

/** Leads end to end: the form is posted to GitLab under load, and time runs until the last lead is in Salesforce. */
export async function journey(data: string, leads: number): Promise<JourneyResult> {
  const bare = await start('bare.ts')
  const { rate: bareRate } = await load(bare.ready.url, { method: 'POST', path: '/', headers, body: form }, 3)
  await bare.stop()
  const sandbox = await start('server.ts', data)
  const began = performance.now()
  const answered = await post(`${sandbox.ready.url}/gitlab/-/gitlab_subscriptions/hand_raise_leads`, leads)
  await sandbox.ask({ fill: 'settle' })
  const seconds = (performance.now() - began) / 1000
  const { rss } = await sandbox.ask<{ rss: number }>({ memory: true })
  await sandbox.stop()
  return { leads, rate: leads / seconds, ratio: leads / seconds / bareRate, form: answered, rssMb: rss / 2 ** 20 }
}

async function post(url: string, leads: number): Promise<Measured> {
  const times: number[] = []
  const began = performance.now()
  let left = leads
  const sender = async () => {
    while (left-- > 0) {
      const sent = performance.now()
      const response = await fetch(url, { method: 'POST', headers, body: form })
      if (response.status !== 200) throw new Error(`The form was answered with ${response.status}.`)
      await response.arrayBuffer()
      times.push(performance.now() - sent)
    }
  }
  await Promise.all(Array.from({ length: 16 }, sender))
  times.sort((one, other) => one - other)
  const rate = leads / ((performance.now() - began) / 1000)
  return { rate, p50: times[Math.floor(times.length * 0.5)] as number, p99: times[Math.floor(times.length * 0.99)] as number }
}
