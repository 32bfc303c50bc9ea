import { ownTables } from '../../mocks/core/store/own.ts'
import type { System } from '../../mocks/core/system/system.ts'
import { clockHandlers, readClock } from './clock.ts'
import { contractHandlers } from './contracts.ts'
import { environment } from './environment.ts'
import { errors } from './errors.ts'
import { holdHandlers } from './hold.ts'
import type { Host } from './host.ts'
import { jobHandlers } from './jobs.ts'
import { logHandlers } from './logs.ts'
import { overview } from './overview/overview.ts'
import { reviewHandlers } from './reviews.ts'
import { stateHandlers } from './states.ts'
import { tableHandlers } from './tables.ts'
import { traceHandlers } from './traces.ts'
import { userHandlers } from './users.ts'
import { without } from './without.ts'

/** The sandbox's own interface under /_sandbox, made like any system: its operations are in openapi.yaml too. */
export function control(host: Host): System<'control', typeof ownTables> {
  const world = () => host.world()
  return {
    name: 'control',
    tables: ownTables,
    handlers: without(world, {
      ...traceHandlers(host),
      ...reviewHandlers(world),
      ...tableHandlers(world),
      ...jobHandlers(world),
      ...logHandlers(world),
      ...clockHandlers(world),
      ...userHandlers(),
      ...stateHandlers(world),
      ...holdHandlers(world),
      ...contractHandlers(world, host.hops),
      getEnv: ({ path }) => ({ status: 200, body: { variables: environment(path.system, world()) } }),
      getOverview: () => ({ status: 200, body: overview(host) }),
      getHealth: ({ headers }) => ({ status: 200, body: health(host, headers.authorization) }),
      async reset() {
        await world().reset()
        return { status: 204 }
      },
      // The server answers this one before it comes here, since a stream is no plain reply.
      streamEvents: () => ({ status: 200, headers: { 'content-type': 'text/event-stream' }, body: '' }),
    }),
    guards: {},
    errors,
    workers: {},
    seed: () => ({}),
    bodyLimit: 64 * 2 ** 20,
  }
}

function health({ world, version, systems, damage, trusts }: Host, authorization: string | undefined) {
  const { failing = null, lost: lost_traces = null } = world().writes
  const known = { status: failing ? ('failing' as const) : ('ok' as const), version, systems: systems() }
  if (!trusts(authorization)) return known
  return { ...known, clock: readClock(world()), traces: world().traces.size, storage: { failing, lost_traces }, damage }
}
