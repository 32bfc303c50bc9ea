import { describe, expect, test, vi } from 'vitest'
import { credentialsIn } from '../../contracts/broker/credentials.ts'
import { publish } from '../../contracts/broker/publish.ts'
import type { BrokerVerification } from '../../contracts/broker/request.ts'
import { hopsOf } from '../../contracts/broker/results.ts'
import { verifyFromBroker } from '../../contracts/broker/verify.ts'
import { brokenIn } from '../../contracts/verification/all.ts'
import { startBroker } from './broker.ts'
import { flour, folderOf, kept, pactOf } from './pact.ts'
import { type Answered, nowhere, type Received, type Served, serve } from './server.ts'

const at = '2024-01-01T00:00:00.000Z'
const timeout = 60_000

/** A mill that answers requests for flour as told, and changes of state too. */
const mill = (answer: Answered, states: Answered = {}) => serve(({ path }) => (path === '/states' ? states : answer))

/** Verifies the mill against what a broker has. */
async function verifying(
  broker: Pick<Served, 'url'>,
  { answer = kept, states, ...options }: Partial<BrokerVerification> & { answer?: Answered; states?: Answered } = {},
) {
  const { url } = await mill(answer, states)
  const provider = { baseUrl: url, statesUrl: `${url}/states` }
  const usual = { credentials: {}, name: 'mill', provider, consumers: [], selectors: [], at }
  return verifyFromBroker({ brokerUrl: broker.url, ...usual, ...options })
}

const asked = ({ received }: Served) => received.map(({ method, path }) => `${method} ${path}`)
const changes = (broker: Served) => asked(broker).filter((request) => /^PUT|results$/.test(request))
const sentTo = ({ received }: Served, path: RegExp) => received.flatMap(({ path: own, json }) => (path.test(own) && json ? [json] : []))

/** Answers some requests, by method and path, in another way than a broker would. */
const only = (request: RegExp, answer: Answered) => (received: Received) =>
  request.test(`${received.method} ${received.path}`) ? answer : undefined

const stateful = flour({ providerStates: [{ name: 'the mill is full' }] })
const passed = { interaction: 'a request for flour', outcome: 'passed', mismatches: [] }

