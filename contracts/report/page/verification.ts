import type { Schema } from '../../openapi/types.ts'
import { type Markup, markup } from '../markup.ts'
import { type Verdict, verdicts } from '../verdicts.ts'
import { badge, code, fold, table } from './parts.ts'

/** The broken interactions of a hop, each with every place where the reply strayed. */
export function brokenPart(hop: Schema<'ControlHop'>): Markup | undefined {
  const broken = verdicts(hop).filter(({ outcome }) => outcome === 'failed')
  return broken.length ? markup`<h3>Broken interactions</h3>\n${broken.map(brokenBox)}` : undefined
}

function brokenBox({ interaction, described, mismatches }: Verdict): Markup {
  const asked = described && markup`<p class="faint">${code(`${described.method} ${described.path}`)} → ${described.status}</p>`
  const rows = mismatches.map(({ at, message }) => [code(at), markup`<span class="message">${message}</span>`])
  const told = rows.length
    ? table(`What was wrong: ${interaction}`, [{ title: 'Where' }, { title: 'What', long: true }], rows)
    : markup`<p>The verification did not say what was wrong.</p>`
  return markup`<div class="broken"><strong>${interaction}</strong>${asked}\n${told}</div>\n`
}

const badges = { passed: badge('good', '✓ kept'), failed: badge('bad', '✗ broken'), unverified: badge('quiet', 'not verified') }

const columns = [
  { title: 'Interaction', long: true },
  { title: 'Outcome' },
  { title: 'Request and reply', long: true },
  { title: 'Given', long: true },
]

/** All interactions of a hop, with what became of each. */
export function interactionsPart(hop: Schema<'ControlHop'>): Markup | undefined {
  // Of a contract that only a broker has, no interaction is known.
  const unknown = hop.interactions.length ? 'No longer in the contract.' : ''
  const rows = verdicts(hop).map(({ interaction, described, outcome }) => [
    interaction,
    badges[outcome],
    described ? exchange(described) : unknown,
    described?.states.join('; ') ?? '',
  ])
  return rows.length ? fold(`Interactions (${rows.length})`, table('Interactions', columns, rows)) : undefined
}

const exchange = ({ method, path, status, operation }: Schema<'ControlInteraction'>): Markup =>
  markup`${code(`${method} ${path}`)} → ${status}${operation === null ? undefined : markup`<small>${operation}</small>`}`
