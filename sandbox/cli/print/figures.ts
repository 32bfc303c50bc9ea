import { styleText } from 'node:util'
import type { Schema } from '../../../contracts/openapi/types.ts'
import { figures, leftOut, percentText } from '../../../contracts/report/figures.ts'
import { verdicts } from '../../../contracts/report/verdicts.ts'
import { plain } from './plain.ts'
import { count, nameOf } from './words.ts'

type Hop = Schema<'ControlHop'>

/** The figures of some hops, a line for each section that they have. */
export function figureLines(hops: Hop[]): string[] {
  const { kept, statuses, fields, killed, relied } = figures(hops)
  return [
    kept && keptText(kept.part, kept.whole - kept.part, hops),
    statuses && `${statuses.part} of ${statuses.whole} used statuses exercised (${percentText(statuses)})`,
    fields && `${fields.part} of ${fields.whole} fields compared (${percentText(fields)})`,
    killed &&
      relied &&
      `${killed.part} of ${killed.whole} mutants killed (${percentText(killed)}), ${percentText(relied)} of those relied on`,
  ].filter((line) => line !== undefined)
}

function keptText(kept: number, broken: number, hops: Hop[]): string {
  const verified = hops.filter(({ verification }) => verification)
  const open = verified.flatMap(verdicts).filter(({ outcome }) => outcome === 'unverified').length
  const whose = verified.length > 1 ? ` of ${verified.length} hops` : ''
  const text = `${count(kept, 'interaction')}${whose} kept, ${broken} broken`
  return styleText(broken ? 'red' : 'green', text) + (open ? `, ${open} not verified` : '')
}

/** What each provider documents and its consumers are declared not to consume. */
export const leftOutLines = (hops: Hop[]): string[] =>
  leftOut(hops).map(
    ({ provider, share }) => `${plain(nameOf(provider))}: ${share.part} of ${share.whole} statuses left out (${percentText(share)})`,
  )
