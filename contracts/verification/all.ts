import { Mistake } from '../mistake.ts'
import type { PactFile } from '../pact/folder.ts'
import { hopOf } from '../pact/hops.ts'
import { nameOf, pipeline } from '../pipeline.ts'
import type { Schema } from '../types.ts'
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
  /** Whether the providers are the simulated ones. */
  simulated?: boolean
  /** Told of each pact before it is verified. */
  onPact?(file: PactFile): void
}

/** Verifies pacts one after the other. Throws a Mistake when there is none, or when one is for a provider that nobody knows. */
export async function verifyAll({
  files,
  providerOf,
  at,
  providerVersion,
  simulated,
  onPact,
}: Verification): Promise<Schema<'ControlContracts'>> {
  if (!files.length) throw new Mistake('No pact is left to verify: no pact has that consumer and that provider.')
  for (const { path, pact } of files) {
    if (!providerOf(pact.provider))
      throw new Mistake(
        `${path} is for the provider "${pact.provider}", which the sandbox does not simulate: say with --provider and --base-url where it is.`,
      )
  }
  const hops: Schema<'ControlHop'>[] = []
  for (const file of inOrder(files)) {
    onPact?.(file)
    const provider = providerOf(file.pact.provider) as Provider
    const results = await verify(file, provider)
    hops.push({
      ...hopOf(file.pact),
      verification: {
        at,
        base_url: simulated ? null : provider.baseUrl,
        ...(providerVersion ? { provider_version: providerVersion } : {}),
        results,
      },
    })
  }
  return { hops }
}

/** As the lead travels; what is no arrow of the pipeline comes last. */
function inOrder(files: PactFile[]): PactFile[] {
  const place = ({ pact }: PactFile) => pipeline.findIndex((arrow) => nameOf(arrow) === nameOf(pact)) >>> 0
  return files.toSorted((one, other) => place(one) - place(other))
}

/** The arrows of the pipeline for which there is no pact among those given. */
export const unreached = (files: PactFile[]): string[] =>
  pipeline.map(nameOf).filter((name) => !files.some(({ pact }) => nameOf(pact) === name))

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
