import type { Schema } from '../../openapi/types.ts'
import { figures, percentText, type Share } from '../figures.ts'
import { type Markup, markup } from '../markup.ts'
import type { Tone } from './parts.ts'

/** The figures of some hops side by side, each with a bar as long as its share. */
export function figureList(hops: Schema<'ControlHop'>[]): Markup | undefined {
  const { kept, statuses, fields, killed, relied } = figures(hops)
  const list = [
    kept && figure('Interactions kept', kept, 'bad'),
    statuses && figure('Used replies exercised', statuses),
    fields && figure('Fields compared', fields),
    killed && figure('Mutants killed', killed),
    relied && figure('Killed of those relied on', relied),
  ].filter((part) => part !== undefined)
  return list.length ? markup`<dl class="figures">\n${list}</dl>\n` : undefined
}

function figure(title: string, share: Share, lacking: Tone = 'fair'): Markup {
  const { part, whole, percent } = share
  const tone = percent === null ? 'quiet' : part === whole ? 'good' : lacking
  return markup`<div class="${tone}" style="--share: ${percent ?? 0}%"><dt>${title}</dt>
<dd>${percentText(share)}<small>${part} of ${whole}</small></dd></div>\n`
}
