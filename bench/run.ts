import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { bulk } from './bulk.ts'
import { exchange } from './exchange.ts'
import { growth } from './growth.ts'
import { journey } from './journey.ts'
import { print } from './report.ts'
import { stream } from './stream.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, leads: { type: 'string' } } })
/** Stored leads at which the cost of one more is measured. `--quick` stops at 10,000. */
const steps = [100, 10_000, Number(values.leads ?? (values.quick ? 0 : 100_000))].filter((count, index) => index < 2 || count > 10_000)

const data = mkdtempSync(join(tmpdir(), 'pql-bench-'))
try {
  const results = {
    date: new Date().toISOString(),
    node: process.version,
    cpu: cpus()[0]?.model,
    exchange: await exchange(join(data, 'exchange'), values.quick ? 2 : 5),
    journey: await journey(join(data, 'journey'), values.quick ? 200 : 2000),
    growth: await growth(join(data, 'growth'), steps),
    bulk: await bulk(join(data, 'bulk'), values.quick ? 10_000 : 60_000),
    stream: await stream(join(data, 'stream'), [0, 20, 100]),
  }
  mkdirSync(new URL('results', import.meta.url), { recursive: true })
  writeFileSync(new URL('results/latest.json', import.meta.url), `${JSON.stringify(results, null, 2)}\n`)
  print(results)
} finally {
  rmSync(data, { recursive: true, force: true })
}
