import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { matcher } from './pattern.ts'
import { patterns } from './patterns.ts'
import { proseOf } from './prose.ts'
import { root } from './sources.ts'

/** A phrase that a file should not have. */
export interface Hit {
  path: string
  line: number
  phrase: string
  plain: string
}

const matchers = patterns.map((pattern) => ({ find: matcher(pattern), plain: pattern.plain }))

/** The phrases of a text, in order of position. */
export function hitsIn(prose: string): Omit<Hit, 'path'>[] {
  const hits = matchers.flatMap(({ find, plain }) => [...prose.matchAll(find)].map(({ 0: text, index }) => ({ text, index, plain })))
  return hits
    .sort((one, other) => one.index - other.index)
    .map(({ text, index, plain }) => ({ line: prose.slice(0, index).split('\n').length, phrase: text.replace(/\s+/g, ' ').trim(), plain }))
}

/** The phrases of a file, by its path from the root. */
export const hitsOf = (path: string): Hit[] =>
  hitsIn(proseOf(path, readFileSync(join(root, path), 'utf8'))).map((hit) => ({ path, ...hit }))

/** Whether a file has any of the phrases. Positions do not matter here, so each run of dots shrinks to one: the search is faster. */
export function fails(path: string): boolean {
  const prose = proseOf(path, readFileSync(join(root, path), 'utf8')).replace(/·[·\s]*·/g, '·')
  return matchers.some(({ find }) => prose.search(find) >= 0)
}

/** The phrases of some files as text for a terminal. */
export function report(hits: Hit[]): string {
  const files = Map.groupBy(hits, ({ path }) => path)
  const lines = [...files].flatMap(([path, hits]) => [
    '',
    path,
    ...hits.map(({ line, phrase, plain }) => `  ${`${line}`.padStart(4)}  "${phrase}" → ${plain}`),
  ])
  return [`${count(hits.length, 'phrase')} in ${count(files.size, 'file')} to write in plainer English:`, ...lines, ''].join('\n')
}

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`
