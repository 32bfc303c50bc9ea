import { describe, expect, test } from 'vitest'
import { credentialsIn } from '../../contracts/broker/broker.ts'
import { publish } from '../../contracts/broker/publish.ts'
import { type BrokerVerification, verifyFromBroker } from '../../contracts/broker/verify.ts'
import { brokenIn } from '../../contracts/verification/all.ts'
import { startBroker } from './broker.ts'
import { flour, folderOf, kept, pactOf } from './pact.ts'
import { type Answered, nowhere, type Received, type Served, serve } from './server.ts'

const at = '2024-01-01T00:00:00.000Z'

/** Verifies the mill against what a broker has. */
async function verifying(
  broker: Pick<Served, 'url'>,
  { answer = kept, ...options }: Partial<BrokerVerification> & { answer?: Answered } = {},
) {
  const { url } = await serve(() => answer)
  const usual = { credentials: {}, name: 'mill', provider: { baseUrl: url }, consumers: [], selectors: [], at }
  return verifyFromBroker({ brokerUrl: broker.url, ...usual, ...options })
}

const asked = ({ received }: Served) => received.map(({ method, path }) => `${method} ${path}`)
const sentTo = ({ received }: Served, path: RegExp) => received.filter((request) => path.test(request.path)).map(({ json }) => json)

describe('pacts of a broker', () => {
  test('are those that are selected, and are verified hop by hop', async () => {
    const broker = await startBroker([
      pactOf([flour()]),
      pactOf([flour()], { consumer: 'cook' }),
      pactOf([flour()], { provider: 'quarry' }),
    ])
    const report = await verifying(broker, { selectors: ['{"tag":"prod"}'] })
    expect(report.hops.map(({ consumer, interactions, verification }) => [consumer, interactions.length, verification?.results])).toEqual([
      ['baker', 1, [{ interaction: 'a request for flour', outcome: 'passed', mismatches: [] }]],
      ['cook', 1, [{ interaction: 'a request for flour', outcome: 'passed', mismatches: [] }]],
    ])
    expect(sentTo(broker, /for-verification/)).toEqual([{ consumerVersionSelectors: [{ tag: 'prod' }], includePendingStatus: false }])
    expect(asked(broker).filter((request) => !request.startsWith('GET'))).toEqual(['POST /pacts/provider/mill/for-verification'])
  })

  test('are those of the main branch and of whatever runs somewhere unless selected, and of some consumers when named', async () => {
    const broker = await startBroker([pactOf([flour()]), pactOf([flour()], { consumer: 'cook' })])
    const { hops } = await verifying(broker, { consumers: ['cook'] })
    expect(hops.map(({ consumer }) => consumer)).toEqual(['cook'])
    expect(sentTo(broker, /for-verification/)[0]).toMatchObject({
      consumerVersionSelectors: [{ mainBranch: true }, { deployedOrReleased: true }],
    })
    await expect(verifying(broker, { consumers: ['waiter'] })).rejects.toThrow(/No pact is of the consumer "waiter"/)
  })

  test('of several versions of one consumer are one hop, in which the broken one counts', async () => {
    const broker = await startBroker([pactOf([flour({ response: { status: 201 } })]), pactOf([flour()])])
    const report = await verifying(broker)
    expect(report.hops).toHaveLength(1)
    expect(brokenIn(report)).toEqual(['baker-mill: 1 of 2 interactions are broken.'])
  })
})

