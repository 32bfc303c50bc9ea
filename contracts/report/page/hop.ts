import type { Schema } from '../../openapi/types.ts'
import { nameOf } from '../../openapi/words.ts'
import { type Markup, markup } from '../markup.ts'
import { stamp } from '../stamp.ts'
import { verdicts } from '../verdicts.ts'
import { coverageParts, missingPart } from './coverage.ts'
import { figureList } from './figures.ts'
import { declaredPart, survivedPart } from './mutation.ts'
import { badge, code } from './parts.ts'
import { brokenPart, interactionsPart } from './verification.ts'

type Hop = Schema<'ControlHop'>

/** A hop: its figures, then what is wrong, then everything else, closed. */
export function hopPart(hop: Hop, id: string): Markup {
  const { consumer, provider, coverage, mutation } = hop
  return markup`<section class="sheet" id="${id}" aria-labelledby="${id}-title">
<div class="title"><h2 id="${id}-title">${nameOf(consumer)} → ${nameOf(provider)}</h2>${stateOf(hop)}</div>
<p class="faint origins">${origins(hop)}</p>
${figureList([hop])}${brokenPart(hop)}${coverage && missingPart(coverage)}${mutation && survivedPart(mutation)}
${interactionsPart(hop)}${coverage && coverageParts(coverage)}${mutation && declaredPart(mutation)}</section>
`
}

/** Whether a hop's provider keeps its contract, in a word or two. */
export function stateOf(hop: Hop): Markup {
  if (!hop.verification) return badge('quiet', 'not verified')
  const outcomes = verdicts(hop).map(({ outcome }) => outcome)
  const broken = outcomes.filter((outcome) => outcome === 'failed').length
  if (broken) return badge('bad', `✗ ${broken} broken`)
  const open = outcomes.filter((outcome) => outcome === 'unverified').length
  if (open) return badge('fair', `${open} not verified`)
  return outcomes.length ? badge('good', '✓ kept') : badge('quiet', 'no interactions')
}

/** When each section was made, and against what. */
function origins({ verification, coverage, mutation }: Hop): Markup | string {
  const parts = [
    verification && markup`Verified ${time(verification.at)} at ${providerOf(verification)}`,
    coverage && markup`Covered ${time(coverage.at)}`,
    mutation && markup`Mutated ${time(mutation.at)}`,
  ].filter((part) => part !== undefined)
  return parts.length ? markup`${parts.map((part) => markup`<span>${part}</span> `)}` : 'Nothing was verified, covered or mutated.'
}

const time = (at: string): Markup => markup`<time datetime="${at}">${stamp(at)}</time>`

function providerOf({ base_url, provider_version }: Schema<'ControlVerification'>): Markup {
  const version = provider_version === undefined ? undefined : markup`, version ${code(provider_version)}`
  return markup`${base_url === null ? 'the sandbox' : code(base_url)}${version}`
}
