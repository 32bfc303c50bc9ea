import { Mistake } from '../../openapi/mistake.ts'
import type { OfSide, Tried } from '../candidate.ts'
import { exampleOf } from '../request.ts'
import { inParallel, inPieces } from './concurrency.ts'
import { startMocks } from './mock.ts'
import { verifyReplies } from './replies.ts'

/** How mutants are tried. */
export interface Trial {
  /** How many processes work side by side. */
  width: number
  /** Told how many more mutants were tried. */
  onTried(count: number): void
}

/** How many replies one verifier is given: its start takes as long as some ten of them. */
export const pieceSize = 40

/** The mutants of replies that the verification of their contracts notices. */
export async function noticedReplies(tried: OfSide<'response'>[], { width, onTried }: Trial): Promise<Tried[]> {
  const pieces = [...Map.groupBy(tried, ({ pact }) => pact).values()].flatMap((own) => inPieces(own, pieceSize))
  const noticed = await inParallel(pieces, width, async (piece) => {
    const answers = piece.map(({ interaction, mutant }) => ({ interaction, reply: mutant.message }))
    const results = await verifyReplies((piece[0] as Tried).pact, answers)
    onTried(piece.length)
    return piece.filter((_, place) => results[place]?.outcome === 'failed')
  })
  return noticed.flat()
}

/** The mutants of requests that the consumer's mock server does not take. */
export async function noticedRequests(tried: OfSide<'request'>[], { width, onTried }: Trial): Promise<Tried[]> {
  if (!tried.length) return []
  const mocks = await startMocks()
  try {
    const groups = [...Map.groupBy(tried, ({ interaction }) => interaction)]
    const noticed = await inParallel(groups, width, async ([interaction, own]) => {
      const { pact } = own[0] as Tried
      const [example, ...answers] = await mocks.taken(pact, interaction, [
        exampleOf(interaction),
        ...own.map(({ mutant }) => mutant.message),
      ])
      if (!example) throw new Mistake(`"${interaction.description}" does not take its own example: its matching rules contradict it.`)
      onTried(own.length)
      return own.filter((_, place) => !answers[place])
    })
    return noticed.flat()
  } finally {
    mocks.close()
  }
}