describe('results', () => {
  const published = { branch: 'feature/rye', tags: ['dev', 'rye'] }

  test('are published pact by pact, once the version has its branch and tags', async () => {
    const broken = { ...flour({ response: { status: 201 } }), _id: 'i1' }
    const broker = await startBroker([pactOf([broken]), pactOf([flour()], { consumer: 'cook' })])
    await verifying(broker, { providerVersion: '1.2', published })
    expect(asked(broker).filter((request) => /^PUT|results$/.test(request))).toEqual([
      'PUT /pacticipants/mill/branches/feature%2Frye/versions/1.2',
      'PUT /pacticipants/mill/versions/1.2/tags/dev',
      'PUT /pacticipants/mill/versions/1.2/tags/rye',
      'POST /pacts/provider/mill/0/results',
      'POST /pacts/provider/mill/1/results',
    ])
    const [first, second] = sentTo(broker, /results$/)
    expect(first).toMatchObject({ success: false, providerApplicationVersion: '1.2', verifiedBy: { implementation: 'pql-sandbox' } })
    expect(first?.testResults).toEqual([
      {
        interactionId: 'i1',
        interactionDescription: 'a request for flour',
        success: false,
        mismatches: [{ attribute: 'status', identifier: '', description: 'expected 201 but was 200' }],
      },
    ])
    expect(second).toMatchObject({ success: true, testResults: [{ success: true, mismatches: [] }] })
  })

  test('are not published when a pact cannot be verified', async () => {
    const stateful = flour({ providerStates: [{ name: 'the mill is full' }] })
    const broker = await startBroker([pactOf([flour()]), pactOf([stateful], { consumer: 'cook' })])
    await expect(verifying(broker, { providerVersion: '1', published })).rejects.toThrow(/^The pact cook-mill wants provider states/)
    expect(asked(broker).filter((request) => /^PUT|results$/.test(request))).toEqual([])
  })

  test('that the broker does not take are no success', async () => {
    const broker = await startBroker([pactOf([flour()])], ({ path }) =>
      path.endsWith('/results') ? { status: 400, body: { errors: { providerApplicationVersion: ["can't be blank"] } } } : undefined,
    )
    await expect(verifying(broker, { providerVersion: ' ', published: { tags: [] } })).rejects.toThrow(
      `The broker at ${broker.url} answered 400 to POST /pacts/provider/mill/0/results: can't be blank.`,
    )
  })
})

describe('credentials', () => {
  test.each([
    ['a token', { PACT_BROKER_TOKEN: 't0k3n', PACT_BROKER_USERNAME: 'jane' }, 'Bearer t0k3n'],
    ['a name and a password', { PACT_BROKER_USERNAME: 'jane', PACT_BROKER_PASSWORD: 's3cr3t' }, `Basic ${btoa('jane:s3cr3t')}`],
    ['nothing', {}, undefined],
  ])('come from the environment as %s and go with every request', async (_, env, expected) => {
    const broker = await startBroker([pactOf([flour()])])
    await verifying(broker, { credentials: credentialsIn(env), providerVersion: '1', published: { branch: 'main', tags: ['a'] } })
    expect(broker.received).toHaveLength(7)
    expect(new Set(broker.received.map(({ headers }) => headers.authorization))).toEqual(new Set([expected]))
  })

  test.each([401, 403])('that are missing or wrong (%i) are said in one sentence without them', async (status) => {
    const broker = await startBroker([], ({ headers }) => ({ status, body: `no access for ${headers.authorization}` }))
    const says = (why: string) =>
      `The broker at ${broker.url} answered ${status} to GET /: ${why} in PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD.`
    await expect(verifying(broker)).rejects.toThrow(says('it wants credentials'))
    const told = await verifying(broker, { credentials: { token: 't0k3n' } }).catch((error: Error) => error.message)
    expect(told).toBe(says('it does not take the credentials'))
  })
})

