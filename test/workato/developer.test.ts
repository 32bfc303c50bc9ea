import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { change } from '../customersdot/neighbours.ts'
import { describeEachWay } from '../ways.ts'
import { jsonOf, lead, openWorkato, second, type Workato } from './desk.ts'

const message = 'Country "ZZ" has no Salesforce picklist name'
const endpoints = [
  ['GET', ''],
  ['PUT', '/start'],
  ['PUT', '/stop'],
  ['GET', '/jobs'],
  ['GET', '/jobs/j-KGAKfhsz-GYoLeA'],
  ['POST', '/repeat_jobs'],
  ['POST', '/cancel_jobs'],
] as const
const bodyOf = (method: string) => (method === 'POST' ? { json: example('WorkatoJobIds') } : {})

/** Three jobs, of which the second fails, with their handles from the oldest on. */
async function opened(open: Parameters<typeof openWorkato>[0]) {
  const way = await openWorkato(open)
  for (const country of ['US', 'ZZ', 'DE']) await way.sendLead({ ...lead, country })
  return { ...way, handles: way.jobs().map(({ id }) => id) }
}

const list = async (way: Workato, query = '') => jsonOf<'WorkatoJobList'>(await way.ask('GET', `/jobs${query}`))
const idsOf = async (way: Workato, query: string) => (await list(way, query)).items.map(({ id }) => id)

