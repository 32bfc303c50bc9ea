import type { Schema } from '../../../../../contracts/openapi/types.ts'
import { writerOf } from '../../../../cli/print/words.ts'
import { partyOf } from '../words.ts'

export type Lineage = Schema<'ControlLineage'>
export type Place = Lineage['places'][number]
export type Row = Lineage['rows'][number]
export type Cell = Row['cells'][number]

/** The name of a place below its system's: `Request` for `<system>_request`. */
export function nameOfPlace(place: Place['place']): string {
  const name = place.slice(place.lastIndexOf('_') + 1)
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** A sign, a word and a colour for how a field came; a value that came as it was needs none. */
export const signs: Record<Cell['came'], { sign: string; word: string; kind: 'plain' | 'info' | 'accent' | 'warn' } | undefined> = {
  given: undefined,
  same: undefined,
  absent: undefined,
  not_reached: undefined,
  not_kept: undefined,
  renamed: { sign: '↦', word: 'renamed', kind: 'info' },
  transformed: { sign: '⇄', word: 'transformed', kind: 'accent' },
  added: { sign: '+', word: 'added', kind: 'plain' },
  defaulted: { sign: '◇', word: 'defaulted', kind: 'warn' },
  dropped: { sign: '✕', word: 'dropped', kind: 'warn' },
  truncated: { sign: '✂', word: 'truncated', kind: 'warn' },
  changed: { sign: '≠', word: 'changed', kind: 'warn' },
  overwritten: { sign: '↻', word: 'overwritten', kind: 'warn' },
}

/** Neighbouring places of one system. */
export function groupsOf(places: Place[]): { system: string; places: number }[] {
  const groups: { system: string; places: number }[] = []
  for (const { system } of places) {
    const last = groups.at(-1)
    if (last?.system === system) last.places++
    else groups.push({ system, places: 1 })
  }
  return groups
}

/** Whether a field is meant, by any of its names. */
export function fits({ field, cells }: Row, filter: string): boolean {
  const wanted = filter.trim().toLowerCase()
  return [field, ...cells.map(({ name }) => name ?? '')].some((name) => name.toLowerCase().includes(wanted))
}

/** How a field comes whose value is not the one that it had at the place before. */
const touching: ReadonlySet<Cell['came']> = new Set(['transformed', 'defaulted', 'overwritten', 'dropped', 'truncated', 'changed'])

/** Whether the value itself was touched or lost on the way; another name alone does not count. */
export const isTouched = ({ cells }: Row): boolean => cells.some(({ came }, at) => touching.has(came) || isReplaced(cells, at))

/** Whether the system put a value of its own in the place of the one that came. */
const isReplaced = (cells: Cell[], at: number): boolean => cells[at]?.came === 'added' && typeof cells[at - 1]?.name === 'string'

/** Where a field went, in one sentence. */
export function storyOf({ field, cells }: Row, { places, broken }: Pick<Lineage, 'places' | 'broken'>): string {
  if (broken?.field === field) return `${field} broke on the way to ${whereOf(places.find(({ place }) => place === broken.place))}.`
  const last = cells.findLastIndex(({ came }) => !missing.has(came))
  const cell = cells[last]
  if (!cell) return `${field} never came.`
  const as = cell.name === field || cell.name === null ? '' : ` as ${cell.name}`
  const next = cells[last + 1]
  if (!next) return `${field} reached ${whereOf(places[last])}${as}${changeOf(cells)}.`
  const end = { dropped: 'and was dropped after it', not_kept: 'and what came after it was not kept' }[next.came as string]
  return `${field} came as far as ${whereOf(places[last])}${as} ${end ?? 'and has not gone on yet'}.`
}

const missing: ReadonlySet<Cell['came']> = new Set(['absent', 'not_reached', 'not_kept', 'dropped'])

const whereOf = (place: Place | undefined): string =>
  place ? `${partyOf(place.system)} (${nameOfPlace(place.place).toLowerCase()})` : 'nowhere'

function changeOf(cells: Cell[]): string {
  const changes = cells.flatMap(({ came, by }, at) => {
    if (came === 'overwritten' && by) return [`overwritten by ${writerOf(by)}`]
    return changing.has(came) ? [came] : isReplaced(cells, at) ? ['replaced'] : []
  })
  return changes.length ? `, ${[...new Set(changes)].join(' and ')} on the way` : ', its value as it was'
}

const changing: ReadonlySet<Cell['came']> = new Set(['transformed', 'truncated', 'defaulted', 'changed'])
