import { expect, test } from 'vitest'
import type { Operation } from '../../contracts/openapi/operation.ts'
import { example, operations } from '../../contracts/openapi/spec.ts'
import type { Exchange } from '../../mocks/core/system/record.ts'
import { admin } from '../customersdot/neighbours.ts'
import { asJane, handRaise, handRaisePath } from '../journey/pipeline.ts'
import { connect, refusal, rowsOf } from '../marketo/connect.ts'
import { signIn } from '../salesforce/org.ts'
import { describeEachWay, type Sending } from '../ways.ts'
import { exchanges } from './made-up.ts'

const jsonType = 'application/json'
const formType = 'application/x-www-form-urlencoded'

/** Text as bytes of Latin-1, in which `é` is the one byte E9. */
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))

/** A hand raise as JSON, with a first name as it is written there. */
const raised = (name: string) => JSON.stringify({ ...handRaise, first_name: '@' }).replace('"@"', `"${name}"`)
const form = (name: string) =>
  `${new URLSearchParams({ ...(handRaise as object as Record<string, string>), first_name: '' })}&first_name=${name}`

const posted = (body: string | Uint8Array<ArrayBuffer>, type = jsonType, headers: Record<string, string> = asJane): Sending => ({
  method: 'POST',
  body,
  headers: { 'content-type': type, ...headers },
})

describeEachWay('GitLab refuses what is malformed ahead of everything else:', (open) => {
  test.each<[string, string, Sending]>([
    ['a byte that is not UTF-8 in JSON', handRaisePath, posted(latin1(raised('Jané')))],
    ['a byte that is not UTF-8 in a form', handRaisePath, posted(latin1(form('Jané')), formType)],
    ['an escape of such a byte in a form', handRaisePath, posted(form('Jan%E9'), formType)],
    ['a form in Latin-1 that says so, since Rack reads UTF-8', handRaisePath, posted(form('Jan%E9'), `${formType}; charset=ISO-8859-1`)],
    ['JSON in Latin-1 that says so', handRaisePath, posted(latin1(raised('Jané')), `${jsonType}; charset=ISO-8859-1`)],
    ['NUL in JSON', handRaisePath, posted(raised('J\\u0000x'))],
    ['NUL as it is in JSON', handRaisePath, posted(raised('J\0x'))],
    ['NUL in a form', handRaisePath, posted(form('J%00x'), formType)],
    ['NUL as it is in a form', handRaisePath, posted(form('J\0x'), formType)],
    ['half of a surrogate pair in JSON', handRaisePath, posted(raised('J\\ud800'))],
    ['half an escape in a form', handRaisePath, posted(form('100%'), formType)],
    ['JSON that is cut off', handRaisePath, posted('{"first_name":')],
    ['JSON that is cut off, at an unknown path', '/-/nothing', posted('{"first_name":')],
    ['JSON that is cut off, by nobody in particular', handRaisePath, posted('{"first_name":', jsonType, {})],
    ['an escape that is none in the path', '/%zz', {}],
    ['an escape that is not UTF-8 in the path', '/-/mal%c0formed', {}],
    ['NUL in the path', '/-/countries%00', {}],
    ['NUL in the path of the API', '/api/v4/namespaces/%00', {}],
    ['an escape that is none in the query', '/-/country_states?country=%zz', {}],
    ['an escape that is not UTF-8 in the query', '/-/country_states?country=%E9', {}],
    ['NUL in the query', '/-/country_states?country=US%00', {}],
    ['NUL in Basic credentials', '/api/v4/namespaces/1', { headers: { authorization: `Basic ${btoa('jane:pass\0word')}` } }],
    [
      'bytes that are not UTF-8 in Basic credentials',
      '/api/v4/namespaces/1',
      { headers: { authorization: `Basic ${btoa('jane:p\xc3')}` } },
    ],
    ['bytes that are not UTF-8 in other credentials', '/api/v4/namespaces/1', { headers: { authorization: 'Bearer to\xc3ken' } }],
  ])('%s', async (_title, path, sending) => {
    const { send, world } = await open()
    const response = await send('gitlab', path, sending)
    expect([response.status, response.headers.get('content-type'), await response.text()]).toEqual([400, 'text/plain', 'Bad Request'])
    await world.settle()
    expect(rowsOf(world, 'customersdot.leads')).toEqual([])
    expect((await exchanges(world)).map(({ provider }) => provider)).toEqual(['gitlab'])
  })

  test.each<[string, string, Sending]>([
    ['text beyond ASCII', handRaisePath, posted(raised('Zoë 😀'))],
    ['escaped text beyond ASCII, a pair of surrogates included', handRaisePath, posted(raised('Zo\\u00eb \\ud83d\\ude00'))],
    ['a replacement character that was sent', handRaisePath, posted(raised('Zo\ufffd'))],
    ['what looks like an escape', handRaisePath, posted(raised('\\\\u0000 and %00'))],
    ['a form with escapes', handRaisePath, posted(form('Zo%C3%AB+%F0%9F%98%80'), formType)],
    ['another charset when there is only ASCII', handRaisePath, posted(raised('Jane'), `${jsonType}; charset=ISO-8859-1`)],
    [
      'UTF-8 that calls itself something else, since Rack does not look',
      handRaisePath,
      posted(raised('Zoë'), `${jsonType}; charset=shift_jis`),
    ],
    ['a query with escapes', '/-/country_states?country=US&x=%C3%A9', {}],
    ['Basic credentials beyond ASCII', '/-/countries', { headers: { authorization: `Basic ${btoa('j:R\xc3\xa7K\xe2\x88\x86')}` } }],
  ])('and takes %s', async (_title, path, sending) => {
    const { send, world } = await open()
    expect((await send('gitlab', path, sending)).status).toBe(200)
    expect((await exchanges(world))[0]?.findings.filter(({ code }) => code === 'characters')).toEqual([])
  })

  test('the finding says what and where', async () => {
    const { send, world } = await open()
    await send('gitlab', handRaisePath, posted(raised('J\\u0000x')))
    expect((await exchanges(world))[0]?.findings).toMatchObject([
      { side: 'request', at: '/body/first_name', code: 'characters', message: 'It holds the character NUL.' },
    ])
  })
})

