import { beforeAll, describe, expect, test } from 'vitest'
import { example, operations } from '../../contracts/openapi/spec.ts'
import { answer } from '../../mocks/core/engine/answer.ts'
import { garbledIn } from '../../mocks/core/http/body/garbled.ts'
import { charsetOf, formType } from '../../mocks/core/http/body/media.ts'
import { coerce } from '../../mocks/core/http/coerce.ts'
import { parseJson } from '../../mocks/core/http/json.ts'
import { readPairs } from '../../mocks/core/http/pairs.ts'
import { route } from '../../mocks/core/http/router.ts'
import { parseXml } from '../../mocks/core/http/xml.ts'
import { MemoryLog } from '../../mocks/core/memory.ts'
import { createWorld } from '../../mocks/core/open.ts'
import { redactHeaders, redactJson, redactQuery, redactText } from '../../mocks/core/secrets/redact.ts'
import type { Call } from '../../mocks/core/system/call.ts'
import { basic, bearer } from '../../mocks/core/system/oauth.ts'
import { atOnce } from '../../mocks/core/system/turn.ts'
import type { World } from '../../mocks/core/world.ts'
import { readMoment } from '../../mocks/marketo/time.ts'
import { linesOf } from '../../mocks/salesforce/bulk/csv.ts'
import { likeness } from '../../mocks/salesforce/soql/like.ts'
import { parse } from '../../mocks/salesforce/soql/soql.ts'
import { readStamp } from '../../mocks/salesforce/time.ts'
import { systems } from '../../mocks/systems.ts'
import { steep } from './growth.ts'
import { documents, texts } from './suspects.ts'

const day = '2024-01-01T'

/** Everything that reads what a client sent, by what it reads. */
const readers: Record<string, (text: string) => unknown> = {
  JSON: (text) => atOnce(parseJson(text)),
  XML: (text) => atOnce(parseXml(text, {})),
  'XML in an element': (text) => atOnce(parseXml(`<a>${text}</a>`, {})),
  'XML in an attribute': (text) => atOnce(parseXml(`<a x=${text}></a>`, {})),
  CSV: (text) => [...linesOf(text, ',')],
  'CSV in quotes': (text) => [...linesOf(`"${text}`, ',')],
  SOQL: parse,
  'SOQL in a condition': (text) => parse(`SELECT Id FROM Lead WHERE ${text}`),
  'a pattern of SOQL': (text) => likeness(text)('x'.repeat(255)),
  'a path of Marketo': (text) => route('marketo', 'GET', `/rest/v1/lead/${text}.json`),
  'a path of Salesforce': (text) => route('salesforce', 'GET', `/services/data/v66.0/sobjects/${text}`),
  'a moment': readMoment,
  'a moment after a day': (text) => readMoment(day + text),
  'a stamp after a day': (text) => readStamp(day + text),
  'a number': (text) => coerce(text, { type: 'number' }),
  'a charset': (text) => charsetOf({ 'content-type': `text/csv;${text}` }),
  pairs: (text) => atOnce(readPairs(text, {})),
  'garbled characters': (text) => garbledIn({ path: text, query: text, body: text, headers: { 'content-type': formType } }, undefined),
  'a bearer': (text) => bearer(`Bearer ${text}`),
  'a basic authorization': (text) => basic(`Basic ${text}`),
  'secrets in a text': redactText,
  'secrets in an element': (text) => redactText(`<password>${text}`),
  'secrets in a string': (text) => redactText(`"password":"${text}`),
  'secrets in a multipart form': (text) => redactText(`form-data; name="password"${text}`),
  'secrets in CDATA': (text) => redactText(`<password><![CDATA[${text}`),
  'secrets in a query': redactQuery,
  'secrets in headers': (text) => redactHeaders({ cookie: text, referer: text, location: text }),
}

test.each(Object.entries(readers))('reads %s in linear time', async (_name, read) => {
  expect(await steep(read, texts)).toEqual([])
})

test('reads and redacts JSON in linear time', async () => {
  const work = (text: string) => {
    const parsed = atOnce(parseJson(text))
    return 'value' in parsed && redactJson(parsed.value)
  }
  expect(await steep(work, documents)).toEqual([])
})

