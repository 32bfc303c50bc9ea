import type { Schema } from '../openapi/types.ts'
import { count } from '../openapi/words.ts'
import { Markup, markup } from './markup.ts'
import { figureList } from './page/figures.ts'
import { hopPart } from './page/hop.ts'
import { type Anchored, matrix } from './page/matrix.ts'
import { style } from './page/style.ts'
import { type Verdict, verdicts } from './verdicts.ts'

/**
 * Contracts as one page that needs nothing else: no script, no other file, no other host. Its policy forbids all of that, should
 * something of a foreign pact ever get through.
 */
export function html({ hops }: Schema<'ControlContracts'>): string {
  const anchored = hops.map((hop, index) => ({ hop, id: `hop-${index + 1}` }))
  const { text } = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${headline(hops)} – Contracts</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header>
<h1>Contracts</h1>
<p>${headline(hops)}</p>
</header>
<main>
${hops.length ? overview(anchored) : undefined}${anchored.map(({ hop, id }) => hopPart(hop, id))}</main>
</body>
</html>
`
  return text
}

const overview = (anchored: Anchored[]): Markup => markup`<section class="sheet" aria-label="Overview">
${figureList(anchored.map(({ hop }) => hop))}${matrix(anchored)}</section>
`

/** The first thing to know: whether all is kept. */
function headline(hops: Schema<'ControlHop'>[]): string {
  if (!hops.length) return 'No hop has a contract.'
  const outcomes = hops.flatMap(verdicts).map(({ outcome }) => outcome)
  const tally = (wanted: Verdict['outcome']) => outcomes.filter((outcome) => outcome === wanted).length
  const open = tally('unverified')
  const parts = [`${tally('passed')} kept`, `${tally('failed')} broken`, ...(open ? [`${open} not verified`] : [])]
  return `${count(outcomes.length, 'interaction')} of ${count(hops.length, 'hop')}: ${parts.join(', ')}`
}
