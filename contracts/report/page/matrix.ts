import type { Schema } from '../../openapi/types.ts'
import { count, nameOf } from '../../openapi/words.ts'
import { figures, leftOut, percentText } from '../figures.ts'
import { type Markup, markup } from '../markup.ts'
import { stateOf } from './hop.ts'
import { scroll } from './parts.ts'

/** A hop with the anchor of its section. */
export interface Anchored {
  hop: Schema<'ControlHop'>
  id: string
}

/** Consumers down, providers across; where they meet, how that hop stands. */
export function matrix(anchored: Anchored[]): Markup {
  const consumers = [...new Set(anchored.map(({ hop }) => hop.consumer))]
  const providers = [...new Set(anchored.map(({ hop }) => hop.provider))]
  const cells = (consumer: string) =>
    providers.map((provider) => cell(anchored.filter(({ hop }) => hop.consumer === consumer && hop.provider === provider)))
  const rows = consumers.map((consumer) => markup`<tr><th scope="row">${nameOf(consumer)}</th>${cells(consumer)}</tr>\n`)
  return scroll(
    'Hops',
    markup`<table class="matrix">
<thead><tr><th scope="col">Consumer</th>${providers.map((provider) => markup`<th scope="col">${nameOf(provider)}</th>`)}</tr></thead>
<tbody>${rows}</tbody>${foot(anchored, providers)}
</table>`,
  )
}

const cell = (met: Anchored[]): Markup => markup`<td>${met.map(standing)}</td>`

function standing({ hop, id }: Anchored): Markup {
  const { kept, statuses, killed } = figures([hop])
  const lines = [
    kept ? `${kept.part} of ${kept.whole} kept` : count(hop.interactions.length, 'interaction'),
    statuses && `coverage ${percentText(statuses)}`,
    killed && `mutation ${percentText(killed)}`,
  ].filter((line) => line !== undefined)
  return markup`<a href="#${id}">${stateOf(hop)}</a>${lines.map((line) => markup`<small>${line}</small>`)}`
}

function foot(anchored: Anchored[], providers: string[]): Markup | undefined {
  const shares = new Map(leftOut(anchored.map(({ hop }) => hop)).map(({ provider, share }) => [provider, share]))
  if (!shares.size) return undefined
  const cells = providers.map((provider) => {
    const share = shares.get(provider)
    return markup`<td>${share && `${share.part} of ${share.whole} (${percentText(share)})`}</td>`
  })
  return markup`\n<tfoot><tr><th scope="row">Replies left out</th>${cells}</tr></tfoot>`
}
