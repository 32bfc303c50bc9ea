import { globSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { pipeline } from '../../contracts/hops/pipeline.ts'
import { type Simulated, systemNames } from '../../contracts/openapi/systems/simulated.ts'
import { systemsIn } from './spelled.ts'

const root = new URL('../../', import.meta.url)
const read = (file: string): string => readFileSync(new URL(file, root), 'utf8')

/** Where any system may be named: contracts of hops, what is generated, the list of systems, and the forms of *Try it*. */
const free = ['contracts/hops/', 'contracts/openapi/generated/', 'mocks/systems.ts', 'sandbox/ui/pages/try/', 'sandbox/cli/send/']

/** The other files that name a system, each with the reason. The list may only shrink. */
const listed = new Map(
  read('test/layers/names.txt')
    .trimEnd()
    .split('\n')
    .map((line) => line.split(': ') as [file: string, reason: string]),
)

const files = globSync('{mocks,contracts,sandbox}/**/*.{ts,vue,js}', { cwd: root })
  .map((file) => file.replaceAll('\\', '/'))
  .filter((file) => !free.some((start) => file.startsWith(start)))

/** A system and those with which it shares a hop: what its folder may name. */
const neighbours = new Map<string, Set<string>>(
  systemNames.map((system: Simulated) => {
    const hops: { consumer: string; provider: string }[] = pipeline.filter(
      ({ consumer, provider }) => consumer === system || provider === system,
    )
    return [system, new Set([system, ...hops.flatMap(({ consumer, provider }) => [consumer, provider])])]
  }),
)

/** The systems that a file names although it may not. */
function foreign(file: string): string[] {
  const [, folder = ''] = file.match(/^mocks\/([^/]+)\//) ?? []
  return [...systemsIn(file, read(file))].filter((system) => !neighbours.get(folder)?.has(system))
}

describe('a system is named in its own folder and hops', () => {
  const naming = files.filter((file) => foreign(file).length)

  test('has no other file that names a system, except those on the list', () => {
    expect(naming.filter((file) => !listed.has(file))).toEqual([])
  })

  test('has a list without files that name only their own systems', () => {
    expect([...listed.keys()].filter((file) => !naming.includes(file))).toEqual([])
  })

  test('gives a reason for each file of a list that only shrinks', () => {
    expect([...listed].filter(([, reason]) => !reason).map(([file]) => file)).toEqual([])
    expect(listed.size).toBeLessThanOrEqual(47)
  })
})

test('finds names in identifiers, texts and templates, and ignores comments and packages', () => {
  const code =
    "// GitLab\nimport icon from '@gitlab/svgs'\n/* Platypus */ const toMarketo = 'salesforce.leads' + `of Workato at platypus.com`"
  expect([...systemsIn('a.ts', code)].sort()).toEqual(['marketo', 'salesforce', 'workato'])
  const page = "<script setup>\nconst name = 'gitlab' // Marketo\n</script>\n<template><!-- Platypus --><p>At Workato</p></template>"
  expect([...systemsIn('a.vue', page)].sort()).toEqual(['gitlab', 'workato'])
})
