import { systemNames } from '../../../contracts/openapi/systems/simulated.ts'
import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Gauge } from '../../../mocks/core/metrics/window.ts'
import type { World } from '../../../mocks/core/world.ts'
import type { Host } from '../host.ts'
import { attention } from './attention.ts'

type Overview = Schema<'ControlOverview'>
type System = Schema<'ControlSystem'>

/** How the pipeline is doing. Costs a pass over the open jobs; all else is counted as it happens. */
export function overview(host: Pick<Host, 'world' | 'damage'>): Overview {
  const world = host.world()
  const { clock, traces, traffic } = world
  const now = world.timer()
  return {
    at: clock.stamp(),
    since: traffic.since,
    traces: traces.size,
    hops: [...traffic.hops()].map(({ consumer, provider, gauge }) => ({ consumer, provider, traffic: trafficOf(gauge, now) })),
    systems: systemNames.map((system) => ({
      system,
      traffic: trafficOf(traffic.system(system), now),
      jobs: jobsOf(system, world),
    })),
    exchanges: [...traffic.kinds()].map(({ traceId, ...kind }) => ({ ...kind, trace_id: traceId })),
    attention: attention(host),
  }
}

function trafficOf(gauge: Gauge, now: number): Schema<'ControlTraffic'> {
  const { exchanges, failures, streak } = gauge
  return {
    exchanges,
    failures,
    per_minute: gauge.perMinute(now),
    p50_ms: gauge.within(0.5),
    p95_ms: gauge.within(0.95),
    failing: streak && { count: streak.count, since: streak.since, trace_id: streak.traceId },
  }
}

function jobsOf(system: System, { backlog, clock, runner }: World): Schema<'ControlJobCount'> {
  const own = [...backlog.all()].filter((job) => job.system === system)
  const living = own.filter(({ state }) => state !== 'dead')
  const due = living.filter(({ at, id }) => at <= clock.now() || runner.isRunning(id))
  const next = living.reduce((soonest, { at }) => (at < soonest ? at : soonest), Number.POSITIVE_INFINITY)
  return {
    due: due.length,
    waiting: living.length - due.length,
    dead: own.length - living.length,
    next_at: living.length ? clock.stamp(next) : null,
  }
}
