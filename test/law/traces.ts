import type { Span } from '../../mocks/core/system/record.ts'
import { merge, summaryOf } from '../../mocks/core/traces/summary.ts'
import type { World } from '../../mocks/core/world.ts'
import { stateOf } from '../../sandbox/control/summaries.ts'
import { contradictionsIn } from './contradictions.ts'

/** Every trace of the worlds of a test file. */
export class SeenTraces {
  #worlds = new Map<World, Map<string, Span[]>>()
  #touched = new Map<World, Set<string>>()

  note(world: World, span: Span) {
    const traces = this.#worlds.get(world) ?? new Map<string, Span[]>()
    this.#worlds.set(world, traces)
    traces.set(span.trace_id, [...(traces.get(span.trace_id) ?? []), span])
    this.#touched.set(world, (this.#touched.get(world) ?? new Set()).add(span.trace_id))
  }

  forget() {
    this.#worlds = new Map()
    this.#touched = new Map()
  }

  /** Contradictions in the traces that have changed since the last call. */
  contradictions(): string[] {
    const touched = [...this.#touched].flatMap(([world, ids]) => [...ids].map((id) => [world, id] as const))
    this.#touched = new Map()
    return touched.flatMap(([world, id]) => this.#contradictionsIn(world, id))
  }

  #contradictionsIn(world: World, id: string): string[] {
    const spans = this.#worlds.get(world)?.get(id) as Span[]
    const [first, ...rest] = spans.map(summaryOf)
    const summary = rest.reduce(merge, merge(undefined, first as ReturnType<typeof summaryOf>))
    const isIdle = !world.backlog.of(id).some((job) => world.runner.isRunning(job.id))
    return contradictionsIn({ spans, summary, state: stateOf(summary, world), isIdle })
  }
}
