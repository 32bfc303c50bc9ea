import { expect, test } from 'vitest'
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
})