describeEachWay('CustomersDot refuses', (open) => {
  const path = '/leads/gitlab_com/hand_raises'
  const lead = (name: string) => JSON.stringify({ ...example('CustomersdotHandRaiseLead'), first_name: '@' }).replace('"@"', `"${name}"`)

  test.each<[string, string, Sending]>([
    ['bytes that are not UTF-8', path, posted(latin1(lead('Jané')), jsonType, admin)],
    ['NUL', path, posted(lead('J\\u0000'), jsonType, admin)],
    ['an escape that is none', '/api/v1/gitlab/namespaces/trials/eligibility?namespace_ids[]=%zz', { headers: admin }],
  ])('%s', async (_title, to, sending) => {
    const { send, world } = await open()
    const response = await send('customersdot', to, sending)
    expect([response.status, await response.json()]).toEqual([400, { error: 'Bad Request' }])
    expect(rowsOf(world, 'customersdot.leads')).toEqual([])
  })
})

describeEachWay('Salesforce', (open) => {
  const lead = '/sobjects/Lead'
  const doe = (name: string) => `{"LastName":"${name}","Company":"ACME"}`

  test.each([
    ['/query?q=%E9', {}],
    ['/query?q=%u00e9', {}],
    ['/sobjects/Lead/%ff', {}],
    ['/services/oauth2/revoke', { body: 'token=%E9', headers: { 'content-type': formType } }],
    ['/services/oauth2/revoke', { body: latin1('token=é'), headers: { 'content-type': formType } }],
  ])('takes a URL or a form that is not UTF-8 for an illegal request: %s', async (path, sending) => {
    const { call } = await signIn(open)
    const { status, body } = await call(Object.keys(sending).length ? 'POST' : 'GET', path, sending)
    expect([status, body]).toEqual([400, expect.stringContaining('Illegal Request')])
  })

  test('refuses JSON that is not UTF-8', async () => {
    const { call, leads } = await signIn(open)
    const sending = { body: latin1(doe('Doé')), headers: { 'content-type': jsonType } }
    expect(await call('POST', lead, sending)).toMatchObject({ status: 400, body: [{ errorCode: 'JSON_PARSER_ERROR' }] })
    expect(leads()).toEqual([])
  })

  test.each(['ISO-8859-1', 'utf-16', 'windows-1252', 'us-ascii', 'nonsense'])(
    'refuses JSON in the charset %s, and names it',
    async (charset) => {
      const { call, leads } = await signIn(open)
      const sending = { body: latin1(doe('Doé')), headers: { 'content-type': `${jsonType}; charset=${charset}` } }
      const { status, body } = await call('POST', lead, sending)
      expect([status, body[0].message]).toEqual([415, `The body is in the charset "${charset}", which Salesforce does not read.`])
      expect(leads()).toEqual([])
    },
  )

  test.each(['utf-8', 'UTF-8', 'utf8', '"utf-8"', 'ISO-8859-1', 'us-ascii', 'nonsense'])(
    'takes ASCII in the charset %s',
    async (charset) => {
      const { call } = await signIn(open)
      expect((await call('POST', lead, { body: doe('Doe'), headers: { 'content-type': `${jsonType};charset=${charset}` } })).status).toBe(
        201,
      )
    },
  )

  test.each([
    ['NUL', 'a\\u0000b', 'It holds the character NUL.'],
    ['half of a surrogate pair', 'a\\udc00b', 'It holds half of a surrogate pair.'],
  ])('takes %s, with a finding', async (_what, name, message) => {
    const { call, lastExchange } = await signIn(open)
    expect((await call('POST', lead, { body: doe(name), headers: { 'content-type': jsonType } })).status).toBe(201)
    expect((await lastExchange()).findings).toMatchObject([{ at: '/body/LastName', code: 'characters', message }])
  })

  test('reads a table that is not UTF-8 with replacements, and a finding', async () => {
    const { call, lastExchange } = await signIn(open)
    const { body: job } = await call('POST', '/jobs/ingest', { json: { object: 'Lead', operation: 'insert' } })
    const sending = { body: latin1('LastName,Company\nDoé,ACME\n'), headers: { 'content-type': 'text/csv' } }
    expect((await call('PUT', `/jobs/ingest/${job.id}/batches`, sending)).status).toBe(201)
    const message = 'Bytes that are not UTF-8 were replaced by U+FFFD.'
    expect((await lastExchange()).findings).toMatchObject([{ at: '/body', code: 'characters', message }])
  })

  const envelope = (name: string) =>
    `<Envelope><Body><login><username>${name}</username><password>wrong</password></login></Body></Envelope>`
  const soap = (body: Uint8Array<ArrayBuffer>, charset = '') => ({
    body,
    headers: { 'content-type': `text/xml${charset}`, soapaction: 'login' },
  })
  const utf16 = (text: string, ...mark: number[]) => new Uint8Array([...mark, ...Buffer.from(text, 'utf16le')])

  test.each([
    ['with its charset', soap(utf16(envelope('é')), '; charset=utf-16le')],
    ['with a mark', soap(utf16(envelope('é'), 0xff, 0xfe))],
    ['the other way around', soap(utf16(envelope('é'), 0xff, 0xfe).map((_byte, index, all) => all[index ^ 1] as number))],
  ])('reads SOAP in UTF-16 %s', async (_how, sending) => {
    const { call, lastExchange } = await signIn(open)
    const { body } = await call('POST', '/services/Soap/u/64.0', sending)
    expect(body).toContain('INVALID_LOGIN')
    expect((await lastExchange()).request.body).toMatchObject({ Envelope: { Body: { login: { username: 'é' } } } })
  })
})

