import { globSync, readFileSync } from 'node:fs'
import { basename, dirname } from 'node:path'
import { describe, expect, test } from 'vitest'
import { systems } from '../../mocks/systems.ts'

const cwd = new URL('../..', import.meta.url)
const isGenerated = (file: string) => file.startsWith('contracts/openapi/generated/')

/** The code files of some folders at any depth. */
const codeIn = (folders: string): string[] =>
  globSync(`${folders}/**/*.{ts,js,vue}`, { cwd })
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !isGenerated(file))

const linesOf = (file: string): number => readFileSync(new URL(file, cwd), 'utf8').split('\n').length - 1

describe('the code is in small parts', () => {
  test('has no file of more than 200 lines', () => {
    const files = codeIn('{mocks,contracts,sandbox,bench,docs,examples}')
    expect(files.length).toBeGreaterThan(400)
    expect(files.filter((file) => linesOf(file) > 200)).toEqual([])
  })

  test('has no folder of more than 16 code files in mocks and contracts', () => {
    const folders = Map.groupBy(codeIn('{mocks,contracts}'), dirname)
    expect(folders.size).toBeGreaterThan(40)
    expect([...folders].filter(([, files]) => files.length > 16).map(([folder]) => folder)).toEqual([])
  })
})

/** Files that every system has. A system that does not call another one has no `client.ts`. */
const fixed = ['system', 'handlers', 'guards', 'errors', 'tables', 'mapping', 'fieldmap', 'states', 'workers', 'seed']

describe('systems have the same files', () => {
  test.each(systems)('$name has the fixed files and at most five more in its folder', ({ name: system }) => {
    const names = globSync(`mocks/${system}/*.ts`, { cwd }).map((file) => basename(file, '.ts'))
    expect(names).toEqual(expect.arrayContaining(fixed))
    expect(names.filter((name) => name !== 'client').length).toBeLessThanOrEqual(fixed.length + 5)
  })
})