describe('what is no broker, or one in trouble, is said in one sentence', () => {
  const html = { headers: { 'content-type': 'text/html' }, body: '<h1>Welcome to nginx!</h1>' }
  const only = (path: RegExp, answer: Answered) => (request: Received) => (path.test(request.path) ? answer : undefined)
  const troubles: [what: string, instead: (request: Received) => Answered | undefined, sentence: RegExp][] = [
    ['HTML', () => html, /^What answers at \S+ is no Pact Broker: its answer to GET \/ is no JSON\.$/],
    ['broken JSON', () => ({ body: '{"_links": ' }), /its answer to GET \/ is no JSON\.$/],
    ['JSON that is no object', () => ({ body: '7' }), /its answer to GET \/ is no JSON\.$/],
    ['other JSON', () => ({ body: {} }), /or one of an old version: it has no link "pb:provider-pacts-for-verification"\.$/],
    ['a failure', () => ({ status: 500, ...html }), /^The broker at \S+ answered 500 to GET \/\.$/],
    ['a redirect', () => ({ status: 302, headers: { location: '/login' } }), /answered 302 to GET \/\.$/],
    ['a connection that breaks off', () => ({ gone: true }), /^No broker answers at \S+: .+ Start it, or correct --broker-url\.$/],
    [
      'no pact',
      only(/for-verification/, { body: { _embedded: { pacts: [] } } }),
      /has no pact for "mill" that is selected: name others with --selector\.$/,
    ],
    ['nothing about pacts', only(/for-verification/, { body: {} }), /has no pact for "mill"/],
    [
      'an unknown provider',
      only(/for-verification/, { status: 404, body: { error: 'No provider found.' } }),
      /answered 404 to POST .+: No provider found\.$/,
    ],
    ['a pact that it cannot read', only(/mill\/0$/, { status: 500 }), /answered 500 to GET \/pacts\/provider\/mill\/0\.$/],
    ['a pact that is none', only(/mill\/0$/, { body: { consumer: {} } }), /^What the broker at \S+ has is no pact: consumer\.name: /],
  ]

  test.each(troubles)('%s', async (_, instead, sentence) => {
    const broker = await startBroker([pactOf([flour()])], instead)
    await expect(verifying(broker)).rejects.toThrow(sentence)
  })

  test('nobody', async () => {
    await expect(verifying({ url: nowhere })).rejects.toThrow(/^No broker answers at http:\/\/127\.0\.0\.1:9: /)
    await expect(
      publish({ brokerUrl: nowhere, credentials: {}, folder: await folderOf(pactOf([flour()])), version: '1', tags: [] }),
    ).rejects.toThrow(/^No broker answers/)
  })

  test('a selector that is none', async () => {
    const broker = await startBroker([pactOf([flour()])])
    for (const selector of ['main', '7', '[]', 'null'])
      await expect(verifying(broker, { selectors: [selector] })).rejects.toThrow(`The selector ${selector} is no JSON object`)
    expect(broker.received).toEqual([])
  })
})

describe('publishing pacts', () => {
  const publishing = (broker: Served, folder: string) =>
    publish({ brokerUrl: broker.url, credentials: { token: 't0k3n' }, folder, version: '1.2', branch: 'main', tags: ['dev', 'rye'] })

  test('sends those of each consumer at once, byte by byte, and tells what the broker said', async () => {
    const broker = await startBroker()
    const pacts = [pactOf([flour()]), pactOf([], { provider: 'quarry' }), pactOf([], { consumer: 'cook' })]
    expect(await publishing(broker, await folderOf(...pacts))).toEqual(['Pact published.', 'Pact published.'])
    const [baker, cook] = sentTo(broker, /publish/)
    expect(baker).toMatchObject({ pacticipantName: 'baker', pacticipantVersionNumber: '1.2', branch: 'main', tags: ['dev', 'rye'] })
    const contracts = baker?.contracts as { content: string }[]
    expect(contracts.map(({ content }) => JSON.parse(atob(content)))).toEqual(pacts.slice(0, 2))
    expect(contracts).toMatchObject([
      { consumerName: 'baker', providerName: 'mill', specification: 'pact', contentType: 'application/json', onConflict: 'overwrite' },
      { consumerName: 'baker', providerName: 'quarry' },
    ])
    expect(cook).toMatchObject({ pacticipantName: 'cook', contracts: [{ providerName: 'mill' }] })
  })

  test('sends nothing when one of them is broken', async () => {
    const broker = await startBroker()
    await expect(publishing(broker, await folderOf(pactOf([flour()]), '{'))).rejects.toThrow(/1\.json is no pact: it is no JSON/)
    expect(broker.received).toEqual([])
  })

  test('tells why the broker does not take one', async () => {
    const notices = [{ type: 'error', text: 'Cannot change the content of the pact for baker version 1.2.' }]
    const broker = await startBroker([], ({ path }) => (path === '/contracts/publish' ? { status: 409, body: { notices } } : undefined))
    await expect(publishing(broker, await folderOf(pactOf([flour()])))).rejects.toThrow(
      `The broker at ${broker.url} answered 409 to POST /contracts/publish: Cannot change the content of the pact for baker version 1.2.`,
    )
  })
})