describeEachWay('JSON that is not UTF-8', (open) => {
  test.each([
    ['workato', '/gitlab-dev/services/marketo/lead', { 'api-token': 'workato_api_token' }, 500],
    ['workato', '/oauth2/token', {}, 400],
    ['platypus', '/oauth/token', {}, 400],
  ] as const)('is refused by %s at %s', async (system, path, headers, status) => {
    const { send } = await open()
    const response = await send(system, path, posted(latin1('{"grant_type":"é"}'), jsonType, headers))
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining('not UTF-8')])
  })

  test('is refused by Marketo', async () => {
    const { send, headers } = await connect(open)
    const response = await send('marketo', '/rest/v1/leads.json', posted(latin1('{"input":[{"email":"é"}]}'), jsonType, headers))
    expect(await response.json()).toMatchObject(refusal('609', 'Invalid JSON'))
  })
})

describeEachWay('an escape that is not UTF-8', (open) => {
  test('is a finding where the system’s answer to it is not known', async () => {
    const { send, world, headers } = await connect(open)
    await send('marketo', '/rest/v1/leads.json?filterType=email&filterValues=jan%E9', { headers })
    const [exchange] = (await exchanges(world)).slice(-1)
    expect(exchange?.findings).toMatchObject([
      { at: '/query', code: 'characters', message: 'It holds a percent-escape that is not UTF-8.' },
    ])
  })
})

