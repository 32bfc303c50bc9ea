import { expect, test } from 'vitest'
import { asJane, handRaise, handRaisePath } from '../journey/pipeline.ts'
import { json, running } from './sandbox.ts'

/** A sandbox in which Jane has raised her hand once, and the lead has arrived. */
async function withLead() {
  const sandbox = await running({ world: { automatic: false } })
  const form = await fetch(`${sandbox.url}/gitlab${handRaisePath}`, {
    method: 'POST',
    headers: { ...asJane, 'content-type': 'application/json' },
    body: JSON.stringify(handRaise),
  })
  await sandbox.world.settle()
  return { ...sandbox, api: `${sandbox.url}/_sandbox`, traceId: form.headers.get('x-sandbox-trace') as string }
}

test('lists traces by what is known of the lead, and reads one', async () => {
  const { api, traceId } = await withLead()
  for (const query of [
    'email=Jane@Example.com',
    'lead=1',
    'kind=hand_raise',
    'system=salesforce',
    'finding=false',
    'q=acme',
    'leads=true',
  ]) {
    const { body } = await json(`${api}/traces?${query}`)
    expect(body.traces.map(({ id }: { id: string }) => id)).toEqual([traceId])
  }
  for (const query of ['email=nobody@example.com', 'lead=2', 'kind=trial', 'finding=true', 'q=zzz']) {
    expect((await json(`${api}/traces?${query}`)).body.traces).toEqual([])
  }
  const { body } = await json(`${api}/traces/${traceId}`)
  expect(body.summary.systems).toEqual(['gitlab', 'customersdot', 'workato', 'marketo', 'salesforce'])
  expect(body.spans).toHaveLength(body.summary.spans)
})

test('pages through a list without losing or repeating anything', async () => {
  const { api, url } = await withLead()
  for (let count = 0; count < 5; count++) await fetch(`${url}/gitlab/-/countries`)
  const seen: string[] = []
  for (let after: string | null = ''; after !== null; ) {
    const { body } = await json(`${api}/traces?limit=2${after && `&after=${after}`}`)
    seen.push(...body.traces.map(({ id }: { id: string }) => id))
    after = body.next
  }
  expect(new Set(seen).size).toBe(seen.length)
  expect(seen).toHaveLength((await json(`${api}/health`)).body.traces)
})

test('answers what does not exist and what does not fit with a sentence', async () => {
  const { api } = await withLead()
  const cases: [path: string, status: number, says: string, body?: unknown][] = [
    ['/traces/00000000000000000000000000000001', 404, 'There is no trace'],
    ['/traces/short', 400, '/path/id'],
    ['/traces?limit=0', 400, '/query/limit'],
    ['/tables/customersdot/nothing', 404, 'There is no table customersdot.nothing'],
    ['/traces?emial=jane@example.com', 400, '"emial" is no filter here. Known are email'],
    ['/tables/customersdot/leads?mail=x', 400, '"mail" is no filter here'],
    ['/nothing', 404, 'There is nothing at /_sandbox/nothing'],
    ['/jobs/none/run', 404, 'There is no job none', {}],
    ['/session', 404, 'GitLab has no user "nobody"', { username: 'nobody' }],
    ['/clock', 400, '/body', { action: 'advance' }],
    ['/clock', 400, '2002 to 2199', { action: 'freeze', now: '1969-12-31T23:59:59.000Z' }],
    ['/clock', 400, '2002 to 2199', { action: 'freeze', now: '2200-01-01T00:00:00.000Z' }],
    ['/seed', 400, '/body/workato/recipes/0', { workato: { recipes: [{ id: 1 }] } }],
  ]
  for (const [path, status, says, body] of cases) {
    const answer = await json(`${api}${path}`, { body })
    expect([path, answer.status, answer.body.error]).toEqual([path, status, expect.stringContaining(says)])
  }
})

test('reads any table, newest rows first, filtered by any column', async () => {
  const { api } = await withLead()
  const { body } = await json(`${api}/tables`)
  expect(body.tables).toContainEqual({
    system: 'customersdot',
    table: 'leads',
    rows: 1,
    columns: expect.arrayContaining([{ name: 'email', description: 'From `work_email`.' }]),
  })
  expect((await json(`${api}/tables/customersdot/leads?email=jane@example.com`)).body.rows).toHaveLength(1)
  expect((await json(`${api}/tables/customersdot/leads?email=x`)).body.rows).toEqual([])
  const { rows } = (await json(`${api}/tables/marketo/activities?limit=2`)).body
  expect(rows[0].id).toBeGreaterThan(rows[1].id)
})

