import { describe, expect, test } from 'vitest'
import { resolve } from '../../contracts/openapi/document.ts'
import type { Operation } from '../../contracts/openapi/operation.ts'
import { document, operations } from '../../contracts/openapi/spec.ts'
import { answer } from '../../mocks/core/engine/answer.ts'
import { encode, fill } from '../../mocks/core/http/encode.ts'
import { createWorld } from '../../mocks/core/open.ts'
import type { Call } from '../../mocks/core/system/call.ts'
import type { World } from '../../mocks/core/world.ts'
import { spendDay } from '../../mocks/salesforce/access/limits.ts'
import { planOutage } from '../../mocks/salesforce/access/outage.ts'
import { salesforce } from '../../mocks/salesforce/system.ts'
import { grant } from './org.ts'

/** Every refusal that the document gives an operation of Salesforce. */
const documented = [...operations.values()]
  .filter(({ system }) => system === 'salesforce')
  .flatMap((operation) => [...operation.replies.keys()].filter((status) => status >= 300).map((status) => [operation, status] as const))
  .filter(([, status]) => status !== 302)

interface Asked {
  world: World
  operation: Operation
  /** Sends another request with the same token. */
  send(change: Partial<Call>): Promise<{ status: number; body: unknown }>
  /** The request that the document's examples make. */
  call: Call
}

/** What is done before the request, or what is another in it, so that it is refused with a status. */
type Cause = (asked: Asked) => Promise<Partial<Call>> | Partial<Call>

const csv = { 'content-type': 'text/csv' }
const json = { 'content-type': 'application/json' }
const other = { 'content-type': 'text/plain' }

const causes: Record<number, Cause> = {
  401: ({ call }) => ({ headers: { ...call.headers, authorization: 'Bearer unknown' } }),
  403: ({ world }) => {
    spendDay({ clock: world.clock, memory: world.memoryOf('salesforce') })
    return {}
  },
  404: ({ call }) => ({ path: call.path.replace(/v\d\d\.0/, 'v41.0') }),
  405: () => ({ method: 'PUT' }),
  413: () => ({ oversized: true, body: '' }),
  414: () => ({ query: `q=${'x'.repeat(16_384)}` }),
  415: ({ call }) => ({ headers: { ...call.headers, ...other } }),
  503: ({ world }) => {
    planOutage(1, { memory: world.memoryOf('salesforce') })
    return {}
  },
  400: ({ operation }) => (operation.bodyRequired ? { body: '{' } : {}),
}

/** A job that is open, in place of the example's. */
async function withJob({ send, call }: Asked): Promise<Partial<Call>> {
  const { body } = await send({
    method: 'POST',
    path: '/services/data/v66.0/jobs/ingest',
    body: '{"object":"Lead","operation":"insert"}',
    headers: json,
  })
  return { path: call.path.replace(/750\w+/, (body as { id: string }).id) }
}

/** Two records of the object, with one e-mail, and a request for that. */
async function withTwins({ send, call }: Asked): Promise<Partial<Call>> {
  const sobject = call.path.includes('/Lead/') ? 'Lead' : 'Contact'
  const body = JSON.stringify({ LastName: 'Doe', Email: 'jane@example.com', ...(sobject === 'Lead' ? { Company: 'ACME' } : {}) })
  for (const _ of [1, 2]) await send({ method: 'POST', path: `/services/data/v66.0/sobjects/${sobject}`, body, headers: json })
  return { path: `/services/data/v66.0/sobjects/${sobject}/Email/jane@example.com`, body: call.body && '{}' }
}

