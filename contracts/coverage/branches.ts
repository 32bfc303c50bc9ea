import type { Hop, Interaction } from '../consumer/interaction.ts'
import { operation as lookUp } from '../openapi/spec.ts'
import type { OperationId } from '../openapi/types.ts'
import { type Answer, answerOf, answersOf } from './answers.ts'
import { type Behaviour, behave } from './behaviour.ts'

/** A status that openapi.yaml has nowhere: how a client treats it is how it treats what it does not know. */
export const unknownStatus = 418

/** What each act of a hop asks of the provider when every request is answered as its interaction says. */
export async function askedBy(hop: Hop): Promise<Map<Interaction, OperationId[]>> {
  const found = new Map<Interaction, OperationId[]>()
  for (const interaction of hop.interactions) {
    const { asked } = await behave(hop, interaction, interaction.operation, answerOf(interaction))
    found.set(interaction, asked)
  }
  return found
}

/**
 * The documented statuses of an operation that the client treats in a way of its own. It does when some act that asks the operation,
 * with some body that the status may have, goes otherwise than with that very body under a status that no client knows: it resolves with
 * something else, asks something else, or leaves other steps, log lines, jobs or rows. Merely quoting the status is no difference.
 */
export async function branchesOn(hop: Hop, operation: OperationId, acts: Interaction[]): Promise<Set<number>> {
  const found = new Set<number>()
  for (const status of lookUp(operation).replies.keys())
    for (const answer of answersOf(operation, status, hop.interactions))
      if (!found.has(status) && (await isOwn(hop, acts, operation, answer))) found.add(status)
  return found
}

async function isOwn(hop: Hop, acts: Interaction[], operation: OperationId, answer: Answer): Promise<boolean> {
  for (const act of acts) {
    const known = await behave(hop, act, operation, answer)
    const control = await behave(hop, act, operation, { ...answer, status: unknownStatus })
    if (unquoted(known, answer) !== unquoted(control, answer)) return true
  }
  return false
}

/** What was seen, with the same word for either status. */
const unquoted = ({ seen }: Behaviour, { status }: Answer): string =>
  seen.replace(new RegExp(`(?<!\\d)(${status}|${unknownStatus})(?!\\d)`, 'g'), 'status')
