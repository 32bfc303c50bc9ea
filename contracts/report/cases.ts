import type { Schema } from '../openapi/types.ts'
import { standing } from './standing.ts'
import { verdicts } from './verdicts.ts'

/** One test as GitLab lists it. A passed one has no end. */
export interface Case {
  /** Which kind of test, e.g. `verification`. */
  group: string
  name: string
  /** `error` is a test that could not be made. The text says why, in lines. */
  end?: { kind: 'failure' | 'error' | 'skipped'; text: string }
}

/** One case for each interaction that a verification is about. */
export function verificationCases(hop: Schema<'ControlHop'>): Case[] {
  if (!hop.verification) return []
  return verdicts(hop).map(({ interaction, outcome, mismatches }) => ({
    group: 'verification',
    name: interaction,
    ...(outcome === 'unverified' && { end: { kind: 'skipped' as const, text: 'This interaction was not verified.' } }),
    ...(outcome === 'failed' && { end: broken(mismatches) }),
  }))
}

function broken(mismatches: Schema<'ControlMismatch'>[]): Case['end'] {
  const unanswered = mismatches.length > 0 && mismatches.every(({ at }) => at === 'interaction')
  return { kind: unanswered ? 'error' : 'failure', text: mismatches.map(({ at, message }) => `${at}: ${message}`).join('\n') }
}

/** One case for each status that the client uses or that is declared not consumed. */
export const coverageCases = ({ coverage }: Schema<'ControlHop'>): Case[] =>
  (coverage?.operations ?? []).flatMap(({ operation, statuses }) =>
    statuses
      .filter((status) => !['unused', 'besides'].includes(standing(status)))
      .map((status) => ({ group: 'coverage', name: `${operation} ${status.status}`, ...covered(status) })),
  )

function covered(status: Schema<'ControlCoveredStatus'>): Pick<Case, 'end'> {
  if (status.not_consumed !== undefined) return { end: { kind: 'skipped', text: status.not_consumed } }
  if (standing(status) === 'exercised') return {}
  return { end: { kind: 'failure', text: `The client treats ${status.status} in a way of its own, and no interaction has it.` } }
}

/** One case for each survivor, skipped when it is declared, and a passed one for each interaction without an undeclared one. */
export function mutationCases({ interactions, mutation }: Schema<'ControlHop'>): Case[] {
  if (!mutation) return []
  const missed = new Set(
    mutation.survivors.filter(({ not_relied_on }) => not_relied_on === undefined).map(({ interaction }) => interaction),
  )
  const sound = interactions.filter(({ description }) => !missed.has(description))
  return [
    ...sound.map(({ description }) => ({ group: 'mutation', name: description })),
    ...mutation.survivors.map((mutant) => ({ group: 'mutation', name: mutantText(mutant), end: survived(mutant) })),
  ]
}

const mutantText = ({ interaction, side, at, kind }: Schema<'ControlMutant'>): string => `${interaction}: ${kind} ${side} ${at}`

const survived = ({ side, at, kind, not_relied_on }: Schema<'ControlMutant'>): Case['end'] =>
  not_relied_on === undefined
    ? { kind: 'failure', text: `The contract did not notice: ${kind} ${side} ${at}.` }
    : { kind: 'skipped', text: not_relied_on }