const special: Record<string, Cause> = {
  'salesforce.createToken 400': () => ({ body: 'grant_type=device' }),
  'salesforce.authorize 400': ({ call }) => ({ query: call.query.replace(/client_id=[^&]+/, 'client_id=nobody') }),
  'salesforce.revokeToken 400': () => ({ body: 'token=unknown' }),
  'salesforce.callSoap 500': ({ call }) => ({ body: call.body.replace('salesforce_password', 'guess') }),
  'salesforce.getIdentity 403': ({ call }) => ({ headers: { ...call.headers, authorization: 'Bearer unknown' } }),
  'salesforce.getIdentity 404': () => ({ query: '', path: '/id/00D000000000001EAA/005000000000002AAA' }),
  'salesforce.query 400': () => ({ query: 'q=SELECT' }),
  'salesforce.queryAll 400': () => ({ query: 'q=SELECT' }),
  'salesforce.queryMore 400': () => ({}),
  'salesforce.getLead 400': (asked) => unknownField(asked, 'Lead'),
  'salesforce.getRecord 400': (asked) => unknownField(asked, 'Contact'),
  'salesforce.getLeadByExternalId 300': withTwins,
  'salesforce.upsertLead 300': withTwins,
  'salesforce.getRecordByExternalId 300': withTwins,
  'salesforce.upsertRecord 300': withTwins,
  'salesforce.getLeadByExternalId 400': (asked) => unknownField(asked, 'Lead', 'Email/jane@example.com'),
  'salesforce.getRecordByExternalId 400': (asked) => unknownField(asked, 'Contact', 'Email/jane@example.com'),
  'salesforce.deleteRecords 400': () => ({ query: `ids=${Array(201).fill('00Q000000000001EAA')}` }),
  'salesforce.uploadIngestData 400': async (asked) => {
    const { path } = await withJob(asked)
    await asked.send({ method: 'PUT', path: path as string, body: 'LastName\nDoe\n', headers: csv })
    return { path: path as string }
  },
  'salesforce.deleteIngestJob 400': withJob,
  'salesforce.getSuccessfulResults 400': withJob,
  'salesforce.getFailedResults 400': withJob,
  'salesforce.getUnprocessedRecords 400': withJob,
}

/** A record, asked for a field that its object does not have. */
async function unknownField({ send }: Asked, sobject: string, key?: string): Promise<Partial<Call>> {
  const body = JSON.stringify({ LastName: 'Doe', Email: 'jane@example.com', ...(sobject === 'Lead' ? { Company: 'ACME' } : {}) })
  const path = `/services/data/v66.0/sobjects/${sobject}`
  const created = await send({ method: 'POST', path, body, headers: json })
  return { path: `${path}/${key ?? (created.body as { id: string }).id}`, query: 'fields=Shoe' }
}

const exampleOf = (schema: object | undefined): unknown => resolve((schema ?? {}) as { examples?: unknown[] }, document).examples?.[0]

/** The request that the examples of the document make. */
function callOf(operation: Operation, token: string): Call {
  const inPlace = (place: string) => operation.parameters.filter((parameter) => parameter.in === place)
  const values = (place: string) => Object.fromEntries(inPlace(place).map(({ name, schema }) => [name, exampleOf(schema)]))
  const [mediaType, schema] = Object.entries(operation.bodies)[0] ?? []
  return {
    system: 'salesforce',
    method: operation.method,
    path: fill(operation.path, values('path')),
    query: encode(values('query')),
    headers: { authorization: `Bearer ${token}`, ...(mediaType ? { 'content-type': mediaType } : {}) },
    body: mediaType ? write(mediaType, exampleOf(schema)) : '',
    base: 'https://gitlab.my.salesforce.com',
  }
}

function write(mediaType: string, value: unknown): string {
  if (mediaType === 'application/json') return JSON.stringify(value)
  if (mediaType === 'text/csv') return value as string
  if (mediaType !== 'text/xml') return encode(value as object)
  return '<Envelope><Body><login><username>x</username><password>salesforce_password</password></login></Body></Envelope>'
}

async function ask(operation: Operation, status: number): Promise<{ status: number; text: string }> {
  const world = await createWorld({ systems: [salesforce], automatic: false })
  const form = { ...callOf(operations.get('salesforce.createToken') as Operation, ''), body: encode(grant) }
  const token = JSON.parse((await answer(world, form)).text).access_token
  const call = callOf(operation, token)
  const send = async (change: Partial<Call>) => {
    const { status, text } = await answer(world, { ...call, query: '', ...change, headers: { ...call.headers, ...change.headers } })
    return { status, body: text && JSON.parse(text) }
  }
  const cause = special[`${operation.id} ${status}`] ?? causes[status]
  return answer(world, { ...call, ...(await cause?.({ world, operation, send, call })) })
}

describe('What the document says that Salesforce refuses', () => {
  test.each(documented.map(([operation, status]) => [operation.id, status, operation] as const))(
    '%s answers %i',
    async (_, status, operation) => {
      expect(await ask(operation, status)).toMatchObject({ status })
    },
  )
})