describeEachWay('of every kind of operation of every system', (open) => {
  const kindOf = ({ system, method, bodies, path }: Operation) => [system, method, Object.keys(bodies)[0], path.includes('{')].join()
  const pipeline = [...operations.values()].filter(({ system }) => system !== 'control')
  const kinds = new Map(pipeline.map((operation) => [kindOf(operation), operation]))

  /** A request with something garbled in one place, for each place that the operation has. */
  function* garbled({ method, path, bodies, parameters }: Operation): Generator<[where: string, url: string, sending: Sending]> {
    const url = path.replaceAll(/\{\w+\}/g, '1')
    const [type = ''] = Object.keys(bodies)
    const headers: Record<string, string> = type ? { 'content-type': type } : {}
    const plain = type ? { body: type === formType ? 'a=1' : '{}' } : {}
    for (const bad of ['%E9', '%00', '%zz']) {
      yield [`query ${bad}`, `${url}?x=${bad}`, { method, headers, ...plain }]
      if (parameters.some(({ in: place }) => place === 'path'))
        yield [`path ${bad}`, path.replaceAll(/\{\w+\}/g, bad), { method, headers, ...plain }]
      if (type === formType) yield [`form ${bad}`, url, { method, headers, body: `a=${bad}` }]
    }
    if (type) yield ['bytes', url, { method, headers, body: latin1(type === formType ? 'a=é' : '{"a":"é"}') }]
    if (type === jsonType) yield ['NUL', url, { method, headers, body: '{"a":"\\u0000"}' }]
    if (type.startsWith('text/')) yield ['NUL', url, { method, headers, body: '<a>\0</a>' }]
  }

  test('a request with garbled text is a finding, and no bug', async () => {
    const bugs: unknown[] = []
    const { send, world } = await open({ report: (error) => bugs.push(error) })
    for (const operation of kinds.values()) {
      for (const [where, url, sending] of garbled(operation)) {
        const response = await send(operation.system, url, sending)
        const [exchange] = (await world.traces.spans(response.headers.get('x-sandbox-trace') as string)) ?? []
        const codes = (exchange as Exchange).findings.map(({ code }) => code)
        expect([operation.id, where, codes.some((code) => code === 'characters' || code === 'malformed')]).toEqual([
          operation.id,
          where,
          true,
        ])
      }
    }
    expect(bugs).toEqual([])
  })
})
