import { statSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { DiskJournal } from '../../sandbox/disk/journal.ts'
import { temporaryFolder } from '../sandbox/folder.ts'
import { describeEachWay } from '../ways.ts'
import { createLead, type Org, signIn } from './org.ts'

const jobs = '/jobs/ingest'
const csv = { 'content-type': 'text/csv' }

async function openJob(org: Org, more: object = {}): Promise<string> {
  const { body } = await org.call('POST', jobs, { json: { object: 'Lead', operation: 'insert', ...more } })
  return `${jobs}/${body.id}`
}

/** Runs a whole job and answers with where it is. */
async function load(org: Org, body: string, more: object = {}): Promise<string> {
  const path = await openJob(org, more)
  await org.call('PUT', `${path}/batches`, { body, headers: csv })
  await org.call('PATCH', path, { json: { state: 'UploadComplete' } })
  await org.world.settle()
  return path
}

describeEachWay('Salesforce Bulk API 2.0', (open) => {
  test('takes a job from open to complete, and tells of each record', async () => {
    const org = await signIn(open)
    const path = await openJob(org)
    expect((await org.call('GET', path)).body).toMatchObject({
      state: 'Open',
      object: 'Lead',
      lineEnding: 'LF',
      contentType: 'CSV',
      apiVersion: 66,
    })
    const put = await org.call('PUT', `${path}/batches`, { body: 'LastName,Company\nDoe,ACME\nRoe,\n', headers: csv })
    expect(put).toMatchObject({ status: 201, body: '' })
    const closed = await org.call('PATCH', path, { json: { state: 'UploadComplete' } })
    expect(closed.body).toMatchObject({ state: 'UploadComplete', numberRecordsProcessed: 0 })
    await org.world.settle()
    const done = { state: 'JobComplete', numberRecordsProcessed: 2, numberRecordsFailed: 1 }
    expect((await org.call('GET', path)).body).toMatchObject(done)
    const [lead] = org.leads()
    const saved = await org.call('GET', `${path}/successfulResults`)
    expect(saved.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(saved.body).toBe(`"sf__Id","sf__Created","LastName","Company"\n"${lead?.Id}","true","Doe","ACME"\n`)
    const error = 'REQUIRED_FIELD_MISSING:Required fields are missing: [Company]:Company --'
    expect((await org.call('GET', `${path}/failedResults`)).body).toBe(
      `"sf__Id","sf__Error","LastName","Company"\n"","${error}","Roe",""\n`,
    )
    expect((await org.call('GET', `${path}/unprocessedrecords`)).body).toBe('"LastName","Company"\n')
    expect((await org.lastExchange()).findings).toEqual([])
  })

  test('updates and deletes by id, leaves what is empty and empties what says so', async () => {
    const org = await signIn(open)
    const id = await createLead(org, { Title: 'CTO', City: 'Utrecht', DoNotCall: false })
    const row = `Id;Title;City;DoNotCall;NumberOfEmployees\r\n${id};#N/A;;true;50\r\n`
    const path = await load(org, row, { operation: 'update', columnDelimiter: 'SEMICOLON', lineEnding: 'CRLF' })
    expect(org.leads()).toMatchObject([{ City: 'Utrecht', DoNotCall: true, NumberOfEmployees: 50 }])
    expect(org.leads()[0]?.Title).toBeUndefined()
    expect((await org.call('GET', `${path}/successfulResults`)).body).toContain(`"${id}";"false";"${id}";"#N/A";"";"true";"50"\r\n`)
    await load(org, `Id\n${id}\n00Q000000000009EAA\n`, { operation: 'delete' })
    expect(org.leads()).toMatchObject([{ IsDeleted: true }])
  })

  test('runs no assignment rule but the one that a job names', async () => {
    const org = await signIn(open)
    await load(org, 'LastName,Company\nDoe,ACME\n')
    await load(org, 'LastName,Company\nDoe,ACME\n', { assignmentRuleId: '01Q000000000006EAA' })
    expect(org.leads().map(({ OwnerId }) => OwnerId)).toEqual(['005000000000001AAA', '00G000000000006EAA'])
  })

  test('fails a job whose data it cannot read, and gives the data back', async () => {
    const org = await signIn(open)
    const unknown = await load(org, 'LastName,Shoe\nDoe,42\n')
    const errorMessage = 'InvalidBatch : Field name not found : Shoe'
    expect((await org.call('GET', unknown)).body).toMatchObject({ state: 'Failed', errorMessage })
    expect((await org.call('GET', `${unknown}/unprocessedrecords`)).body).toBe('"LastName","Shoe"\n"Doe","42"\n')
    const broken = await load(org, 'LastName,Company\n"Doe,ACME\n')
    expect((await org.call('GET', broken)).body).toMatchObject({ state: 'Failed', errorMessage: expect.stringContaining('InvalidBatch') })
    expect(org.leads()).toEqual([])
  })

  test('refuses a job of an unknown object, and an upsert without an external id', async () => {
    const { call } = await signIn(open)
    const jobsOf = [
      { object: 'Shoe', operation: 'insert' },
      { object: 'Lead', operation: 'upsert' },
      { object: 'Lead', operation: 'upsert', externalIdFieldName: 'Title' },
    ]
    for (const json of jobsOf)
      expect(await call('POST', jobs, { json })).toMatchObject({ status: 400, body: [{ errorCode: 'INVALIDJOB' }] })
    const odd = await call('POST', jobs, { json: { object: 'Lead', operation: 'hardDelete' } })
    expect(odd).toMatchObject({ status: 400, body: [{ errorCode: 'JSON_PARSER_ERROR' }] })
    expect(await call('GET', `${jobs}/750000000000009AAA`)).toMatchObject({ status: 404 })
  })

  test('takes data once, and only while the job is open', async () => {
    const org = await signIn(open)
    const path = await openJob(org)
    const put = () => org.call('PUT', `${path}/batches`, { body: 'LastName\nDoe\n', headers: csv })
    expect((await put()).status).toBe(201)
    expect(await put()).toMatchObject({ status: 400, body: [{ errorCode: 'CLIENT_INPUT_ERROR' }] })
    await org.call('PATCH', path, { json: { state: 'Aborted' } })
    expect(await put()).toMatchObject({ status: 400, body: [{ errorCode: 'INVALIDJOBSTATE' }] })
    expect(await org.call('PATCH', path, { json: { state: 'UploadComplete' } })).toMatchObject({ status: 400 })
    await org.world.settle()
    expect(org.leads()).toEqual([])
  })

  test('gives a job up before it began, and then processes nothing', async () => {
    const org = await signIn(open)
    const path = await openJob(org)
    await org.call('PUT', `${path}/batches`, { body: 'LastName,Company\nDoe,ACME\n', headers: csv })
    await org.call('PATCH', path, { json: { state: 'UploadComplete' } })
    expect((await org.call('PATCH', path, { json: { state: 'Aborted' } })).body).toMatchObject({ state: 'Aborted' })
    await org.world.settle()
    expect(org.leads()).toEqual([])
    expect((await org.call('GET', `${path}/unprocessedrecords`)).body).toBe('"LastName","Company"\n"Doe","ACME"\n')
  })

  test('deletes a job that is at its end, and tells results of such a one only', async () => {
    const org = await signIn(open)
    const open200 = await openJob(org)
    expect(await org.call('GET', `${open200}/successfulResults`)).toMatchObject({ status: 400, body: [{ errorCode: 'INVALIDJOBSTATE' }] })
    expect(await org.call('DELETE', open200)).toMatchObject({ status: 400, body: [{ errorCode: 'INVALIDJOBSTATE' }] })
    const done = await load(org, 'LastName,Company\nDoe,ACME\n')
    expect((await org.call('DELETE', done)).status).toBe(204)
    expect((await org.call('GET', done)).status).toBe(404)
  })

  test('counts a batch of the day for each 10,000 records', async () => {
    const org = await signIn(open)
    await load(org, 'LastName,Company\nDoe,ACME\n')
    expect((await org.call('GET', '/limits')).body.DailyBulkApiBatches).toEqual({ Max: 15_000, Remaining: 14_999 })
  })

  test('fails a job at a line that has more cells than the header, and at a column that comes twice', async () => {
    const org = await signIn(open)
    const path = await load(org, 'LastName,Company\nDoe,ACME\nRoe,ACME,1\nPoe,ACME\n')
    const errorMessage = 'InvalidBatch : Line 3 has more cells than the header'
    expect((await org.call('GET', path)).body).toMatchObject({ state: 'Failed', errorMessage, numberRecordsProcessed: 1 })
    expect((await org.call('GET', `${path}/unprocessedrecords`)).body).toBe('"LastName","Company"\n"Roe","ACME","1"\n"Poe","ACME"\n')
    expect(org.leads()).toMatchObject([{ LastName: 'Doe' }])
    const twice = await load(org, 'LastName,lastname\nDoe,Roe\n')
    expect((await org.call('GET', twice)).body.errorMessage).toBe('InvalidBatch : Field name repeated : lastname')
  })
})

/** Lines of so many leads, of which every hundredth is refused. */
const many = (count: number) =>
  ['LastName,Company', ...Array.from({ length: count }, (_, index) => `Doe ${index},${index % 100 === 99 ? '' : 'ACME'}`)].join('\n')

const names = (org: Pick<Org, 'leads'>) => org.leads().map(({ LastName }) => LastName)
const saved = (count: number) => Array.from({ length: count }, (_, index) => `Doe ${index}`).filter((_, index) => index % 100 !== 99)

/** Performs the job that is due. */
async function runOnce({ world }: Org) {
  const [job] = world.jobs.keys()
  await world.runner.run(job as string)
}

/** A job of 450 records whose data is complete. */
async function loading(org: Org): Promise<string> {
  const path = await openJob(org)
  await org.call('PUT', `${path}/batches`, { body: many(450), headers: csv })
  await org.call('PATCH', path, { json: { state: 'UploadComplete' } })
  return path
}

describeEachWay('A job of Salesforce Bulk API 2.0 with many records', (open) => {
  test('is processed in transactions of 200 records, and shows how far it is', async () => {
    const org = await signIn(open)
    const path = await loading(org)
    const seen: [string, number, number][] = []
    while (org.world.jobs.size) {
      await runOnce(org)
      const { body } = await org.call('GET', path)
      seen.push([body.state, body.numberRecordsProcessed, body.numberRecordsFailed])
    }
    expect(seen).toEqual([
      ['InProgress', 200, 2],
      ['InProgress', 400, 4],
      ['JobComplete', 450, 4],
    ])
    expect(names(org)).toEqual(saved(450))
    const lines = async (what: string) => (await org.call('GET', `${path}/${what}`)).body.split('\n').length - 2
    expect([await lines('successfulResults'), await lines('failedResults'), await lines('unprocessedrecords')]).toEqual([446, 4, 0])
  })

  test('is not longer than its records when they fill the last transaction', async () => {
    const org = await signIn(open)
    const path = await openJob(org)
    await org.call('PUT', `${path}/batches`, { body: `${many(200)}\n`, headers: csv })
    await org.call('PATCH', path, { json: { state: 'UploadComplete' } })
    await runOnce(org)
    expect((await org.call('GET', path)).body).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 200 })
  })

  test('leaves the event loop to requests between two transactions', async () => {
    const org = await signIn(open)
    await loading(org)
    const counts = new Set<number>()
    let isDone = false
    const look = () => {
      counts.add(org.leads().length)
      if (!isDone) setImmediate(look)
    }
    look()
    await org.world.settle()
    isDone = true
    expect(counts).toEqual(new Set([0, 198, 396, 446]))
  })

  test('keeps what it saved when it is aborted in progress, and gives the rest back', async () => {
    const org = await signIn(open)
    const path = await loading(org)
    await runOnce(org)
    expect((await org.call('PATCH', path, { json: { state: 'Aborted' } })).body).toMatchObject({ state: 'Aborted' })
    await org.world.settle()
    expect(names(org)).toEqual(saved(200))
    const rest = (await org.call('GET', `${path}/unprocessedrecords`)).body.split('\n')
    expect([rest[0], rest[1], rest.length - 2]).toEqual(['"LastName","Company"', '"Doe 200","ACME"', 250])
    expect((await org.call('GET', `${path}/successfulResults`)).body.split('\n')).toHaveLength(200)
    expect((await org.call('GET', '/limits')).body.DailyBulkApiBatches.Remaining).toBe(14_999)
  })

  test('doubles no record of a transaction that is repeated after a conflict', async () => {
    const org = await signIn(open)
    const path = await loading(org)
    await runOnce(org)
    const { store } = org.world
    const { commit } = store
    store.commit = (wanted) => {
      store.commit = commit
      const job = store.relation('salesforce.ingest_jobs').rows.get(path.split('/').at(-1) as string)
      const touched = { ...job, updated_at: '2030-01-01T00:00:00.000+0000' }
      store.commit([{ table: 'salesforce.ingest_jobs', key: job?.id as string, before: job, after: touched }])
      return store.commit(wanted)
    }
    await org.world.settle()
    expect(names(org)).toEqual(saved(450))
    expect((await org.call('GET', path)).body).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 450, numberRecordsFailed: 4 })
  })

  test('has its runs beside each other in the trace', async () => {
    const org = await signIn(open)
    await loading(org)
    await org.world.settle()
    const traces = org.world.traces.list({ limit: 10 }).rows
    const spans = (await Promise.all(traces.map(({ id }) => org.world.traces.spans(id)))).flatMap((found) => found ?? [])
    const runs = spans.filter((span) => span.type === 'run')
    expect(runs).toHaveLength(3)
    expect(new Set(runs.map(({ parent_id }) => parent_id)).size).toBe(1)
    expect(runs.map(({ steps }) => steps.length)).toEqual([198, 198, 50])
  })

  test('takes its results with it when it is deleted', async () => {
    const org = await signIn(open)
    const path = await loading(org)
    await org.world.settle()
    expect((await org.call('DELETE', path)).status).toBe(204)
    const left = ['ingest_jobs', 'ingest_uploads', 'ingest_results'].map(
      (table) => org.world.store.relation(`salesforce.${table}`).rows.size,
    )
    expect(left).toEqual([0, 0, 0])
  })

  test('continues after a crash in the middle of a transaction, and doubles no record', async () => {
    const folder = temporaryFolder()
    const opened = (journal: DiskJournal) => signIn((options) => open({ ...options, journal }))
    const journal = new DiskJournal(folder)
    const org = await opened(journal)
    const path = await loading(org)
    await runOnce(org)
    await runOnce(org)
    await journal.close()
    const file = join(folder, 'journal.1.jsonl')
    truncateSync(file, statSync(file).size - 10)
    const later = new DiskJournal(folder)
    onTestFinished(() => later.close())
    const again = await opened(later)
    expect((await again.call('GET', path)).body).toMatchObject({ state: 'InProgress', numberRecordsProcessed: 200 })
    await again.world.settle()
    expect(names(again)).toEqual(saved(450))
    expect((await again.call('GET', path)).body).toMatchObject({
      state: 'JobComplete',
      numberRecordsProcessed: 450,
      numberRecordsFailed: 4,
    })
  })
})
