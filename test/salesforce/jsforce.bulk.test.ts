import { describe, expect, test } from 'vitest'
import { authorized, refusal } from './jsforce.ts'

const polling = { pollInterval: 5, pollTimeout: 5000 }

describe('jsforce in bulk', () => {
  test('loads leads and is told of each what came of it', async () => {
    const { connection, world } = await authorized('port', '66.0', { automatic: true })
    const input = [
      { LastName: 'Doe', Company: 'ACME, "Inc."', Marketo_Lead_Id__c: '50', mkto71_Lead_Score__c: 185 },
      { LastName: 'Roe', Company: '', Marketo_Lead_Id__c: '51', mkto71_Lead_Score__c: '' },
    ]
    const job = { object: 'Lead', operation: 'insert' as const, input, ...polling }
    const results = await connection.bulk2.loadAndWaitForResults(job)
    expect(results.successfulResults).toMatchObject([{ sf__Id: expect.stringMatching(/^00Q/), sf__Created: 'true', LastName: 'Doe' }])
    expect(results.failedResults).toMatchObject([
      { sf__Error: 'REQUIRED_FIELD_MISSING:Required fields are missing: [Company]:Company --', LastName: 'Roe' },
    ])
    expect(results.unprocessedRecords).toEqual([])
    expect(await connection.sobject('Lead').find({}, 'Company, mkto71_Lead_Score__c')).toMatchObject([
      { Company: 'ACME, "Inc."', mkto71_Lead_Score__c: 185 },
    ])
    expect(world.traces.list({ limit: 20, where: ({ findings }) => findings > 0 }).rows).toEqual([])
  })

  test('upserts by an external id', async () => {
    const { connection } = await authorized('port', '66.0', { automatic: true })
    await connection.create('Lead', { LastName: 'Doe', Company: 'ACME', Marketo_Lead_Id__c: '50' })
    const input = ['50', '51'].map((id) => ({ LastName: 'Roe', Company: 'ACME', Marketo_Lead_Id__c: id }))
    const job = { object: 'Lead', operation: 'upsert' as const, externalIdFieldName: 'Marketo_Lead_Id__c', input, ...polling }
    const { successfulResults } = await connection.bulk2.loadAndWaitForResults(job)
    expect(successfulResults.map(({ sf__Created }) => sf__Created)).toEqual(['false', 'true'])
    expect(await connection.sobject('Lead').count({ LastName: 'Roe' })).toBe(2)
  })

  test('is told that a job failed, and why', async () => {
    const { connection } = await authorized('port', '66.0', { automatic: true })
    const job = { object: 'Lead', operation: 'insert' as const, input: [{ Shoe: '42' }], ...polling }
    const message = 'Ingest job failed to complete due to: InvalidBatch : Field name not found : Shoe'
    expect(await refusal(connection.bulk2.loadAndWaitForResults(job))).toMatchObject({ message })
  })

  test('gives a job up, and reads what was not processed', async () => {
    const { connection } = await authorized()
    const job = connection.bulk2.createJob({ object: 'Lead', operation: 'insert' })
    await job.open()
    await job.uploadData([{ LastName: 'Doe', Company: 'ACME' }])
    await job.abort()
    expect(await job.check()).toMatchObject({ state: 'Aborted', numberRecordsProcessed: 0 })
    expect(await job.getUnprocessedRecords()).toEqual([{ LastName: 'Doe', Company: 'ACME' }])
    await job.delete()
    expect(await refusal(job.check())).toMatchObject({ name: 'NOT_FOUND' })
  })
})
