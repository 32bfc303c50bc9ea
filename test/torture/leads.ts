import { handRaise, handRaisePath } from '../journey/pipeline.ts'
import { json } from '../sandbox/sandbox.ts'

/** The data that a sandbox has acknowledged. */
export class Acknowledged {
  /** E-mails of users, each registered with a group. */
  readonly users: string[] = []
  /** E-mails of users whose hand raise was accepted. */
  readonly leads: string[] = []

  get count(): number {
    return this.users.length + this.leads.length
  }
}

/** The acknowledged data compared with the stored data. */
export interface Verdict {
  /** How many were acknowledged. */
  users: number
  leads: number
  lost: string[]
  doubled: string[]
  /** Users with some of their rows and without others. */
  halves: string[]
}

/** Registers users one after the other, each with a group, and raises the hand of each, until `stop` returns true or the sandbox has exited. */
export async function sendLeads(url: string, series: string, acknowledged: Acknowledged, stop: () => boolean) {
  for (let number = 0; !stop(); number++) {
    const username = `${series}-${number}`
    const email = `${username}@torture.example`
    const group = { name: username, path: `${username}-group` }
    const body = { username, email, first_name: 'Jane', last_name: series, group }
    const user = await json(`${url}/_sandbox/users`, { body }).catch(() => undefined)
    if (!user) return
    if (user.status !== 201) continue
    acknowledged.users.push(email)
    const namespace_id = user.body.namespaces.find(({ kind }: { kind: string }) => kind === 'group').id
    if (!(await raise(url, username, namespace_id, () => acknowledged.leads.push(email)))) return
  }
}

async function raise(url: string, username: string, namespace_id: number, accepted: () => void): Promise<boolean> {
  const headers = { 'x-sandbox-user': username, 'content-type': 'application/json' }
  const body = JSON.stringify({ ...handRaise, namespace_id })
  try {
    const response = await fetch(`${url}/gitlab${handRaisePath}`, { method: 'POST', headers, body })
    await response.text()
    if (response.status === 200) accepted()
    return true
  } catch {
    return false
  }
}

/** Every row of a table, over the sandbox's interface. */
export async function rowsOf(url: string, table: string): Promise<Record<string, unknown>[]> {
  const found = []
  for (let after: string | null = ''; after !== null; ) {
    const { body } = await json(`${url}/_sandbox/tables/${table}?limit=500${after && `&after=${after}`}`)
    found.push(...body.rows)
    after = body.next
  }
  return found
}

/** Lets every job run, and compares what is there with what was acknowledged. */
export async function judge(url: string, { users, leads }: Acknowledged): Promise<Verdict> {
  await settled(url)
  const emails = async (table: string, column: string) => (await rowsOf(url, table)).map((row) => String(row[column]))
  const [known, accepted, arrived] = [
    await emails('gitlab/users', 'email'),
    await emails('customersdot/leads', 'email'),
    await emails('salesforce/leads', 'Email'),
  ]
  const ours = (list: string[]) => list.filter((email) => email.endsWith('@torture.example'))
  return {
    users: users.length,
    leads: leads.length,
    lost: [...missing(users, known), ...missing(leads, accepted), ...missing(leads, arrived)],
    doubled: [...repeated(ours(known)), ...repeated(ours(accepted)), ...repeated(ours(arrived))],
    halves: await halves(url),
  }
}

const missing = (wanted: string[], found: string[]): string[] => {
  const there = new Set(found)
  return wanted.filter((email) => !there.has(email))
}

const repeated = (list: string[]): string[] => list.filter((email, index) => list.indexOf(email) !== index)

async function settled(url: string) {
  for (let waits = 0; waits < 600; waits++) {
    const { body } = await json(`${url}/_sandbox/jobs?limit=1`)
    if (!body.jobs.length) return
    await json(`${url}/_sandbox/clock`, { body: { action: 'advance', seconds: 3600 } })
  }
  throw new Error('Jobs are left that neither end nor die.')
}

/** Seven rows make a user: with any of them the others must be there. */
async function halves(url: string): Promise<string[]> {
  const [users, namespaces, members] = [
    await rowsOf(url, 'gitlab/users'),
    await rowsOf(url, 'gitlab/namespaces'),
    await rowsOf(url, 'gitlab/members'),
  ]
  const kinds = Map.groupBy(namespaces, ({ path }) => String(path).replace(/-group$/, ''))
  const memberships = Map.groupBy(members, ({ user_id }) => user_id)
  const ours = users.filter(({ email }) => String(email).endsWith('@torture.example'))
  return ours
    .filter(({ id, username }) => kinds.get(String(username))?.length !== 2 || memberships.get(id)?.length !== 2)
    .map(({ username }) => String(username))
}
