import { nameOf, pipeline } from '../hops/pipeline.ts'
import { Mistake } from '../openapi/mistake.ts'
import type { Schema } from '../openapi/types.ts'
import { hopOf } from '../pact/describe.ts'
import type { PactFile } from '../pact/folder.ts'
import type { Provider } from './provider.ts'
import { verify } from './verify.ts'

/** What is verified: pacts, the provider that each is for, and when. */
export interface Verification {
  files: PactFile[]
  /** Where a system answers; undefined when nobody knows. */
  providerOf(name: string): Provider | undefined
  /** ISO stamp for the report. */
  at: string
  providerVersion?: string
}

/** Verifies pacts one after the other. Throws a Mistake when there is none, or when one is for a provider that nobody knows. */
export async function verifyAll({ files, providerOf, at, providerVersion }: Verification): Promise<Schema<'ControlContracts'>> {
  if (!files.length) throw new Mistake('There is no pact to verify.')
  const known = inOrder(files).map((file) => ({ file, provider: providerOf(file.pact.provider) ?? unknown(file) }))
  const version = providerVersion === undefined ? {} : { provider_version: providerVersion }
  const hops: Schema<'ControlHop'>[] = []
  for (const { file, provider } of known) {
    const results = await verify(file, provider)
    const base_url = provider.simulated ? null : provider.baseUrl
    hops.push({ ...hopOf(file.pact), verification: { at, base_url, ...version, results } })
  }
  return { hops }
}

function unknown({ path, pact }: PactFile): never {
  const whose = `${path} is for the provider "${pact.provider}", which the sandbox does not simulate`
  throw new Mistake(`${whose}: say with --provider ${pact.provider} and --base-url where it is.`)
}

/** As the lead travels; what is no arrow of the pipeline comes last. */
function inOrder(files: PactFile[]): PactFile[] {
  const place = ({ pact }: PactFile) => pipeline.findIndex((arrow) => nameOf(arrow) === nameOf(pact)) >>> 0
  return files.toSorted((one, other) => place(one) - place(other))
}

/** The pacts of these consumers and this provider, of all when none is named. Throws a Mistake when a name fits none of them. */
export function choose(files: PactFile[], { consumers, provider }: { consumers: string[]; provider?: string }): PactFile[] {
  const ofProvider = files.filter(({ pact }) => provider === undefined || pact.provider === provider)
  if (provider !== undefined && !ofProvider.length)
    throw new Mistake(`No pact is for the provider "${provider}". There are ${named(files)}.`)
  for (const consumer of consumers)
    if (!ofProvider.some(({ pact }) => pact.consumer === consumer))
      throw new Mistake(`No pact is of the consumer "${consumer}". There are ${named(ofProvider)}.`)
  return ofProvider.filter(({ pact }) => !consumers.length || consumers.includes(pact.consumer))
}

const named = (files: PactFile[]): string => [...new Set(files.map(({ pact }) => nameOf(pact)))].join(', ')

/** Why a verification has failed, one sentence a hop; none when every interaction was kept, and there was one. */
export function brokenIn({ hops }: Schema<'ControlContracts'>): string[] {
  if (!hops.length) return ['Nothing was verified.']
  return hops.flatMap((hop) => {
    const results = hop.verification?.results ?? []
    const broken = results.filter(({ outcome }) => outcome !== 'passed').length
    if (!results.length) return [`${nameOf(hop)}: nothing was verified.`]
    return broken ? [`${nameOf(hop)}: ${broken} of ${results.length} interactions are broken.`] : []
  })
}
