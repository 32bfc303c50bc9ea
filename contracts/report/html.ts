import type { Schema } from '../types.ts'
import { figures } from './figures.ts'
import { Markup, markup } from './markup.ts'
import { hopPart } from './page/hop.ts'
import { matrix } from './page/matrix.ts'
import { style } from './page/style.ts'

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
<title>Contracts: ${headline(hops)}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header>
<h1>Contracts</h1>
<p>${headline(hops)}</p>
</header>
<main>
${hops.length ? markup`<section class="sheet" aria-label="Overview">\n${matrix(anchored)}</section>\n` : undefined}${anchored.map(({ hop, id }) => hopPart(hop, id))}</main>
</body>
</html>
`
  return text
}

/** The first thing to know: whether all is kept. */
function headline(hops: Schema<'ControlHop'>[]): string {
  if (!hops.length) return 'there are none'
  const { kept } = figures(hops)
  const total = hops.reduce((sum, { interactions }) => sum + interactions.length, 0)
  const all = `${total} interactions of ${hops.length} hops`
  if (!kept) return `${all}, none verified`
  return `${all}: ${kept.part} kept, ${kept.whole - kept.part} broken`
}