test('seeds rows all or none, and a stopped recipe makes the lead wait until its job is run', async () => {
  const sandbox = await running({ world: { automatic: false } })
  const api = `${sandbox.url}/_sandbox`
  const recipe = (running: boolean) => ({ id: 39999, name: 'SaaS trials & registrations', version: 1, running })
  expect((await json(`${api}/seed`, { body: { workato: { recipes: [recipe(false)] } } })).body).toEqual({ rows: 1 })
  const headers = { ...asJane, 'content-type': 'application/json' }
  await fetch(`${sandbox.url}/gitlab${handRaisePath}`, { method: 'POST', headers, body: JSON.stringify(handRaise) })
  await sandbox.world.settle()
  const [job] = (await json(`${api}/jobs?state=retry&system=customersdot`)).body.jobs
  expect(job).toMatchObject({ class: 'Workato::CreateLeadWorker', attempt: 1 })
  expect((await json(`${api}/jobs/${job.id}/run`, { method: 'POST' })).body).toMatchObject({ outcome: 'retry' })
  await json(`${api}/seed`, { body: { workato: { recipes: [recipe(true)] } } })
  expect((await json(`${api}/jobs/${job.id}/run`, { method: 'POST' })).body).toEqual({ outcome: 'done' })
  expect((await json(`${api}/jobs`)).body.jobs.filter(({ system }: { system: string }) => system === 'customersdot')).toEqual([])
})

test('completes a seeded record as Salesforce would, so that it can be read as documented', async () => {
  const { url, world } = await running()
  const accounts = [{ Id: '001000000000009AAA', Name: 'ACME' }]
  expect((await json(`${url}/_sandbox/seed`, { body: { salesforce: { accounts } } })).status).toBe(200)
  const [row] = world.store.relation('salesforce.accounts').rows.values()
  expect(row).toMatchObject({ Name: 'ACME', OwnerId: '005000000000001AAA', CreatedDate: expect.stringMatching(/\+0000$/) })
})

test('refuses a seed that repeats a unique value, and writes none of it', async () => {
  const { api } = await withLead()
  const [jane] = (await json(`${api}/tables/gitlab/users?username=jane`)).body.rows
  const other = { ...jane, id: 900, username: 'other', email: 'other@example.com' }
  const { status, body } = await json(`${api}/seed`, { body: { gitlab: { users: [other, { ...jane, id: 901 }] } } })
  expect([status, body.error]).toEqual([409, expect.stringContaining('Nothing was written')])
  expect((await json(`${api}/tables/gitlab/users?username=other`)).body.rows).toEqual([])
})

test('registers a user with a group, and signs a browser in by a cookie', async () => {
  const { url, api } = await withLead()
  const registration = { username: 'ada', email: 'ada@analytical.example', first_name: 'Ada', last_name: 'Lovelace' }
  const group = { name: 'Analytical Engines', path: 'analytical-engines' }
  const user = await json(`${api}/users`, { body: { ...registration, group } })
  expect(user).toMatchObject({
    status: 201,
    body: { username: 'ada', namespaces: [{ kind: 'user' }, { kind: 'group', path: group.path }] },
  })
  expect((await json(`${api}/users`, { body: { ...registration, username: 'ada2' } })).status).toBe(409)
  const session = await json(`${api}/session`, { body: { username: 'ada' } })
  const cookie = session.headers.get('set-cookie') as string
  expect(cookie).toMatch(/^_gitlab_session=\w+; Path=\/; HttpOnly; SameSite=Lax$/)
  const namespaceId = user.body.namespaces[1].id
  const headers = { cookie: cookie.split(';')[0] as string }
  expect((await json(`${url}/gitlab${handRaisePath}`, { body: { ...handRaise, namespace_id: namespaceId }, headers })).status).toBe(200)
  expect((await json(`${api}/traces?email=ada@analytical.example`)).body.traces).toHaveLength(1)
})

