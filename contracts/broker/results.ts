import type { Schema } from '../openapi/types.ts'
import { resultsOf, type VerifierReport } from '../verification/results.ts'

type Verified = Schema<'ControlVerified'>

/** What the report calls a pact by, in the output above its interactions and in the errors that are theirs. */
export const heading = 'Verifying a pact between '

/**
 * The results of each consumer whose pacts were verified; several versions of one consumer's pact are one list. A pact without a
 * result has failed, as nothing was verified by it. The report names the consumers in its output only, where each pact's
 * interactions follow its heading, in the order of the results.
 */
export function hopsOf(report: VerifierReport, provider: string): Map<string, Verified[]> {
  const left = resultsOf(report)
  const hops = new Map<string, Verified[]>()
  const add = (consumer: string, results: Verified[]) => hops.set(consumer, [...(hops.get(consumer) ?? []), ...results])
  for (const { consumer, lines } of pactsIn(report.output, provider)) {
    const own = lines.flatMap((line) => (left[0] && line.startsWith(`  ${left[0].interaction} `) ? left.splice(0, 1) : []))
    add(consumer, own.length ? own : [empty])
  }
  if (left.length) add([...hops.keys()].at(-1) ?? 'unknown', left)
  return hops
}

/** The output of each pact. */
function pactsIn(output: string[], provider: string): { consumer: string; lines: string[] }[] {
  const pacts: { consumer: string; lines: string[] }[] = []
  for (const line of output) {
    const title = line.trim()
    if (title.startsWith(heading)) pacts.push({ consumer: consumerIn(title, provider), lines: [] })
    else pacts.at(-1)?.lines.push(line)
  }
  return pacts
}

/** A pact that is none is for another provider by its words. */
function consumerIn(title: string, provider: string): string {
  const end = title.endsWith(` and ${provider}`) ? -` and ${provider}`.length : undefined
  return title.slice(heading.length, end)
}

const empty: Verified = {
  interaction: 'any interaction',
  outcome: 'failed',
  mismatches: [{ at: 'interaction', message: 'The pact has none: there is nothing to verify.' }],
}
