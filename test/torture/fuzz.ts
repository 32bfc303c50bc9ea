import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { keepsToTheDocument } from '../fuzz/property.ts'
import { newTally } from '../fuzz/volley.ts'
import { inProcess, overHttp, overMsw } from '../fuzz/ways.ts'

// npm run fuzz -- --calls 200000 --seed 1
const { values } = parseArgs({ options: { calls: { type: 'string', default: '200000' }, seed: { type: 'string' } } })
const calls = Number(values.calls)
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))

/** One call of ten goes over each face. */
const ways = [...Array.from({ length: 8 }, () => inProcess), overMsw, overHttp]
const volleys = 50
const tally = newTally()
/** What went wrong, the first of each kind with the calls that show it. */
const failures = new Map<string, { count: number; error: string }>()
const began = performance.now()

console.log(`Sending ${calls.toLocaleString('en')} calls with seed ${seed}.`)
for (let round = 0; tally.calls < calls; round++) {
  const way = ways[round % ways.length] as (typeof ways)[number]
  const { errorInstance } = await fc.check(keepsToTheDocument(way, tally), { seed: seed + round, numRuns: volleys })
  if (errorInstance) note(errorInstance as Error)
  if (round % 40 === 39) console.log(`${tally.calls.toLocaleString('en')} calls, ${failures.size} kinds of failures`)
}
report()
process.exitCode = failures.size ? 1 : 0

function note({ message }: Error) {
  const kind = (message.split('\n')[0] as string).replaceAll(/\d+/g, '0').slice(0, 200)
  const known = failures.get(kind)
  failures.set(kind, { count: (known?.count ?? 0) + 1, error: known?.error ?? message })
}

function report() {
  const seconds = (performance.now() - began) / 1000
  const { milliseconds, shot } = tally.slowest
  console.log(`\n${tally.calls.toLocaleString('en')} calls in ${seconds.toFixed(0)} s; the slowest took ${milliseconds.toFixed(0)} ms:`)
  console.log(JSON.stringify(shot)?.slice(0, 500))
  for (const [status, count] of [...tally.statuses].sort()) console.log(`${status.padEnd(20)}${count}`)
  for (const { count, error } of failures.values()) console.log(`\n${count} times: ${error}`)
}
