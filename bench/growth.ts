import { type Child, start } from './child.ts'
import { median } from './load.ts'

export interface GrowthResult {
  steps: {
    stored: number
    /** Milliseconds that one more lead costs, from CustomersDot's door to the Salesforce record. */
    costMs: number
    /** By the cost in a sandbox with about a thousand leads, in turns with it. */
    ratio: number
    rssMb: number
  }[]
  /** A start with all those leads and their traces. */
  restart: { leads: number; startMs: number; rssMb: number; openTraceMs: number }
}

const batch = 200
const batches = 7

/** The cost of one more lead while more and more are stored, and a start with all of them. */
export async function growth(data: string, counts: number[]): Promise<GrowthResult> {
  const grown = await filling(data)
  const steps: GrowthResult['steps'] = []
  for (const count of counts) {
    while (grown.stored() < count) await grown.carry(Math.min(5000, count - grown.stored()))
    steps.push({ stored: count, ...(await compare(grown, await filling(`${data}-${count}`))), rssMb: await memory(grown.sandbox) })
  }
  await grown.sandbox.stop()
  return { steps, restart: await restart(data, grown.stored()) }
}

interface Filling {
  sandbox: Child
  stored(): number
  /** Carries more leads to Salesforce; answers with the milliseconds that each took. */
  carry(count: number): Promise<number>
}

async function filling(data: string): Promise<Filling> {
  const sandbox = await start('server.ts', data)
  let stored = 0
  return {
    sandbox,
    stored: () => stored,
    async carry(count) {
      const began = performance.now()
      await sandbox.ask({ fill: { from: stored, count } })
      stored += count
      return (performance.now() - began) / count
    },
  }
}

/** The grown sandbox and one with hardly a lead take turns, so that both meet the same noise. */
async function compare(grown: Filling, small: Filling): Promise<{ costMs: number; ratio: number }> {
  // Compiled by use, like the grown one.
  await small.carry(batch * 4)
  const rounds: { grown: number; small: number }[] = []
  for (let count = 0; count < batches; count++) rounds.push({ grown: await grown.carry(batch), small: await small.carry(batch) })
  await small.sandbox.stop()
  return { costMs: median(rounds.map((round) => round.grown)), ratio: median(rounds.map((round) => round.grown / round.small)) }
}

async function restart(data: string, leads: number): Promise<GrowthResult['restart']> {
  const sandbox = await start('server.ts', data)
  const began = performance.now()
  const { traces } = (await (await fetch(`${sandbox.ready.url}/_sandbox/traces?lead=${Math.floor(leads / 2)}`)).json()) as {
    traces: { id: string }[]
  }
  const trace = await fetch(`${sandbox.ready.url}/_sandbox/traces/${traces[0]?.id}`)
  if (!trace.ok) throw new Error(`The trace of lead ${Math.floor(leads / 2)} cannot be read: ${trace.status}.`)
  await trace.arrayBuffer()
  const openTraceMs = performance.now() - began
  const rssMb = await memory(sandbox)
  await sandbox.stop()
  return { leads, startMs: sandbox.ready.startMs, rssMb, openTraceMs }
}

const memory = async (sandbox: Child) => (await sandbox.ask<{ rss: number }>({ memory: true })).rss / 2 ** 20
