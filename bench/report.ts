import type { BulkResult } from './bulk.ts'
import type { ExchangeResult } from './exchange.ts'
import type { GrowthResult } from './growth.ts'
import type { JourneyResult } from './journey.ts'
import type { StreamResult } from './stream.ts'

export interface Results {
  exchange: ExchangeResult
  journey: JourneyResult
  growth: GrowthResult
  bulk: BulkResult
  stream: StreamResult[]
}

/** Prints the figures as tables; the same stand in bench/results/latest.json. */
export function print({ exchange, journey, growth, bulk, stream }: Results) {
  console.log('\nOne exchange: a validated, journalled, traced POST')
  console.table({
    'bare node:http': row(exchange.bare, 1),
    sandbox: row(exchange.sandbox, exchange.ratio),
    'form alone': row(journey.form, journey.form.rate / exchange.bare.rate),
    [`lead, form to Salesforce (${journey.leads})`]: {
      'per second': round(journey.rate),
      ratio: round(journey.ratio, 4),
      'memory MB': round(journey.rssMb),
    },
  })
  console.log('\nCost of one more lead')
  console.table(
    growth.steps.map(({ stored, costMs, ratio, rssMb }) => ({
      stored,
      'ms a lead': round(costMs, 3),
      ratio: round(ratio, 2),
      'memory MB': round(rssMb),
    })),
  )
  console.log('\n200 leads while the event stream is read')
  console.table(stream.map(({ readers, batchMs, ratio }) => ({ readers, 'ms for 200 leads': round(batchMs), ratio: round(ratio, 2) })))
  console.log(
    `\nA bulk job of ${bulk.records} records: ${round(bulk.ms)} ms, during which other requests waited at most ${round(bulk.longestBlockMs)} ms`,
  )
  const { leads, startMs, rssMb, openTraceMs } = growth.restart
  console.log(
    `\nStart with ${leads} leads and their traces: ${round(startMs)} ms, ${round(rssMb)} MB; opening one trace: ${round(openTraceMs, 1)} ms`,
  )
}

const row = ({ rate, p50, p99 }: { rate: number; p50: number; p99: number }, ratio: number) => ({
  'per second': round(rate),
  ratio: round(ratio, 2),
  'p50 ms': round(p50, 2),
  'p99 ms': round(p99, 2),
})

const round = (number: number, digits = 0) => Number(number.toFixed(digits))
