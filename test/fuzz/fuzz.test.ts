import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import cases from './cases.json' with { type: 'json' }
import { keepsToTheDocument } from './property.ts'
import type { Shot } from './shot.ts'
import { fire, newTally } from './volley.ts'
import { inProcess, overHttp, overMsw, type Way } from './ways.ts'

const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))

const ways: [name: string, way: Way, calls: number][] = [
  ['in process', inProcess, 4000],
  ['over MSW', overMsw, 500],
  ['over HTTP', overHttp, 500],
]

describe(`any call (FUZZ_SEED=${seed})`, { timeout: 120_000 }, () => {
  test.each(ways)('is answered as documented or in the dialect of its system, %s', async (_name, way, calls) => {
    const tally = newTally()
    const property = keepsToTheDocument(way, tally)
    for (let round = 0; tally.calls < calls; round++) await fc.assert(property, { seed: seed + round, numRuns: 20 })
  })
})

describe('what fuzzing has found', () => {
  test.each(Object.entries(cases as Record<string, Shot[]>))('stays repaired: %s', async (_name, shots) => {
    for (const [, way] of ways) expect(await fire(shots, way)).toEqual([])
  })
})
