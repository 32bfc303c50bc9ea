import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../docs/fidelity')
const columns = '| quirk | source | checked | sure | test |'

const systems = readdirSync(folder).map((name) => ({ name, text: readFileSync(join(folder, name), 'utf8') }))

/** The cells of each row of a page's tables. */
const rowsOf = (text: string): string[][] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('| ') && line !== columns)
    .map((line) => line.slice(2, -2).split(' | '))

/** A title as a source file may have it: `…` stands for what differs from case to case. */
const titled = (title: string): RegExp =>
  new RegExp(
    title
      .split('…')
      .map((part) =>
        part
          .trim()
          .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
          .replaceAll("'", "\\\\?'"),
      )
      .join('[^\\n]*'),
  )

/** What is wrong with the tests that a row names. */
function missing(cell: string): string[] {
  const named = [...cell.matchAll(/\[[^\]]+\]\(([^)]+)\): ([^;]+)/g)]
  if (!named.length) return [`names no test: ${cell}`]
  return named.flatMap(([, link = '', title = '']) => {
    const path = join(folder, link)
    if (!existsSync(path)) return [`there is no ${link}`]
    return titled(title).test(readFileSync(path, 'utf8')) ? [] : [`${link} has no test "${title}"`]
  })
}

describe.each(systems)('docs/fidelity/$name', ({ text }) => {
  const rows = rowsOf(text)

  test('tells what is true, simplified and assumed', () => {
    expect(text.match(/^## .+$/gm)).toEqual(['## True', '## Simplified', '## Assumed'])
    expect(text.split('\n').filter((line) => line === columns)).toHaveLength(3)
  })

  test('has five cells in each row: with a source, a date, and how sure we are', () => {
    const wrong = rows.filter(
      ([quirk, source, checked = '', sure = '', ...rest]) =>
        !quirk || !source || !/^\d{4}-\d{2}-\d{2}$/.test(checked) || !['high', 'medium', 'low'].includes(sure) || rest.length !== 1,
    )
    expect(wrong).toEqual([])
    expect(rows.length).toBeGreaterThan(10)
  })

  test('names a test that exists in each row', () => {
    expect(rows.flatMap((row) => missing(row.at(-1) ?? ''))).toEqual([])
  })
})

test('every system of the pipeline has a page', () => {
  expect(systems.map(({ name }) => name)).toEqual(
    ['customersdot', 'gitlab', 'marketo', 'platypus', 'salesforce', 'workato'].map((name) => `${name}.md`),
  )
})