test('does not move the clock beyond what dates can express, however often it is moved', async () => {
  const { api } = await withLead()
  const decade = { action: 'advance', seconds: 315_360_000 }
  const moves: { status: number }[] = []
  for (let count = 0; count < 20; count++) moves.push(await json(`${api}/clock`, { body: decade }))
  expect(moves.map(({ status }) => status)).toContain(400)
  expect((await json(`${api}/clock`)).body.now).toMatch(/^21/)
  expect((await json(`${api}/clock`, { body: { action: 'reset' } })).body.offset_ms).toBe(0)
})

test('moves the clock, and what fell due on the way has run', async () => {
  const { api } = await withLead()
  const frozen = await json(`${api}/clock`, { body: { action: 'freeze', now: '2030-01-01T00:00:00.000Z' } })
  expect(frozen.body).toMatchObject({ now: '2030-01-01T00:00:00.000Z', frozen: true })
  expect((await json(`${api}/clock`, { body: { action: 'advance', seconds: 3600 } })).body.now).toBe('2030-01-01T01:00:00.000Z')
  expect((await json(`${api}/clock`, { body: { action: 'resume' } })).body.frozen).toBe(false)
  expect((await json(`${api}/clock`, { body: { action: 'reset' } })).body.offset_ms).toBe(0)
})

test('shows GitLab’s and CustomersDot’s logs with the field names of theirs', async () => {
  const { api, traceId } = await withLead()
  const { lines } = (await json(`${api}/logs?trace=${traceId}`)).body
  expect(lines).toContainEqual(
    expect.objectContaining({
      system: 'customersdot',
      class: 'Workato::CreateLeadWorker',
      job_status: 'done',
      correlation_id: traceId,
      jid: expect.any(String),
    }),
  )
  expect(JSON.stringify(lines)).not.toContain('jane@example.com')
  const gitlab = (await json(`${api}/logs?system=gitlab&limit=1`)).body
  expect(gitlab.lines[0]).toMatchObject({ system: 'gitlab', severity: 'INFO', path: handRaisePath, status: 200 })
})

test('streams what happens', async () => {
  const { url, api } = await withLead()
  const abort = new AbortController()
  const stream = await fetch(`${api}/events`, { signal: abort.signal })
  expect(stream.headers.get('content-type')).toBe('text/event-stream')
  const reader = (stream.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  await fetch(`${url}/gitlab/-/countries`)
  let text = ''
  while (!text.includes('gitlab.listCountries')) text += decoder.decode((await reader.read()).value, { stream: true })
  expect(text).toMatch(/event: span\ndata: \{/)
  abort.abort()
})

test('streams which rows were written', async () => {
  const { api, traceId } = await withLead()
  const abort = new AbortController()
  const reader = ((await fetch(`${api}/events`, { signal: abort.signal })).body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  const body = JSON.stringify({ verdict: 'approved', note: '' })
  const headers = { 'content-type': 'application/json' }
  expect((await fetch(`${api}/traces/${traceId}/review`, { method: 'PUT', headers, body })).status).toBe(200)
  let text = ''
  while (!text.includes('control.reviews')) text += decoder.decode((await reader.read()).value, { stream: true })
  expect(text).toContain(`event: rows\ndata: {"rows":[{"table":"control.reviews","key":"${traceId}"}]}\n\n`)
  abort.abort()
})

test('forgets everything when it is reset, and is as seeded', async () => {
  const { api } = await withLead()
  expect((await json(`${api}/reset`, { method: 'POST' })).status).toBe(204)
  expect((await json(`${api}/traces`)).body.traces).toEqual([])
  expect((await json(`${api}/tables/customersdot/leads`)).body.rows).toEqual([])
  expect((await json(`${api}/tables/gitlab/users?username=jane`)).body.rows).toHaveLength(1)
})

test('tells each real system what its set-up asks for', async () => {
  const { api, systems } = await withLead()
  const variables = async (system: string) => (await json(`${api}/env/${system}`)).body.variables
  expect(await variables('gdk')).toMatchObject({ CUSTOMER_PORTAL_URL: systems.customersdot })
  expect(await variables('customersdot')).toMatchObject({ WORKATO_URL: `${systems.workato}/gitlab-dev/services/marketo/lead` })
  expect(await variables('workato')).toMatchObject({
    MARKETO_ENDPOINT: `${systems.marketo}/rest`,
    WORKATO_DEVELOPER_API_URL: `${systems.workato}/api`,
  })
  expect(await variables('salesforce')).toMatchObject({ SALESFORCE_LOGIN_URL: systems.salesforce })
})
