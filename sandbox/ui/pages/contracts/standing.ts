import type { Schema } from '../../../../contracts/openapi/types.ts'
import { verdicts } from '../../../../contracts/report/verdicts.ts'

export type Hop = Schema<'ControlHop'>

/** How good something is, as badges show it. */
export type Tone = 'good' | 'warn' | 'bad' | 'plain'

/** Whether a hop's provider keeps its contract, in a word or two. */
export function standingOf(hop: Hop): { tone: Tone; text: string } {
  if (!hop.verification) return { tone: 'plain', text: 'not verified' }
  const outcomes = verdicts(hop).map(({ outcome }) => outcome)
  const broken = outcomes.filter((outcome) => outcome === 'failed').length
  if (broken) return { tone: 'bad', text: `${broken} broken` }
  const open = outcomes.filter((outcome) => outcome === 'unverified').length
  if (open) return { tone: 'warn', text: `${open} not verified` }
  return outcomes.length ? { tone: 'good', text: 'kept' } : { tone: 'plain', text: 'no interactions' }
}

/** What was not handed in for any hop, and the command that does it. */
export function lacking(hops: Hop[]): { section: string; command: string }[] {
  return sections.filter(({ has }) => !hops.some(has)).map(({ section, command }) => ({ section, command }))
}

const sections = [
  { section: 'Whether each hop keeps its contract', command: 'verify', has: ({ verification }: Hop) => verification !== undefined },
  { section: 'How much the contracts speak of', command: 'coverage', has: ({ coverage }: Hop) => coverage !== undefined },
  { section: 'Whether they notice when something breaks', command: 'mutate', has: ({ mutation }: Hop) => mutation !== undefined },
]

/** All commands that hand in figures. */
export const commands = sections.map(({ section, command }) => ({ section, command }))
