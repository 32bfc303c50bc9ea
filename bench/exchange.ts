import { developmentCredentials } from '../mocks/core/system/credentials.ts'
import { start } from './child.ts'
import { load, type Measured, median } from './load.ts'

export interface ExchangeResult {
  bare: Measured
  sandbox: Measured
  /** Sandbox by bare server, in the same run. */
  ratio: number
}

/** Rounds in which bare server and sandbox take turns, so that both meet the same noise. */
const rounds = 3
const path = '/trials/create_iterable'
/** `[<id>]` is another one in each request, so that each writes a row of its own. */
const body = JSON.stringify({
  provider: 'gitlab',
  work_email: 'jane.[<id>]@example.com',
  uid: 42,
  product_interaction: 'Personal SaaS Registration',
  opt_in: true,
  preferred_language: 'English',
  setup_for_company: true,
  role: 'software_developer',
  jtbd: 'basics',
})

/** One validated, journalled, traced POST (CustomersDot: an Iterable trigger, which enqueues no job), over and over, everything on. */
export async function exchange(data: string, seconds: number): Promise<ExchangeResult> {
  const bare = await start('bare.ts')
  const sandbox = await start('server.ts', data)
  const { adminEmail, adminToken } = developmentCredentials.customersdot
  const headers = { 'content-type': 'application/json', 'x-admin-email': adminEmail, 'x-admin-token': adminToken }
  const both = { bare: { url: bare.ready.url, path }, sandbox: { url: sandbox.ready.url, path: `/customersdot${path}` } }
  const round = ({ url, path }: { url: string; path: string }, seconds: number) =>
    load(url, { method: 'POST', path, headers, body }, seconds)
  // Both are compiled by use; what comes before is the compiler's speed.
  for (const server of [both.bare, both.sandbox]) await round(server, seconds * 2)
  const measured: Round[] = []
  for (let count = 0; count < rounds; count++) {
    measured.push({ bare: await round(both.bare, seconds), sandbox: await round(both.sandbox, seconds) })
  }
  await bare.stop()
  await sandbox.stop()
  const ratio = median(measured.map(ratioOf))
  const typical = measured.find((round) => ratioOf(round) === ratio) as Round
  return { ...typical, ratio }
}

type Round = Pick<ExchangeResult, 'bare' | 'sandbox'>

const ratioOf = ({ bare, sandbox }: Round) => sandbox.rate / bare.rate
