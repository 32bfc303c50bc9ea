import { describe, expect, test, vi } from 'vitest'
import { nameOf, pipeline } from '../../contracts/hops/pipeline.ts'
import { completeIn } from '../../contracts/pact/complete.ts'
import { ownFolder, type PactFile, pactsIn } from '../../contracts/pact/folder.ts'
import { brokenIn, choose, verifyAll } from '../../contracts/verification/all.ts'
import type { Provider } from '../../contracts/verification/provider.ts'
import { relayed } from '../../contracts/verification/proxy.ts'
import { resultsOf } from '../../contracts/verification/results.ts'
import { verify } from '../../contracts/verification/verify.ts'
import { running } from '../sandbox/sandbox.ts'
import { fileOf, flour, folderOf, kept, pactOf } from './pact.ts'
import { type Answered, nowhere, serve } from './server.ts'

const at = '2024-01-01T00:00:00.000Z'
const own = await pactsIn(ownFolder)

/** A mill that grants every state and answers requests for flour as told. */
const mill = (answer: Answered = kept) => serve(({ path }) => (path === '/states' ? { body: {} } : answer))

describe('the simulated systems', { timeout: 60_000 }, () => {
  test('keep every contract of ours, and each interaction is told of', async () => {
    const { url } = await running({ world: { automatic: false } })
    const statesUrl = `${url}/_sandbox/provider-states`
    const report = await verifyAll({ files: own, at, providerOf: (name) => ({ baseUrl: `${url}/${name}`, statesUrl, simulated: true }) })
    expect(brokenIn(report)).toEqual([])
    expect(report.hops.map(nameOf)).toEqual(pipeline.map(nameOf))
    for (const { interactions, verification } of report.hops) {
      const results = interactions.map(({ description }) => ({ interaction: description, outcome: 'passed', mismatches: [] }))
      expect(verification).toEqual({ at, base_url: null, results })
    }
  })

  test('keep them on a system’s own port, while its jobs run by themselves', async () => {
    const { url, systems } = await running()
    const provider = { baseUrl: systems.workato as string, statesUrl: `${url}/_sandbox/provider-states` }
    const files = choose(own, { consumers: [], provider: 'workato' })
    const report = await verifyAll({ files, at, providerVersion: '7', providerOf: () => provider })
    expect(brokenIn(report)).toEqual([])
    expect(report.hops[0]?.verification).toMatchObject({ base_url: systems.workato, provider_version: '7' })
  })
})

describe('a broken provider', () => {
  const rye = { kind: 'rye', sacks: [{ weight: 25 }] }
  const breaks: [what: string, answer: Answered, at: string, message: RegExp][] = [
    ['another status', { ...kept, status: 503 }, 'status', /expected 200 but was 503/],
    ['a header that is missing', { body: rye }, 'header x-mill', /missing/],
    ['a header of another value', { ...kept, headers: { 'x-mill': 'new' } }, 'header x-mill', /'new'/],
    ['a field that is missing', { ...kept, body: { ...rye, sacks: [{}] } }, 'body $.sacks[0].weight', /"weight" is missing/],
    ['a field of another value', { ...kept, body: { ...rye, kind: 'oat' } }, 'body $.kind', /'oat'/],
    ['a field of another type', { ...kept, body: { ...rye, sacks: 'many' } }, 'body $.sacks', /'many'/],
    ['another media type', { headers: { ...kept.headers, 'content-type': 'text/html' }, body: '<p>rye</p>' }, 'body', /text\/html/],
    ['a connection that breaks off', { gone: true }, 'interaction', /flour/],
  ]

  test.each(breaks)('is found out by %s, with the place and the reason', async (_, answer, place, message) => {
    const { url } = await serve(({ path }) => (path === '/flour' ? answer : kept))
    const [result] = await verify(await fileOf(flour()), { baseUrl: url })
    expect(result).toMatchObject({ interaction: 'a request for flour', outcome: 'failed' })
    expect(result?.mismatches).toContainEqual({ at: place, message: expect.stringMatching(message) })
  })

  test('breaks only the interactions that it does not keep, whichever words they share', async () => {
    const shared = [
      flour({ description: 'flour' }),
      flour({ description: 'a request - flour', request: { method: 'GET', path: '/stale' } }),
      flour({ description: 'request - flour' }),
      flour({ description: 'flour', providerStates: [{ name: 'an empty barn' }], request: { method: 'GET', path: '/stale' } }),
    ]
    const { url } = await serve(({ path }) => (path === '/stale' ? { ...kept, status: 410 } : kept))
    const results = await verify(await fileOf(...shared), { baseUrl: url, statesUrl: `${url}/states` })
    expect(results.map(({ interaction, outcome, mismatches }) => [interaction, outcome, mismatches.length])).toEqual([
      ['flour', 'passed', 0],
      ['a request - flour', 'failed', 1],
      ['request - flour', 'passed', 0],
      ['flour', 'failed', 1],
    ])
  })

  test('is told of in one sentence a hop', () => {
    const result = (outcome: 'passed' | 'failed') => ({ interaction: 'x', outcome, mismatches: [] })
    const hop = (results: ReturnType<typeof result>[]) => ({
      ...{ consumer: 'baker', provider: 'mill', interactions: [] },
      verification: { at, base_url: null, results },
    })
    expect(brokenIn({ hops: [hop([result('passed')])] })).toEqual([])
    expect(brokenIn({ hops: [hop([result('passed'), result('failed')])] })).toEqual(['baker-mill: 1 of 2 interactions are broken.'])
    expect(brokenIn({ hops: [hop([])] })).toEqual(['baker-mill: nothing was verified.'])
    expect(brokenIn({ hops: [{ ...hop([]), verification: undefined }] })).toEqual(['baker-mill: nothing was verified.'])
    expect(brokenIn({ hops: [] })).toEqual(['Nothing was verified.'])
  })
})

