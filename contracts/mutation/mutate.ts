import { Mistake } from '../mistake.ts'
import type { PactFile } from '../pact/folder.ts'
import { hopOf } from '../pact/hops.ts'
import type { Pact, PactInteraction } from '../pact/pact.ts'
import { nameOf } from '../pipeline.ts'
import type { Schema } from '../types.ts'
import type { Provider } from '../verification/provider.ts'
import { noticedReplies, noticedRequests, type Trial } from './judge.ts'
import { inPieces } from './pool.ts'
import { record } from './record.ts'
import { mismatchesOf } from './replies.ts'
import type { Reply } from './reply.ts'
import { type Sample, sampled } from './sample.ts'
import { takesAway, withoutSubsumed } from './subsumed.ts'
import { mutantsOf, reported, type Tried } from './tried.ts'

/** What is mutated, and how. */
export interface Mutation {
  files: PactFile[]
  /** Where a system answers truly; undefined when nobody knows. */
  providerOf(name: string): Provider | undefined
  /** ISO stamp for the report. */
  at: string
  /** All mutants unless given. */
  sample?: Sample
  /** How many processes of Pact's work side by side. */
  width: number
  /** Told how many mutants of how many were tried. */
  onProgress?(tried: number, all: number): void
}

/**
 * Whether contracts notice when something is broken: what a provider truly answers and what a consumer sends are broken in one way
 * at a time, and each is shown to Pact. Throws a Mistake when a provider does not keep its contract unbroken, since then every mutant
 * would be noticed.
 */
export async function mutateAll({ files, providerOf, at, sample, width, onProgress }: Mutation): Promise<Schema<'ControlContracts'>> {
  const all: Tried[] = []
  for (const file of files) all.push(...(await mutantsIn(file, providerOf(file.pact.provider))))
  const mutants = await telling(all, width)
  const chosen = sample ? sampled(mutants, sample) : mutants
  let tried = 0
  const noticed = await notice(chosen, { width, onTried: (count) => onProgress?.((tried += count), chosen.length) })
  return { hops: files.map(({ pact }) => ({ ...hopOf(pact), mutation: scoreOf(pact, chosen, noticed, at) })) }
}

/** Those that tell something new, for which some have to be tried beforehand. */
async function telling(all: Tried[], width: number): Promise<Tried[]> {
  const outer = [...Map.groupBy(all, ({ interaction }) => interaction).values()].flatMap((own) => own.filter((one) => takesAway(one, own)))
  const noticed = await notice(outer, { width, onTried: () => {} })
  return withoutSubsumed(
    all,
    outer.filter((one) => !noticed.has(one)),
  )
}

async function notice(mutants: Tried[], trial: Trial): Promise<Set<Tried>> {
  const replies = await noticedReplies(
    mutants.filter((one) => one.side === 'response'),
    trial,
  )
  const requests = await noticedRequests(
    mutants.filter((one) => one.side === 'request'),
    trial,
  )
  return new Set([...replies, ...requests])
}

async function mutantsIn({ path, pact }: PactFile, provider: Provider | undefined): Promise<Tried[]> {
  if (!provider) throw new Mistake(`${path} is for the provider "${pact.provider}", and nobody knows where it answers.`)
  const replies = new Map<PactInteraction, Reply>()
  for (const interaction of pact.interactions) replies.set(interaction, await record(interaction, provider))
  await demandKept(pact, replies)
  return [...replies].flatMap(([interaction, reply]) => mutantsOf(pact, interaction, reply))
}

async function demandKept(pact: Pact, replies: Map<PactInteraction, Reply>) {
  for (const piece of inPieces([...replies], 20)) {
    const mismatches = await mismatchesOf(
      pact,
      piece.map(([interaction, reply]) => ({ interaction, reply })),
    )
    const broken = piece.findIndex((_, place) => mismatches[place]?.length)
    const why = mismatches[broken]?.map(({ at, message }) => `${at}: ${message}`).join('; ')
    if (why)
      throw new Mistake(
        `${nameOf(pact)} is broken as it is, "${piece[broken]?.[0].description}": ${why}. See to "pql-sandbox verify" first.`,
      )
  }
}

function scoreOf(pact: Pact, chosen: Tried[], noticed: Set<Tried>, at: string): Schema<'ControlMutation'> {
  const own = chosen.filter((tried) => tried.pact === pact)
  const survivors = own.filter((tried) => !noticed.has(tried))
  return { at, killed: own.length - survivors.length, total: own.length, survivors: survivors.map(reported) }
}
