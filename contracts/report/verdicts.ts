import type { Schema } from '../openapi/types.ts'

/** What a verification found about one interaction. */
export interface Verdict {
  interaction: string
  /** Undefined when the hop's contract no longer has it. */
  described?: Schema<'ControlInteraction'>
  outcome: Schema<'ControlVerified'>['outcome'] | 'unverified'
  mismatches: Schema<'ControlMismatch'>[]
}

/** One verdict for each result, then one for each interaction that has none. Without a verification all are unverified. */
export function verdicts({ interactions, verification }: Schema<'ControlHop'>): Verdict[] {
  const described = new Map(interactions.map((interaction) => [interaction.description, interaction]))
  const judged = (verification?.results ?? []).map((result) => ({ ...result, described: described.get(result.interaction) }))
  const known = new Set(judged.map(({ interaction }) => interaction))
  const open = interactions.filter(({ description }) => !known.has(description))
  return [...judged, ...open.map((interaction) => unverified(interaction))]
}

const unverified = (described: Schema<'ControlInteraction'>): Verdict => ({
  interaction: described.description,
  described,
  outcome: 'unverified',
  mismatches: [],
})