describe('no false green', () => {
  test('an interaction that is called pending fails like any other', async () => {
    const { url } = await mill({ ...kept, status: 500 })
    const [result] = await verify(await fileOf(flour({ pending: true })), { baseUrl: url })
    expect(result?.outcome).toBe('failed')
    expect(result?.mismatches).toContainEqual({ at: 'status', message: expect.stringContaining('500') })
  })

  test('a message, which no provider over HTTP can keep, is refused and not left out', async () => {
    const message = { type: 'Asynchronous/Messages', description: 'a message of harvest' }
    await expect(fileOf(flour(), message)).rejects.toThrow(
      /: "a message of harvest" is of the type Asynchronous\/Messages\. Only Synchronous/,
    )
  })

  test('a state that does not give the value which a request needs is as good as none', async () => {
    const { url } = await mill()
    const generators = { header: { 'X-Key': { type: 'ProviderState', expression: `Key \${mill_key}` } } }
    const request = { method: 'GET', path: '/flour', headers: { 'X-Key': ['Key 1'] }, generators }
    const file = await fileOf(flour({ request, providerStates: [{ name: 'the mill is open' }] }))
    const outcome = verify(file, { baseUrl: url, statesUrl: `${url}/states` })
    await expect(outcome).rejects.toThrow('"a request for flour" needs mill_key, which none of its states gave.')
  })

  test('what goes wrong outside any interaction fails as well', () => {
    const trouble = { interaction: 'Failed to load pact - 500', mismatch: { type: 'error', message: 'Could not load it' } }
    const report = { interactionResults: [{ description: 'a', result: 'OK' }], errors: [trouble], pendingErrors: [] }
    expect(resultsOf(report)).toEqual([
      { interaction: 'a', outcome: 'passed', mismatches: [] },
      {
        interaction: 'Failed to load pact - 500',
        outcome: 'failed',
        mismatches: [{ at: 'interaction', message: 'Could not load it' }],
      },
    ])
  })

  test('variables that are meant for Pact’s own tools do not change what is verified', async () => {
    vi.stubEnv('PACT_DESCRIPTION', 'something else')
    vi.stubEnv('PACT_BROKER_BASE_URL', nowhere)
    vi.stubEnv('HTTP_PROXY', nowhere)
    try {
      const { url } = await mill()
      expect(await verify(await fileOf(flour()), { baseUrl: url })).toMatchObject([{ outcome: 'passed' }])
    } finally {
      vi.unstubAllEnvs()
    }
  })

  test('a hop of ours without a pact is named, in our own folder only', async () => {
    const folder = await folderOf(...own.slice(1).map(({ pact }) => pact.raw))
    const missing = nameOf((own[0] as PactFile).pact)
    await expect(completeIn(`${folder}/.`, folder)).rejects.toThrow(
      `There is no pact for ${missing} in ${folder}/.: "npm run generate" writes them.`,
    )
    expect(await completeIn(folder)).toHaveLength(own.length - 1)
  })
})

