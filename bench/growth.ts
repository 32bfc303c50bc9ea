import { type Child, start } from './child.ts'
import { median } from './load.ts'

export interface GrowthResult {
  steps: {
    stored: number
    /** Milliseconds that one more lead costs, from CustomersDot's door to the Salesforce record. */
    costMs: number
    /** By the cost at the first step. */
    ratio: number
    rssMb: number
  }[]
  /** A start with all those leads and their traces. */
  restart: { leads: number; startMs: number; rssMb: number; openTraceMs: number }
}

const batch = 200
const batches = 5

/** The cost of one more lead while more and more are stored, and a start with all of them. */
export async function growth(data: string, counts: number[]): Promise<GrowthResult> {
  const sandbox = await start('server.ts', data)
  let stored = 0
  const steps: Omit<GrowthResult['steps'][number], 'ratio'>[] = []
  const carry = async (count: number) => {
    await sandbox.ask({ fill: { from: stored, count } })
    stored += count
  }
  for (const count of counts) {
    if (stored === 0) await carry(count)
    while (stored < count) await carry(Math.min(5000, count - stored))
    const times: number[] = []
    for (let round = 0; round < batches; round++) {
      const began = performance.now()
      await carry(batch)
      times.push((performance.now() - began) / batch)
    }
    steps.push({ stored: count, costMs: median(times), rssMb: await memory(sandbox) })
  }
  await sandbox.stop()
  const first = steps[0]?.costMs ?? 1
  return { steps: steps.map((step) => ({ ...step, ratio: step.costMs / first })), restart: await restart(data, stored) }
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
