import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, inject, test } from 'vitest'
import { documented } from './documented.ts'
import { unproduced } from './unproduced.ts'

/** What all other tests of this run produced: `test/setup.ts` wrote it down. This file runs after them. */
let produced: Set<string>

beforeAll(async () => {
  const folder = inject('refusals')
  const lists = await Promise.all((await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8')))
  produced = new Set(lists.flatMap((list) => list.split('\n')))
})

test('every documented refusal is produced by a test, or is listed with the reason why it cannot be', () => {
  const missing = documented().filter((refusal) => !produced.has(refusal) && !Object.hasOwn(unproduced, refusal))
  expect(
    missing,
    'Write a test that brings it about, or add it to unproduced.ts. When other tests were left out, run the whole suite.',
  ).toEqual([])
})

test('what is listed as not produced is documented, is not produced, and has a reason', () => {
  const known = new Set(documented())
  expect(Object.keys(unproduced).filter((refusal) => !known.has(refusal) || produced.has(refusal))).toEqual([])
  expect(Object.values(unproduced).filter((reason) => !reason.trim())).toEqual([])
})

test('at most a quarter of the documented refusals is not produced', () => {
  expect(Object.keys(unproduced).length).toBeLessThanOrEqual(documented().length / 4)
})