describe('what cannot be verified is said in one sentence', () => {
  const stateful = flour({ providerStates: [{ name: 'the mill is full', params: { sacks: 3 } }] })
  const verifying = async (provider: Provider, ...interactions: object[]) => verify(await fileOf(...interactions), provider)

  test('a pact without an interaction', async () => {
    const { url } = await mill()
    await expect(verifying({ baseUrl: url })).rejects.toThrow(/^The pact baker-mill has no interaction: there is nothing to verify\./)
  })

  test('a provider that nobody reaches', async () => {
    await expect(verifying({ baseUrl: nowhere }, flour())).rejects.toThrow(
      /^Nobody answers at http:\/\/127\.0\.0\.1:9: .+ Start the provider, or correct --base-url\.$/,
    )
  })

  test('states that nobody sets', async () => {
    const { url } = await mill()
    await expect(verifying({ baseUrl: url }, stateful)).rejects.toThrow(
      'The pact baker-mill wants provider states, and nobody sets them: say with --provider-states-url who does.',
    )
    const sentence =
      /^States that the pact baker-mill wants cannot be set:\n {2}"the mill is full": http:\/\/127\.0\.0\.1:9 does not answer: /
    await expect(verifying({ baseUrl: url, statesUrl: nowhere }, stateful)).rejects.toThrow(sentence)
  })

  test.each(['setup', 'teardown'])('a state whose %s is refused', async (refused) => {
    const { url } = await serve(({ json }) => (json?.action === refused ? { status: 404, body: { error: 'no such state' } } : kept))
    const outcome = verifying({ baseUrl: url, statesUrl: `${url}/states` }, stateful)
    await expect(outcome).rejects.toThrow(`"the mill is full": ${url}/states answered 404 to its ${refused}: no such state`)
  })

  test('no pact, a provider that is not known, and names that fit none', async () => {
    const files = [await fileOf(flour()), ...own]
    const providerOf = () => undefined
    await expect(verifyAll({ files: [], providerOf, at })).rejects.toThrow('There is no pact to verify.')
    await expect(verifyAll({ files, providerOf, at })).rejects.toThrow(
      /which the sandbox does not simulate: say with --provider \w+ and --base-url/,
    )
    expect(() => choose(files, { consumers: [], provider: 'miller' })).toThrow(
      /No pact is for the provider "miller"\. There are .*baker-mill/,
    )
    expect(() => choose(files, { consumers: ['baker', 'cook'] })).toThrow(/No pact is of the consumer "cook"\. There are .*baker-mill/)
    expect(choose(files, { consumers: ['baker', 'marketo'] }).map(({ pact }) => nameOf(pact))).toEqual(['baker-mill', 'marketo-salesforce'])
  })

  test('a provider is looked for before anything is verified', async () => {
    const { url, received } = await mill()
    const files = await pactsIn(await folderOf(pactOf([flour()]), pactOf([flour()], { provider: 'quarry' })))
    const outcome = verifyAll({ files, at, providerOf: (name) => (name === 'mill' ? { baseUrl: url } : undefined) })
    await expect(outcome).rejects.toThrow('quarry')
    expect(received).toEqual([])
  })
})

describe('a real provider', () => {
  const secret = 'Bearer 5up3r-s3cr3t'
  const stateful = flour({ providerStates: [{ name: 'the mill is full' }] })

  test('is asked under the path of its base URL', async () => {
    const { url, received } = await mill()
    expect(await verify(await fileOf(flour()), { baseUrl: `${url}/api/v1` })).toMatchObject([{ outcome: 'passed' }])
    expect(received.at(-1)?.path).toBe('/api/v1/flour')
  })

  test('gets its headers with each request, and whoever sets its states gets theirs', async () => {
    const { url, received } = await mill()
    const provider = {
      baseUrl: `${url}/api`,
      headers: { Authorization: secret },
      statesUrl: `${url}/states`,
      statesHeaders: { 'X-Key': 'k3y0' },
    }
    expect(await verify(await fileOf(stateful), provider)).toMatchObject([{ outcome: 'passed' }])
    const seen = received.slice(1).map(({ path, headers, json }) => [path, headers.authorization, headers['x-key'], json?.action])
    expect(seen).toEqual([
      ['/states', undefined, 'k3y0', 'setup'],
      ['/states', undefined, 'k3y0', 'teardown'],
      ['/states', undefined, 'k3y0', 'setup'],
      ['/api/flour', secret, undefined, undefined],
      ['/states', undefined, 'k3y0', 'teardown'],
    ])
  })

  test('is the only one that its headers are sent to, whatever a path looks like', async () => {
    const { url, received } = await mill()
    const provider = { baseUrl: url, headers: { Authorization: secret } }
    const response = await relayed(provider, ({ baseUrl }) => fetch(`${baseUrl}//${new URL(nowhere).host}/flour?x=1`))
    expect(response.status).toBe(200)
    expect(received).toMatchObject([{ path: '//127.0.0.1:9/flour?x=1', headers: { authorization: secret } }])
  })

  test('cannot make us tell a header’s value by answering with it', async () => {
    const { url } = await serve(({ headers }) => ({ ...kept, body: { kind: `${headers.authorization}`, sacks: [{ weight: 25 }] } }))
    const results = await verify(await fileOf(flour()), { baseUrl: url, headers: { Authorization: secret } })
    expect(results[0]?.mismatches).toContainEqual({ at: 'body $.kind', message: expect.stringContaining('[REDACTED]') })
    expect(JSON.stringify(results)).not.toContain('5up3r-s3cr3t')
    const refusing = await serve(({ headers, json }) => (json ? { status: 403, body: `not ${headers['x-key']}` } : kept))
    const states = { statesUrl: `${refusing.url}/states`, statesHeaders: { 'X-Key': '5up3r-s3cr3t' } }
    await expect(verify(await fileOf(stateful), { baseUrl: refusing.url, ...states })).rejects.toThrow(
      /answered 403 to its setup: not \[REDACTED\]/,
    )
  })
})
