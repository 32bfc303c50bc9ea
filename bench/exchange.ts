import { developmentCredentials } from '../mocks/credentials.ts'
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
const path = '/rest/v1/leads.json'
/** `[<id>]` is another one in each request, so that each writes a new person. */
const person = {
  email: 'jane.[<id>]@example.com',
  firstName: 'Jane',
  lastName: 'Doe',
  company: 'ACME',
  phone: '+1 23 456-78-90',
  country: 'United States',
}
const body = JSON.stringify({ action: 'createOrUpdate', lookupField: 'email', input: [person] })

/** One validated, journalled, traced POST (Marketo: sync a lead), over and over, everything on. */
export async function exchange(data: string, seconds: number): Promise<ExchangeResult> {
  const bare = await start('bare.ts')
  const sandbox = await start('server.ts', data)
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${await token(sandbox.ready.url)}` }
  const both = { bare: { url: bare.ready.url, path }, sandbox: { url: sandbox.ready.url, path: `/marketo${path}` } }
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

async function token(url: string): Promise<string> {
  const { clientId, clientSecret } = developmentCredentials.marketo
  const query = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret })
  const response = await fetch(`${url}/marketo/identity/oauth/token?${query}`)
  return ((await response.json()) as { access_token: string }).access_token
}