describe('pacts of a broker', { timeout }, () => {
  test('are those that are selected, and are verified hop by hop', async () => {
    const broker = await startBroker([
      pactOf([flour()]),
      pactOf([flour({ response: { status: 201 } })], { consumer: 'cook' }),
      pactOf([flour()], { provider: 'quarry' }),
    ])
    const { hops } = await verifying(broker, { selectors: ['{"tag":"prod"}'] })
    const failed = { ...passed, outcome: 'failed', mismatches: [{ at: 'status', message: 'expected 201 but was 200' }] }
    expect(hops.map(({ consumer, provider, verification }) => [consumer, provider, verification?.results])).toEqual([
      ['baker', 'mill', [passed]],
      ['cook', 'mill', [failed]],
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
    for (const consumers of [['waiter'], ['cook', 'waiter']])
      await expect(verifying(broker, { consumers })).rejects.toThrow(
        /^No pact for "mill" is of the consumer "waiter" at the broker at \S+, /,
      )
  })

  test('of several versions of one consumer are one hop, in which the broken one counts', async () => {
    const broker = await startBroker([
      pactOf([flour({ response: { status: 201 } })]),
      pactOf([flour()], { consumer: 'cook' }),
      pactOf([flour()]),
    ])
    const report = await verifying(broker)
    expect(report.hops.map(({ consumer }) => consumer)).toEqual(['baker', 'cook'])
    expect(brokenIn(report)).toEqual(['baker-mill: 1 of 2 interactions are broken.'])
  })

  test('are asked for with headers of the provider’s own, which are told to nobody else', async () => {
    const broker = await startBroker([pactOf([stateful])])
    const { url, received } = await serve(({ headers }) => ({ ...kept, status: 403, body: `not for ${headers.authorization}` }))
    const provider = { baseUrl: url, headers: { Authorization: 'Bearer 5up3r' }, statesUrl: `${url}/states` }
    const report = await verifying(broker, { provider })
    expect(received.find(({ path }) => path === '/states')?.headers.authorization).toBeUndefined()
    expect(broker.received.map(({ headers }) => headers.authorization)).not.toContain('Bearer 5up3r')
    expect(JSON.stringify(report)).not.toContain('5up3r')
  })
})

describe('no false green', { timeout }, () => {
  test('a pact without an interaction is broken, beside one that is kept as well', async () => {
    const broker = await startBroker([pactOf([flour()]), pactOf([]), pactOf([], { consumer: 'cook' })])
    expect(brokenIn(await verifying(broker))).toEqual([
      'baker-mill: 1 of 2 interactions are broken.',
      'cook-mill: 1 of 1 interactions are broken.',
    ])
  })

  test('a pact that is none is broken too', async () => {
    const broker = await startBroker([pactOf([flour()]), pactOf([flour()])], only(/GET .*mill\/1$/, { body: { _links: {} } }))
    expect(brokenIn(await verifying(broker))).toEqual([expect.stringMatching(/: 1 of 1 interactions are broken\.$/)])
  })

  // The verifier by itself would repeat some of them for more than a minute each.
  test.each([{ status: 404 }, { status: 500 }, { status: 429 }, { gone: true }])(
    'an interaction whose state cannot be set is broken (%j)',
    async (states) => {
      const broker = await startBroker([pactOf([stateful])])
      const { hops } = await verifying(broker, { states })
      expect(hops[0]?.verification?.results).toMatchObject([
        { outcome: 'failed', mismatches: [{ message: expect.stringContaining('state change handlers has failed') }] },
      ])
    },
  )

  test('an interaction that is called pending is broken like any other', async () => {
    const broker = await startBroker([pactOf([flour({ pending: true })])])
    expect(brokenIn(await verifying(broker, { answer: { status: 500 } }))).toEqual(['baker-mill: 1 of 1 interactions are broken.'])
  })

  test('a provider whose states nobody sets is not verified, as the verifier would pass it', async () => {
    const broker = await startBroker([pactOf([stateful])])
    await expect(verifying(broker, { provider: { baseUrl: nowhere } })).rejects.toThrow(
      /^A broker's pacts may want provider states, and nobody sets them: say with --provider-states-url who does\./,
    )
    expect(broker.received).toEqual([])
  })

  test('a result that stands in no pact’s output is not left out', () => {
    const results = [
      { description: 'a', result: 'OK' },
      { description: 'b', result: 'Error' },
    ]
    const report = { interactionResults: results, errors: [], pendingErrors: [], output: [] }
    const outcomes = (output: string[]) =>
      [...hopsOf({ ...report, output }, 'mill')].map(([consumer, own]) => [consumer, own.map(({ outcome }) => outcome)])
    expect(outcomes([])).toEqual([['unknown', ['passed', 'failed']]])
    expect(outcomes(['\nVerifying a pact between baker and mill', '  a (1ms)', 'b'])).toEqual([['baker', ['passed', 'failed']]])
  })
})

describe('results', { timeout }, () => {
  const published = { branch: 'feature/rye', tags: ['dev', 'rye'] }

  test('are published pact by pact, once the version has its branch and tags', async () => {
    const broker = await startBroker([pactOf([flour({ response: { status: 201 } })]), pactOf([flour()], { consumer: 'cook' })])
    const { hops } = await verifying(broker, { providerVersion: '1.2', published })
    expect(hops.map(({ verification }) => verification?.provider_version)).toEqual(['1.2', '1.2'])
    const version = [
      'PUT /pacticipants/mill/branches/feature%2Frye/versions/1.2',
      'PUT /pacticipants/mill/versions/1.2/tags/dev',
      'PUT /pacticipants/mill/versions/1.2/tags/rye',
    ]
    expect(changes(broker)).toEqual([...version, 'POST /pacts/provider/mill/0/results', ...version, 'POST /pacts/provider/mill/1/results'])
    const [first, second] = sentTo(broker, /results$/)
    expect(first).toMatchObject({ success: false, providerApplicationVersion: '1.2' })
    expect(first?.testResults).toMatchObject([{ success: false, mismatches: [{ description: 'expected 201 but was 200' }] }])
    expect(second).toMatchObject({ success: true, providerApplicationVersion: '1.2' })
  })

  test('are published of pacts that were verified only, and as failures when a state could not be set', async () => {
    const broker = await startBroker([pactOf([stateful]), pactOf([], { consumer: 'cook' })])
    await verifying(broker, { providerVersion: '1', published: { tags: [] }, states: { status: 500 } })
    expect(changes(broker)).toEqual(['POST /pacts/provider/mill/0/results'])
    expect(sentTo(broker, /results$/)).toMatchObject([{ success: false }])
  })

  test('are published of nothing while they are not asked for, or nobody answers as the provider', async () => {
    const broker = await startBroker([pactOf([flour()])])
    await verifying(broker, { providerVersion: '1' })
    const provider = { baseUrl: nowhere, statesUrl: nowhere }
    await expect(verifying(broker, { providerVersion: '1', published, provider })).rejects.toThrow(/^Nobody answers at/)
    expect(changes(broker)).toEqual([])
  })

  test.each([
    ['a result', /results$/, 'failed validation - ['],
    ['a branch', /branches/, 'failed validation'],
    ['a tag', /tags/, 'failed validation'],
  ])('of which the broker does not take %s are no success', async (_, request, why) => {
    const refusal = { status: 400, body: { errors: { version: ['is blank'] } } }
    const broker = await startBroker([pactOf([flour()])], only(request, refusal))
    const outcome = verifying(broker, { providerVersion: '1', published })
    await expect(outcome).rejects.toThrow(`Not every result was taken by the broker at ${broker.url}: `)
    await expect(outcome).rejects.toThrow(why)
  })
})

describe('credentials', { timeout }, () => {
  const cases = [
    ['a token', { PACT_BROKER_TOKEN: 't0k3n', PACT_BROKER_USERNAME: 'jane' }, 'Bearer t0k3n'],
    ['a name and a password', { PACT_BROKER_USERNAME: 'jane', PACT_BROKER_PASSWORD: 's3cr3t' }, `Basic ${btoa('jane:s3cr3t')}`],
    ['a name', { PACT_BROKER_USERNAME: 'jane', PACT_BROKER_PASSWORD: '' }, `Basic ${btoa('jane:')}`],
    ['nothing', { PACT_BROKER_PASSWORD: 's3cr3t' }, undefined],
  ] as const

  test.each(cases)('come from the environment as %s and go with every request', async (_, env, expected) => {
    const broker = await startBroker([pactOf([flour()])])
    const credentials = credentialsIn(env)
    await verifying(broker, { credentials, providerVersion: '1', published: { branch: 'main', tags: ['a'] } })
    await publish({ brokerUrl: broker.url, credentials, folder: await folderOf(pactOf([flour()])), version: '1', tags: [] })
    expect(asked(broker)).toEqual(expect.arrayContaining(['POST /pacts/provider/mill/0/results', 'POST /contracts/publish']))
    expect(new Set(broker.received.map(({ headers }) => headers.authorization))).toEqual(new Set([expected]))
  })

  test('in the environment are not sent when they are not handed over', async () => {
    vi.stubEnv('PACT_BROKER_TOKEN', 't0k3n')
    try {
      const broker = await startBroker([pactOf([flour()])])
      await verifying(broker)
      expect(broker.received.map(({ headers }) => headers.authorization)).not.toContain('Bearer t0k3n')
    } finally {
      vi.unstubAllEnvs()
    }
  })

  test.each([401, 403])('that are missing or wrong (%i) are said in one sentence without them', async (status) => {
    const broker = await startBroker([], ({ headers }) => ({ status, body: `no access for ${headers.authorization}` }))
    const says = (why: string) =>
      `The broker at ${broker.url} answered ${status}: ${why} in PACT_BROKER_TOKEN, or PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD.`
    await expect(verifying(broker)).rejects.toThrow(says('it wants credentials'))
    const told = await verifying(broker, { credentials: { PACT_BROKER_TOKEN: 't0k3n' } }).catch((error: Error) => error.message)
    expect(told).toBe(says('it does not take the credentials'))
    expect(asked(broker)).toEqual(['GET /', 'GET /'])
  })

  test('are not told when the broker answers with them', async () => {
    const errors = ({ headers }: Received) => ({ errors: { version: [`${headers.authorization} may not`] } })
    const broker = await startBroker([pactOf([flour()])], (request) =>
      request.method === 'GET' || request.path.endsWith('for-verification') ? undefined : { status: 400, body: errors(request) },
    )
    const credentials = { PACT_BROKER_USERNAME: 'jane', PACT_BROKER_PASSWORD: 's3cr3t' }
    const publication = { brokerUrl: broker.url, credentials, folder: await folderOf(pactOf([flour()])), version: '1', tags: [] }
    await expect(publish(publication)).rejects.toThrow(/Basic \[REDACTED\] may not/)
    await expect(verifying(broker, { credentials, providerVersion: '1', published: { tags: [] } })).rejects.toThrow(
      /Basic \[REDACTED\] may not/,
    )
  })
})

describe('what is no broker, or one in trouble, is said in one sentence', { timeout }, () => {
  const html = { headers: { 'content-type': 'text/html' }, body: '<h1>Welcome to nginx!</h1>' }
  const troubles: [what: string, instead: (request: Received) => Answered | undefined, sentence: RegExp][] = [
    ['HTML', () => html, /^What answers at \S+ is no Pact Broker: its answer is no JSON object\.$/],
    ['broken JSON', () => ({ body: '{"_links": ' }), /its answer is no JSON object\.$/],
    ['JSON that is no object', () => ({ body: '7' }), /its answer is no JSON object\.$/],
    ['other JSON', () => ({ body: {} }), /or one of an old version: it has no link "pb:[a-z-]+"\.$/],
    ['a failure', () => ({ status: 500, ...html }), /^The broker at \S+ answered 500\.$/],
    [
      'a redirect',
      () => ({ status: 302, headers: { location: '/login' } }),
      /answered 302 and sends us to \/login: correct --broker-url\.$/,
    ],
    ['a connection that breaks off', () => ({ gone: true }), /^No broker answers at \S+: .+ Start it, or correct --broker-url\.$/],
  ]

  test.each(troubles)('%s', async (_, instead, sentence) => {
    const broker = await startBroker([pactOf([flour()])], instead)
    await expect(verifying(broker)).rejects.toThrow(sentence)
    const folder = await folderOf(pactOf([flour()]))
    await expect(publish({ brokerUrl: broker.url, credentials: {}, folder, version: '1', tags: [] })).rejects.toThrow(sentence)
    expect(asked(broker)).toEqual(['GET /', 'GET /'])
  })

  test('an answer to a publication that tells of no pact', async () => {
    const nonsense = only(/contracts\/publish/, { body: { notices: [], _links: {} } })
    const broker = await startBroker([pactOf([flour()])], nonsense)
    const folder = await folderOf(pactOf([flour()]))
    const outcome = publish({ brokerUrl: broker.url, credentials: {}, folder, version: '1', tags: [] })
    await expect(outcome).rejects.toThrow(/^The broker at \S+ answered what no Pact Broker does: /)
  })

  const none = /^No pact for "mill" came from the broker at \S+: No pacts found for provider 'mill' matching the given .+\.$/
  const losses: [what: string, instead: (request: Received) => Answered | undefined, sentence: RegExp][] = [
    ['no pact', only(/for-verification/, { body: { _embedded: { pacts: [] }, _links: { self: { href: '/' } } } }), none],
    ['nothing about pacts', only(/for-verification/, { body: {} }), none],
    ['an unknown provider', only(/for-verification/, { status: 404, body: { error: 'No provider found.' } }), none],
    ['no list of pacts', only(/POST .*for-verification/, { status: 403 }), /^No pact .+ failed: 403 Forbidden\. .+\.$/],
    ['a pact that cannot be read', only(/mill\/0$/, { status: 404 }), /^Not every pact for "mill" came from the broker at \S+: .+\.$/],
  ]

  test.each(losses)('%s', async (_, instead, sentence) => {
    const broker = await startBroker([pactOf([flour()]), pactOf([flour()])], instead)
    await expect(verifying(broker)).rejects.toThrow(sentence)
  })

  test('nobody', async () => {
    await expect(verifying({ url: nowhere })).rejects.toThrow(/^No broker answers at http:\/\/127\.0\.0\.1:9: /)
    const folder = await folderOf(pactOf([flour()]))
    await expect(publish({ brokerUrl: nowhere, credentials: {}, folder, version: '1', tags: [] })).rejects.toThrow(/^No broker answers/)
  })

  test('a selector that is none', async () => {
    const broker = await startBroker([pactOf([flour()])])
    for (const selector of ['main', '7', '[]', 'null'])
      await expect(verifying(broker, { selectors: [selector] })).rejects.toThrow(`The selector ${selector} is no JSON object`)
    expect(broker.received).toEqual([])
  })
})

describe('publishing pacts', { timeout }, () => {
  const publishing = (broker: Served, folder: string) =>
    publish({ brokerUrl: broker.url, credentials: {}, folder, version: '1.2', branch: 'main', tags: ['dev', 'rye'] })

  test('sends each in full, with version, branch and all tags, and tells what was said', async () => {
    const broker = await startBroker()
    const pacts = [pactOf([flour()]), pactOf([], { provider: 'quarry' }), pactOf([], { consumer: 'cook' })]
    const said = await publishing(broker, await folderOf(...pacts))
    for (const consumer of ['baker', 'cook']) expect(said).toContainEqual(expect.stringContaining(`Pact of ${consumer} published.`))
    const sent = sentTo(broker, /publish/)
    for (const one of sent) expect(one).toMatchObject({ pacticipantVersionNumber: '1.2', branch: 'main', tags: ['dev', 'rye'] })
    const contents = sent.flatMap(({ contracts }) => (contracts as { content: string }[]).map(({ content }) => JSON.parse(atob(content))))
    expect(contents).toHaveLength(pacts.length)
    // Pact's tool writes them anew, with a word about itself and the words that it takes for granted.
    for (const pact of pacts) expect(contents).toContainEqual(expect.objectContaining({ consumer: pact.consumer, provider: pact.provider }))
    expect(contents.find(({ interactions }) => interactions.length)).toMatchObject(pacts[0] as object)
  })

  test('sends neither branch nor tags when there are none', async () => {
    const broker = await startBroker()
    await publish({ brokerUrl: broker.url, credentials: {}, folder: await folderOf(pactOf([flour()])), version: '1', tags: [] })
    expect(sentTo(broker, /publish/)[0]).not.toMatchObject({ branch: expect.anything() })
    expect(sentTo(broker, /publish/)[0]).not.toMatchObject({ tags: [expect.anything()] })
  })

  test('sends nothing when one of them is broken', async () => {
    const broker = await startBroker()
    await expect(publishing(broker, await folderOf(pactOf([flour()]), '{'))).rejects.toThrow(/1\.json is no pact: it is no JSON/)
    expect(broker.received).toEqual([])
  })

  const conflict = 'Cannot change the content of the pact for baker version 1.2.'
  test.each([
    ['a changed pact', { status: 409, body: { notices: [{ type: 'error', text: conflict }] } }, conflict],
    ['a blank', { status: 400, body: { errors: { version: ["can't be blank"] } } }, "can't be blank"],
    ['one without rights', { status: 401 }, '401 Unauthorized'],
    ['anything while it is broken', { status: 500 }, '500 Internal Server Error'],
    ['anything when it is a page', { headers: { 'content-type': 'text/html' }, body: '<h1>' }, 'text/html'],
  ])('tells why the broker does not take %s', async (_, answer, why) => {
    const broker = await startBroker([], only(/POST/, answer))
    const outcome = publishing(broker, await folderOf(pactOf([flour()])))
    await expect(outcome).rejects.toThrow(`The broker at ${broker.url} did not take every pact: `)
    await expect(outcome).rejects.toThrow(why)
  })
})
