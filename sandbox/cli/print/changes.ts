import { styleText } from 'node:util'
import type { Change, Place } from '../../../contracts/openapi/diff/change.ts'
import type { Comparison } from '../../../contracts/openapi/diff/compare.ts'
import type { Severity } from '../../../contracts/openapi/diff/severity.ts'
import { plain } from './plain.ts'
import { count } from './words.ts'

const colours = { breaking: 'red', risky: 'yellow', safe: 'green' } as const
const severities = Object.keys(colours) as Severity[]

/** Operations named beside the first; the JSON names all of them. */
const named = 4

/** Changes as a table for a terminal, what breaks first, and a line of counts. */
export function changesText({ changes, wording }: Comparison): string {
  const width = Math.max(0, ...changes.map(({ places }) => first(places).length))
  const groups = severities.flatMap((severity) => {
    const own = changes.filter((change) => change.severity === severity)
    return own.length ? [heading(severity), ...own.flatMap((change) => lines(change, width)), ''] : []
  })
  return [...groups, totals(changes, wording)].join('\n')
}

const heading = (severity: Severity): string =>
  styleText(
    ['bold', colours[severity]],
    severity.replace(/^./, (letter) => letter.toUpperCase()),
  )

function lines({ places, message }: Change, width: number): string[] {
  const line = `  ${first(places).padEnd(width)}  ${plain(message)}`
  const own = places[0]?.operation
  const others = [...new Set(places.map(({ operation }) => operation))].filter((operation) => operation !== own)
  return others.length ? [line, styleText('dim', `    also ${plain(some(others))}`)] : [line]
}

const first = ([place]: Place[]): string => (place ? plain(placeText(place)) : '')

/** A place as a reader finds it in the document: `marketo.syncLeads request /body/input/0/email`. */
export const placeText = ({ operation, side, status, at }: Place): string => [operation, side, status, at].filter(Boolean).join(' ')

const some = (operations: string[]): string =>
  operations.slice(0, named).join(', ') + (operations.length > named ? ` and ${operations.length - named} more` : '')

function totals(changes: Change[], wording: number): string {
  const words = wording ? `Wording differs in ${count(wording, 'place')}.` : ''
  if (!changes.length) return `Nothing changed that another system could notice. ${words}`.trim()
  const counts = severities.map((severity) => {
    const number = changes.filter((change) => change.severity === severity).length
    return number ? styleText(colours[severity], `${number} ${severity}`) : `${number} ${severity}`
  })
  return `${count(changes.length, 'change')}: ${counts.join(', ')}. ${words}`.trim()
}
