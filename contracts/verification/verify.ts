import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { nameOf } from '../hops/pipeline.ts'
import { Mistake } from '../openapi/mistake.ts'
import type { Schema } from '../openapi/types.ts'
import type { PactFile } from '../pact/folder.ts'
import { pact as run } from './command.ts'
import { type Provider, reach, rehearse } from './provider.ts'
import { relayed } from './proxy.ts'
import { secretsOf, silent } from './quiet.ts'
import { type LoggedReport, resultsOf, troubleOf, type VerifierReport } from './results.ts'

type Verified = Schema<'ControlVerified'>

/**
 * Sends every request of a pact to a provider and compares the replies. An interaction that was not verified for whatever reason
 * has failed; throws a Mistake when the provider or its states cannot be reached at all. Values of headers are never told.
 */
export function verify(file: PactFile, provider: Provider): Promise<Verified[]> {
  return silent(secretsOf(provider), async () => {
    const { pact, path } = file
    const name = nameOf(pact)
    if (!pact.interactions.length)
      throw new Mistake(`The pact ${name} has no interaction: there is nothing to verify. Add one, or remove it.`)
    await reach(provider)
    await rehearse(provider, file)
    const report = await relayed(provider, (near) => runVerifier(['--file', path, '--provider-name', pact.provider, ...target(near)]))
    const trouble = troubleOf(report)
    if (trouble) throw new Mistake(`The pact ${name} was not verified: ${trouble}.`)
    return complete(file, resultsOf(report))
  })
}

/** One result for each interaction in the order of the pact, then those that are of none. */
function complete({ pact }: PactFile, results: Verified[]): Verified[] {
  const left = [...results]
  const own = pact.interactions.map(({ description }) => {
    const at = left.findIndex(({ interaction }) => interaction === description)
    return left.splice(at, at < 0 ? 0 : 1)[0] ?? unverified(description)
  })
  return [...own, ...left]
}

const unverified = (interaction: string): Verified => ({
  interaction,
  outcome: 'failed',
  mismatches: [{ at: 'interaction', message: 'It was not verified.' }],
})

/** The options that name a provider and how its states are set. */
export function target({ baseUrl, statesUrl }: Provider): string[] {
  const { protocol, hostname, port, pathname } = new URL(baseUrl)
  return [
    ...['--hostname', hostname, '--transport', protocol.replace(':', '')],
    ...(port ? ['--port', port] : []),
    ...(pathname === '/' ? [] : ['--base-path', pathname]),
    ...(statesUrl ? ['--state-change-url', statesUrl, '--state-change-teardown'] : []),
  ]
}

/** Milliseconds for a reply and for a change of state; Pact's own 5 seconds are few on a busy machine. */
const timeoutMs = 30_000

/** Runs Pact's verifier, with `variables` in its environment, and reads what it reports. */
export async function runVerifier(args: string[], variables?: NodeJS.ProcessEnv): Promise<LoggedReport> {
  const folder = await mkdtemp(join(tmpdir(), 'pql-verify-'))
  try {
    const json = join(folder, 'report.json')
    const common = ['--request-timeout', String(timeoutMs), '--json', json, '--loglevel', 'error', '--no-colour']
    const { output } = await run(['verifier', ...args, ...common], variables)
    const text = await readFile(json, 'utf8').catch(() => undefined)
    if (text === undefined) throw new Mistake(`Pact's verifier made no report: ${reasonIn(output)}`)
    return { ...(JSON.parse(text) as VerifierReport), log: output }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Of a misused option the first line says more than the last. */
const reasonIn = (output: string): string => output.match(/^error: (.+)/m)?.[1] ?? output.trim().split('\n').at(-1) ?? ''
