import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { XMLParser } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { refuseIdle } from '../../sandbox/cli/options/idle.ts'
import { startBroker } from '../contracts/broker.ts'
import { flour, folderOf, kept, pactOf } from '../contracts/pact.ts'
import { type Answered, nowhere, serve } from '../contracts/server.ts'
import { json, running } from '../sandbox/sandbox.ts'
import { begin, folder, run } from './process.ts'

const secret = '5up3r-s3cr3t'
const title = 'a request to create a lead while the recipe is stopped'

/** How often two verifications meet on one sandbox: a few seconds for each time. */
const rounds = Number(process.env.PQL_ROUNDS ?? 2)

/** A Workato that answers every request in the same wrong words; its states are those of a sandbox. */
async function brokenWorkato() {
  const { url } = await running({ world: { automatic: false } })
  const broken = await serve(() => ({ status: 404, body: { msg: 'Recipe is not running' } }))
  return { base: broken.url, received: broken.received, states: `${url}/_sandbox/provider-states` }
}

// Each run is a process, and Pact's verifier another.
describe('pql-sandbox verify', { timeout: 60_000 }, () => {
  it('verifies every hop against a sandbox started for it, and keeps the report in every form', async () => {
    const path = await folder()
    const reports = ['--json', join(path, 'a.json'), '--junit', join(path, 'a.xml'), '--html', join(path, 'a.html')]
    const sandbox = await running()
    const { code, out, err } = await run(['verify', ...reports, '--report-to', sandbox.url])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toMatch(/\n107 interactions of 7 hops kept, 0 broken\n$/)
    const json = JSON.parse(await readFile(join(path, 'a.json'), 'utf8'))
    expect(json.hops).toHaveLength(7)
    expect(new XMLParser().parse(await readFile(join(path, 'a.xml'), 'utf8')).testsuites.testsuite).toHaveLength(7)
    expect(await readFile(join(path, 'a.html'), 'utf8')).toContain('GitLab → CustomersDot')
    const handedIn = await (await fetch(`${sandbox.url}/_sandbox/contracts`)).json()
    expect(handedIn.hops).toEqual(expect.arrayContaining(json.hops))
  })

  it('verifies a sandbox that another process runs and that wants its token', async () => {
    const serving = begin(['serve', '--memory', '--port', '0', '--host', '0.0.0.0'])
    const banner = await serving.printed(/token/i)
    const url = banner.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0] as string
    const token = banner.match(/\b\w{40}\b/)?.[0] as string
    const some = ['verify', '--url', url, '--consumer', 'customersdot', '--provider', 'workato', '--json']
    const [trusted, stranger] = await Promise.all([run(some, { env: { PQL_SANDBOX_TOKEN: token } }), run(some)])
    expect(trusted).toMatchObject({ code: 0, err: '' })
    expect(JSON.parse(trusted.out).hops).toMatchObject([{ consumer: 'customersdot', verification: { base_url: `${url}/workato` } }])
    expect(trusted.out).not.toContain(token)
    expect(stranger).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/^The sandbox at .+ wants the access token.+\n$/) })
  })

  it('verifies a sandbox that another verification holds after that one, so that both are green', { repeats: rounds - 1 }, async () => {
    const { url } = await running({ world: { automatic: false } })
    const some = ['verify', '--url', url, '--provider', 'workato']
    const both = await Promise.all([run(some), run(some)])
    expect(
      both.map(({ code, err }) => ({ code, waited: /by .+, process \d+, since .+\. Waiting up to 60 s for it\.\n$/.test(err) })),
    ).toEqual(
      expect.arrayContaining([
        { code: 0, waited: false },
        { code: 0, waited: true },
      ]),
    )
  })

  it('gives up waiting for another verification with 2, and says who holds the sandbox', async () => {
    const { url } = await running()
    const holder = 'ci-1, process 4711, since noon'
    await json(`${url}/_sandbox/verification`, { method: 'PUT', body: { holder, seconds: 60 } })
    const { code, out, err } = await run(['verify', '--url', url, '--provider', 'platypus', '--wait', '0'])
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: `This sandbox is being verified by ${holder}. Waited 0 s for it. Try again, or wait longer with --wait.\n`,
    })
  })

  it('leaves a sandbox free when it is done, also when it could not verify', async () => {
    const { url } = await running()
    expect(await run(['verify', '--url', url, '--pacts', await folderOf(pactOf([flour()]))])).toMatchObject({ code: 2 })
    const free = await json(`${url}/_sandbox/verification`, { method: 'PUT', body: { holder: 'ci-1', seconds: 0 } })
    expect(free.status).toBe(204)
  })

  it('exits with 1 for a broken provider, and shows hop, interaction and place, but no secret', async () => {
    const { base, states, received } = await brokenWorkato()
    const real = ['--provider', 'workato', '--base-url', base, '--provider-states-url', states, '--header', 'X-Gate=GATE']
    const { code, out, err } = await run(['verify', ...real], { env: { GATE: secret } })
    expect(code).toBe(1)
    expect(err).toBe('customersdot-workato: 11 of 11 interactions are broken.\nplatypus-workato: 7 of 7 interactions are broken.\n')
    expect(out).toContain('CustomersDot → Workato')
    expect(out).toContain(`✗ ${title}\n      body $.message: "message" is missing\n`)
    expect(received.at(-1)?.headers['x-gate']).toBe(secret)
    expect(out + err).not.toContain(secret)
  })

  it('takes the pacts from a broker and publishes the results there', async () => {
    const broker = await startBroker([pactOf([flour()])])
    const mill = await serve(() => kept)
    const real = ['--provider', 'mill', '--base-url', mill.url, '--provider-states-url', `${mill.url}/states`]
    const as = ['--publish', '--provider-version', '1.2', '--provider-branch', 'main', '--provider-tag', 'a', '--provider-tag', 'b']
    const { code, out, err } = await run(['verify', '--broker-url', broker.url, ...real, ...as], { env: { PACT_BROKER_TOKEN: secret } })
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toContain('version 1.2')
    expect(out).not.toContain(secret)
    expect(broker.received.at(-1)).toMatchObject({ path: '/pacts/provider/mill/0/results', json: { success: true } })
    expect(broker.received.filter(({ method }) => method === 'PUT')).toHaveLength(3)
  })

  it('exits with 2 and one sentence when it cannot verify, and leaves no report behind', async () => {
    const path = await folder()
    const reports = ['--json', join(path, 'a.json'), '--junit', join(path, 'a.xml'), '--html', join(path, 'a.html')]
    const lonely = await folderOf(pactOf([flour()]))
    const broken = await folderOf('{"consumer":')
    const stranger = await startBroker([], () => ({ status: 401, body: '<html>' }))
    const mill = ['--provider', 'mill', '--base-url', nowhere]
    const env = { PACT_BROKER_TOKEN: secret, GATE: secret, FORGED: `${secret}\nx: y` }
    const cases: [args: string[], sentence: RegExp][] = [
      [['--pacts', join(path, 'nowhere')], /^There are no pacts in .+: there is no such folder\.\n$/],
      [['--pacts', broken], /0\.json is no pact: it is no JSON .+\n$/],
      [['--pacts', lonely], /is for the provider "mill", which the sandbox does not simulate: .+\n$/],
      [['--pacts', lonely, ...mill], /^Nobody answers at http:\/\/127\.0\.0\.1:9: .+\n$/],
      [['--pacts', lonely, ...mill, '--header', 'X-Gate=UNSET'], /from the environment variable UNSET, which is not set\.\n$/],
      [['--pacts', lonely, ...mill, '--header', 'X-Gate=FORGED'], /^The header X-Gate cannot have the value of FORGED: .+\n$/],
      [['--url', nowhere], /^No sandbox answers at http:\/\/127\.0\.0\.1:9\. .+\n$/],
      [['--broker-url', stranger.url, '--provider', 'workato'], /^The broker at .+ answered 401: it does not take the credentials .+\n$/],
      [['--broker-url', stranger.url, ...mill], /^A broker's pacts may want provider states, and nobody sets them: .+\n$/],
      [['--provider', 'workato', '--base-url', `http://jane:${secret}@127.0.0.1`], /must not have a user name or a password in it\.\n$/],
    ]
    const ended = await Promise.all(cases.map(([args]) => run(['verify', ...args, ...reports], { env })))
    for (const [index, [args, sentence]] of cases.entries()) {
      expect(ended[index], args.join(' ')).toMatchObject({ code: 2, out: '', err: expect.stringMatching(sentence) })
      expect(ended[index]?.err).not.toContain(secret)
    }
    for (const name of ['a.json', 'a.xml', 'a.html']) expect(existsSync(join(path, name))).toBe(false)
  })

  it('tells of a report that was lost, which makes a broken contract no less broken', async () => {
    const lost = join(await folder(), 'nowhere', 'a.xml')
    const verifying = async (answer: Answered) => {
      const mill = await serve(() => answer)
      const what = ['--pacts', await folderOf(pactOf([flour()])), '--provider', 'mill', '--base-url', mill.url]
      return run(['verify', ...what, '--junit', lost, '--report-to', nowhere])
    }
    const [broken, whole] = await Promise.all([verifying({ ...kept, status: 500 }), verifying(kept)])
    const sentences = `${lost} cannot be written: .+\\.\nNo sandbox answers at ${nowhere}\\. .+\n$`
    expect(broken).toMatchObject({ code: 1, err: expect.stringMatching(`^baker-mill: 1 of 1 interactions are broken\\.\n${sentences}`) })
    expect(whole).toMatchObject({ code: 2, err: expect.stringMatching(`^${sentences}`) })
  })

  it.each([
    [{ baseUrl: nowhere }, /^--base-url is where one provider answers: say with --provider which\.$/],
    [{ header: [['X-Gate', 'GATE']] }, /^--header is for a real provider/],
    [{ providerStatesUrl: nowhere }, /^--provider-states-url is for a real provider/],
    [
      { provider: 'mill', baseUrl: nowhere, providerStatesHeader: [['X-Gate', 'GATE']] },
      /^--provider-states-header is for changes of state/,
    ],
    [{ brokerUrl: nowhere }, /^--broker-url is asked for the pacts of one provider/],
    [{ selector: ['{}'] }, /^--selector is for a broker/],
    [{ publish: true, providerVersion: '1' }, /^--publish is to a broker/],
    [{ publish: true, provider: 'mill', brokerUrl: nowhere }, /^--publish is for a version/],
    [{ providerBranch: 'main' }, /^--provider-branch is told to a broker/],
    [{ providerTag: ['a'] }, /^--provider-tag is told to a broker/],
  ])('refuses options that would do nothing: %j', (options, sentence) => {
    expect(() => refuseIdle(options)).toThrow(sentence)
  })
})
