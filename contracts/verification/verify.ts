import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Mistake } from '../mistake.ts'
import type { PactFile } from '../pact/folder.ts'
import type { Schema } from '../types.ts'
import { pact as run } from './command.ts'
import { type Provider, reach, rehearse } from './provider.ts'
import { resultsOf, troubleOf, type VerifierReport } from './results.ts'

type Verified = Schema<'ControlVerified'>

/**
 * Sends every request of a pact to a provider and compares the replies. An interaction that was not verified for whatever reason
 * has failed; throws a Mistake when the provider or its states cannot be reached at all.
 */
export async function verify(file: PactFile, provider: Provider): Promise<Verified[]> {
  const { pact, path } = file
  if (!pact.interactions.length) throw new Mistake(`${path} has no interaction: there is nothing to verify. Add one, or remove the file.`)
  await reach(provider)
  await rehearse(provider, file)
  const report = await runVerifier(['--file', path, '--provider-name', pact.provider, ...target(provider)])
  const trouble = troubleOf(report)
  if (trouble) throw new Mistake(`${path} was not verified: ${trouble}.`)
  const results = new Map(resultsOf(report).map((result) => [result.interaction, result]))
  return pact.interactions.map(({ description }) => results.get(description) ?? unverified(description))
}

const unverified = (interaction: string): Verified => ({
  interaction,
  outcome: 'failed',
  mismatches: [{ at: 'interaction', message: 'It was not verified.' }],
})

/** The options that name a provider and how its states are set. */
export function target({ baseUrl, statesUrl, headers = {} }: Provider): string[] {
  const { protocol, hostname, port, pathname } = new URL(baseUrl)
  return [
    ...['--hostname', hostname, '--transport', protocol.replace(':', '')],
    ...(port ? ['--port', port] : []),
    ...(pathname === '/' ? [] : ['--base-path', pathname]),
    ...(statesUrl ? ['--state-change-url', statesUrl, '--state-change-teardown'] : []),
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}=${value}`]),
  ]
}

/** Runs Pact's verifier, with `variables` in its environment, and reads what it reports. */
export async function runVerifier(args: string[], variables?: Record<string, string>): Promise<VerifierReport> {
  const folder = await mkdtemp(join(tmpdir(), 'pql-verify-'))
  try {
    const json = join(folder, 'report.json')
    const { output } = await run(['verifier', ...args, '--json', json, '--loglevel', 'none', '--no-colour'], variables)
    const text = await readFile(json, 'utf8').catch(() => undefined)
    if (text === undefined) throw new Mistake(`Pact's verifier made no report: ${output.trim().split('\n').at(-1)}`)
    return JSON.parse(text) as VerifierReport
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