describeEachWay("Workato's Developer API", (open) => {
  test('shows the recipe and how its jobs ended', async () => {
    const way = await opened(open)
    expect(await (await way.ask('GET', '')).json()).toEqual({
      ...{ id: 39999, name: 'SaaS trials & registrations', running: true, version_no: 1 },
      ...{ job_succeeded_count: 2, job_failed_count: 1 },
    })
  })

  test('lists the jobs, newest first, with their counts', async () => {
    const way = await opened(open)
    const { items, ...counts } = await list(way)
    expect(counts).toEqual({ job_succeeded_count: 2, job_failed_count: 1, job_count: 3, job_scope_count: 3 })
    expect(items.map(({ id }) => id)).toEqual(way.handles.toReversed())
    const ended = { started_at: '2024-01-01T00:00:00.000Z', completed_at: '2024-01-01T00:00:00.000Z', is_poll_error: false }
    expect(items[0]).toEqual({
      ...{ id: way.handles[2], ...ended, title: 'Hand Raise PQL: jane@example.com' },
      ...{ is_error: false, error: null },
    })
  })

  test('tells of a failed job why, in parts and as text, with its trigger event', async () => {
    const way = await opened(open)
    const { error, error_parts, ...job } = await jsonOf<'WorkatoJobShown'>(await way.ask('GET', `/jobs/${way.handles[1]}`))
    expect(job).toMatchObject({ id: way.handles[1], title: message, is_error: true })
    expect(error_parts).toMatchObject({ message, input: JSON.stringify({ ...lead, country: 'ZZ' }) })
    expect(JSON.parse(error ?? '')).toEqual(error_parts)
  })

  test('filters the jobs by how they stand, by repetition, and from an offset on', async () => {
    const way = await opened(open)
    const [first, second_, third] = way.handles as [string, string, string]
    const repeated = await way.ask('POST', '/repeat_jobs', { json: { job_ids: [first] } })
    const [again] = (await jsonOf<'WorkatoJobsChanged'>(repeated)).job_ids as [string]
    const found: Record<string, string[]> = {
      '?status=pending': [again],
      '?status=failed': [second_],
      '?status=succeeded': [third, first],
      '?rerun_only=true': [again],
      [`?offset_job_id=${third}`]: [second_, first],
      [`?offset_job_id=${second_}&prev=true`]: [again, third],
      '?offset_job_id=j-unknown': [],
    }
    for (const [query, ids] of Object.entries(found)) expect(await idsOf(way, query)).toEqual(ids)
    await way.world.settle()
    expect(await idsOf(way, '?status=pending')).toEqual([])
  })

  test('shows no more than 100 jobs at once', async () => {
    const way = await openWorkato(open)
    for (let count = 0; count < 101; count++) {
      const id = `j-${String(count).padStart(8, '0')}-abcdef`
      change(way.world, 'workato.jobs', id, { ...example('WorkatoJob'), id })
    }
    const { items, job_scope_count } = await list(way)
    expect([items.length, job_scope_count]).toEqual([100, 101])
    expect(await idsOf(way, `?offset_job_id=${items.at(-1)?.id}`)).toEqual(['j-00000000-abcdef'])
  })

  for (const [method, path] of endpoints) {
    test(`refuses ${method} ${path || 'of a recipe'} without its token, and with one of the API platform's`, async () => {
      const way = await openWorkato(open)
      for (const headers of [{}, { authorization: 'Bearer workato_api_token' }, { 'api-token': 'workato_api_token' }]) {
        const response = await way.ask(method, path, { headers: headers as Record<string, string>, ...bodyOf(method) })
        expect([response.status, await response.json()]).toEqual([401, { message: 'Authentication failed' }])
      }
    })

    test(`knows no other recipe at ${method} ${path || 'of a recipe'}, and no number that is none`, async () => {
      const way = await openWorkato(open)
      for (const id of ['1', 'none']) {
        const headers = { authorization: 'Bearer workato_developer_token' }
        const response = await way.send('workato', `/api/recipes/${id}${path}`, { method, headers, ...bodyOf(method) })
        expect([response.status, await response.json()]).toEqual([404, { message: 'Record not found' }])
        await way.world.runner.advance(second)
      }
    })
  }

  test('knows no other job, and repeats none when one of several is missing', async () => {
    const way = await opened(open)
    expect((await way.ask('GET', '/jobs/j-unknown')).status).toBe(404)
    for (const path of ['/repeat_jobs', '/cancel_jobs'])
      expect((await way.ask('POST', path, { json: { job_ids: [way.handles[0], 'j-unknown'] } })).status).toBe(404)
    expect(way.jobs()).toHaveLength(3)
  })

  test('repeats no job whose trigger event was not kept', async () => {
    const way = await openWorkato(open)
    const { trigger: _, ...older } = { ...example('WorkatoJob'), trigger: undefined }
    change(way.world, 'workato.jobs', older.id, { ...older, status: 'failed', error: 'Late' })
    const repeated = await way.ask('POST', '/repeat_jobs', { json: { job_ids: [older.id] } })
    expect(await repeated.json()).toEqual({ job_ids: [] })
    expect((await list(way)).items[0]?.error_parts?.input).toBe('{}')
  })

  const invalid = {
    'no jobs': [{}, { job_ids: ["can't be blank"] }],
    'an empty list': [{ job_ids: [] }, { job_ids: ["can't be blank"] }],
    'more than 25 jobs': [{ job_ids: Array(26).fill('j-KGAKfhsz-GYoLeA') }, { job_ids: ['is too long'] }],
    'numbers for handles': [{ job_ids: [1] }, { job_ids: ['is invalid'] }],
  } as const
  for (const [title, [json, errors]] of Object.entries(invalid)) {
    test(`refuses to repeat or cancel ${title}`, async () => {
      const way = await openWorkato(open)
      for (const path of ['/repeat_jobs', '/cancel_jobs']) {
        const response = await way.ask('POST', path, { json })
        expect([response.status, await response.json()]).toEqual([400, { message: 'Validation failed', errors }])
      }
    })
  }

  test('refuses a status that is none, a body that is no JSON, and one that is too large', async () => {
    const way = await openWorkato(open)
    const unknown = await way.ask('GET', '/jobs?status=done')
    expect([unknown.status, await unknown.json()]).toEqual([400, { message: 'Validation failed', errors: { status: ['is invalid'] } }])
    const headers = { authorization: 'Bearer workato_developer_token', 'content-type': 'application/json' }
    const malformed = await way.ask('POST', '/cancel_jobs', { headers, body: '{' })
    expect([malformed.status, await malformed.json()]).toEqual([
      400,
      { message: 'Validation failed', errors: { base: [expect.any(String)] } },
    ])
    for (const path of ['/repeat_jobs', '/cancel_jobs'])
      expect((await way.ask('POST', path, { headers, body: ' '.repeat(5 * 1024 * 1024 + 1) })).status).toBe(413)
  })

  const quotas = [
    ['POST', '/repeat_jobs', 1, second],
    ['POST', '/cancel_jobs', 1, second],
    ['GET', '/jobs', 60, 60 * second],
    ['GET', '/jobs/j-KGAKfhsz-GYoLeA', 60, 60 * second],
  ] as const
  for (const [method, path, calls, period] of quotas) {
    test(`takes ${calls} of ${method} ${path} in ${period / second} seconds`, async () => {
      const way = await openWorkato(open)
      const call = () => way.ask(method, path, bodyOf(method))
      for (let count = 0; count < calls; count++) expect((await call()).status).not.toBe(429)
      const refused = await call()
      expect([refused.status, await refused.json()]).toEqual([429, { message: 'Too many requests' }])
      await way.world.runner.advance(period)
      expect((await call()).status).not.toBe(429)
    })
  }
})