/** A media type of each system with the first operation that takes it. */
const bodies = new Map(
  [...operations.values()]
    .filter(({ system }) => system !== 'control')
    .flatMap((operation) => Object.keys(operation.bodies).map((type) => [`${operation.system} ${type}`, { operation, type }])),
)

/** A text that seems steep is measured for half a second, and there are many of them. */
const timeout = 120_000

describe('answers in linear time', () => {
  let world: World
  beforeAll(async () => {
    world = await createWorld({ systems: systems.map(open), spanLog: new Forgetting(), automatic: false })
    world.store.commit([{ table: 'salesforce.leads', key: lead.Id, before: undefined, after: lead }])
  })

  test.each([...bodies])('to %s', { timeout }, async (_name, { operation: { system, method, path }, type }) => {
    const url = path.replace(/\{\w+\}/g, '1')
    const send = (body: string) =>
      answer(world, { system, method, path: url, query: '', headers: { 'content-type': type }, body, base: 'http://x' })
    expect(await steep(send, [...texts, ...documents])).toEqual([])
  })

  /** Texts that come as far as the handlers, in the fields that these look into. */
  const fields: Record<string, (text: string) => Partial<Call>> = {
    'the name of a group': (text) => ({
      ...{ system: 'gitlab', method: 'POST', path: '/-/trials', query: 'step=full', headers: { 'x-sandbox-user': 'jane', ...json } },
      body: JSON.stringify({ new_group_name: text, namespace_id: 0, company_name: 'ACME', first_name: 'A', last_name: 'B', country: 'NL' }),
    }),
    'a day of Marketo': (text) => ({
      system: 'marketo',
      path: '/rest/v1/activities/pagingtoken.json',
      query: query('sinceDatetime', day + text),
    }),
    'ids of Marketo': (text) => ({ system: 'marketo', path: '/rest/v1/leads.json', query: `filterType=id&${query('filterValues', text)}` }),
    'a paging token': (text) => ({ system: 'marketo', path: '/rest/v1/activities.json', query: query('nextPageToken', text) }),
    'a field of Marketo': (text) => ({
      ...{ system: 'marketo', method: 'POST', path: '/rest/v1/leads.json', headers: json },
      body: JSON.stringify({ input: [{ email: text, MQL_DateTime__c: day + text, dateOfBirth: day + text }] }),
    }),
    'a query of Salesforce': (text) => ({ system: 'salesforce', path: '/services/data/v66.0/query', query: query('q', text) }),
    'a redirect': (text) => ({ system: 'salesforce', path: '/services/oauth2/authorize', query: query('redirect_uri', text) }),
    'every header': (text) => ({
      system: 'gitlab',
      path: '/-/trials/new',
      headers: { cookie: text, authorization: text, accept: text, traceparent: text, 'user-agent': text, 'content-type': text },
    }),
  }

  test('to ids and fields of Salesforce', async () => {
    const path = '/services/data/v66.0/composite/sobjects/Lead'
    const send = (text: string) => {
      const wanted = { ids: Array(Math.ceil(text.length / 40)).fill(lead.Id), fields: Array(text.length).fill('Id') }
      return answer(world, { ...blank, system: 'salesforce', method: 'POST', path, headers: json, body: JSON.stringify(wanted) })
    }
    expect(await steep(send, [['an id', (size) => 'x'.repeat(size)]])).toEqual([])
  })

  test.each(Object.entries(fields))('to %s', { timeout }, async (_name, field) => {
    expect(await steep((text) => answer(world, { ...blank, ...field(text) } as Call), texts)).toEqual([])
  })
})

const lead = example('SalesforceLeadRow')
const blank = { method: 'GET', path: '/', query: '', headers: {}, body: '', base: 'http://x' }
const json = { 'content-type': 'application/json' }
const query = (name: string, value: string) => new URLSearchParams({ [name]: value }).toString()

/** A system that accepts every caller and reads URLs of any length. */
const open = (system: (typeof systems)[number]) => {
  const { uriLimit: _, ...rest } = system
  return { ...rest, guards: Object.fromEntries(Object.keys(system.guards).map((name) => [name, () => undefined])) }
}

class Forgetting extends MemoryLog {
  override append(): number {
    return 0
  }
}
