import { nameOf } from '../hops/pipeline.ts'
import { Mistake } from '../openapi/mistake.ts'
import type { Schema } from '../openapi/types.ts'
import { hopOf } from '../pact/describe.ts'
import type { PactFile } from '../pact/folder.ts'
import type { Pact, PactInteraction } from '../pact/pact.ts'
import { type Provider, reach } from '../verification/provider.ts'
import { mutantsOf, type OfSide, reported, type Tried } from './candidate.ts'
import type { Reply } from './reply.ts'
import { inPieces } from './run/concurrency.ts'
import { record } from './run/record.ts'
import { type Answered, verifyReplies } from './run/replies.ts'
import { noticedReplies, noticedRequests, pieceSize, type Trial } from './run/run.ts'
import { type Sample, sampled } from './sample.ts'

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
  const chosen = sample ? sampled(all, sample) : all
  let tried = 0
  const noticed = await notice(chosen, { width, onTried: (count) => onProgress?.((tried += count), chosen.length) })
  return { hops: files.map(({ pact }) => ({ ...hopOf(pact), mutation: scoreOf(pact, chosen, noticed, at) })) }
}

async function notice(mutants: Tried[], trial: Trial): Promise<Set<Tried>> {
  const replies = mutants.filter(({ side }) => side === 'response') as OfSide<'response'>[]
  const requests = mutants.filter(({ side }) => side === 'request') as OfSide<'request'>[]
  return new Set([...(await noticedReplies(replies, trial)), ...(await noticedRequests(requests, trial))])
}

async function mutantsIn({ path, pact }: PactFile, provider: Provider | undefined): Promise<Tried[]> {
  if (!provider) throw new Mistake(`${path} is for the provider "${pact.provider}", and nobody knows where it answers.`)
  await reach(provider)
  const replies = new Map<PactInteraction, Reply>()
  for (const interaction of pact.interactions) replies.set(interaction, await record(interaction, provider))
  await demandKept(pact, replies)
  return [...replies].flatMap(([interaction, reply]) => mutantsOf(pact, interaction, reply))
}

/** What is broken already cannot be broken to see whether that is noticed. */
async function demandKept(pact: Pact, replies: Map<PactInteraction, Reply>) {
  const answers = [...replies].map(([interaction, reply]) => ({ interaction, reply }))
  for (const piece of inPieces(answers, pieceSize)) {
    const results = await verifyReplies(pact, piece)
    const broken = results.findIndex(({ outcome }) => outcome === 'failed')
    if (broken < 0) continue
    const why = results[broken]?.mismatches.map(({ at, message }) => `${at}: ${message}`).join('; ')
    const { description } = (piece[broken] as Answered).interaction
    throw new Mistake(`${nameOf(pact)} is broken as it is, "${description}": ${why}. See to "pql-sandbox verify" first.`)
  }
}

function scoreOf(pact: Pact, chosen: Tried[], noticed: Set<Tried>, at: string): Schema<'ControlMutation'> {
  const own = chosen.filter((tried) => tried.pact === pact)
  const survivors = own.filter((tried) => !noticed.has(tried))
  return { at, killed: own.length - survivors.length, total: own.length, survivors: survivors.map(reported) }
}
