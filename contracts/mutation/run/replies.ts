import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Schema } from '../../openapi/types.ts'
import type { Pact, PactInteraction } from '../../pact/pact.ts'
import { resultsOf } from '../../verification/results.ts'
import { runVerifier, target } from '../../verification/verify.ts'
import type { Reply } from '../reply.ts'
import { marker, serveReplies } from './stub.ts'

/** A reply, whether true or broken, to the request of an interaction. */
export interface Answered {
  interaction: PactInteraction
  reply: Reply
}

/**
 * Verifies an interaction against each reply with Pact's verifier: one process for all of them, since starting it takes longer than
 * a verification. Its time grows with the square of their number, so some 40 at a time are a good measure. Resolves in the order of the answers.
 */
export async function verifyReplies({ raw }: Pact, answers: Answered[]): Promise<Schema<'ControlVerified'>[]> {
  const folder = await mkdtemp(join(tmpdir(), 'pql-mutation-'))
  const server = await serveReplies(answers.map(({ reply }) => reply))
  try {
    const path = join(folder, 'pact.json')
    await writeFile(path, JSON.stringify({ ...raw, interactions: answers.map(({ interaction }, place) => copy(interaction, place)) }))
    const results = resultsOf(await runVerifier(['--file', path, ...target(server)], await withoutCertificates(folder)))
    const found = new Map(results.map((result) => [result.interaction, result]))
    return answers.map((_, place) => compared(found.get(nameOf(place))))
  } finally {
    await server.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * The verifier reads the certificates that this machine trusts anew for every interaction, which takes it 30 ms. Ours is on this machine
 * and speaks plain HTTP: it trusts none.
 */
async function withoutCertificates(folder: string): Promise<Record<string, string>> {
  const none = join(folder, 'none.pem')
  await writeFile(none, '')
  return { SSL_CERT_FILE: none, SSL_CERT_DIR: folder }
}

const nameOf = (place: number) => `mutant ${place}`

/** An interaction that stands alone: without states, with the request as the pact shows it, and marked. */
function copy({ raw }: PactInteraction, place: number): object {
  const { providerState, providerStates, key, ...rest } = raw
  const { generators, ...request } = raw.request as Record<string, unknown>
  const headers = { ...(request.headers as object | undefined), [marker]: String(place) }
  return { ...rest, description: nameOf(place), request: { ...request, headers } }
}

/** Our own server always answers: when a reply was not compared at all, that tells nothing about the contract. */
function compared(result: Schema<'ControlVerified'> | undefined): Schema<'ControlVerified'> {
  const failure = result ? result.mismatches.find(({ at }) => at === 'interaction')?.message : 'its report leaves it out'
  if (!result || failure)
    throw new Error(`Pact's verifier compared a reply with nothing: ${failure}. Try again; else its report has another form.`)
  return result
}
