import type { Schema } from '../../../contracts/openapi/types.ts'
import { nameOf } from '../../../contracts/openapi/words.ts'
import type { World } from '../../../mocks/core/world.ts'
import type { Host } from '../host.ts'

type Concern = Schema<'ControlConcern'>

/** Failures one after the other from which on a hop is said to fail: one may be a token that had expired. */
const worrying = 3

/** What somebody should look at, the worst first. */
export function attention({ world, damage }: Pick<Host, 'world' | 'damage'>): Concern[] {
  return [...storage(world()), ...damaged(damage), ...dead(world()), ...reported(world()), ...failing(world()), ...strayed(world())]
}

function storage({ writes: { failing, lost } }: World): Concern[] {
  const open: Concern['open'] = { page: 'health', query: {} }
  const refused = { kind: 'storage' as const, says: `${failing?.reason} Changes are refused since ${failing?.since}.`, count: 1, open }
  const spans = lost?.count === 1 ? '1 span is' : `${lost?.count} spans are`
  const says = `${spans} missing from traces, because data could not be written. The first is of ${lost?.since}.`
  return [...(failing ? [refused] : []), ...(lost ? [{ kind: 'lost_traces' as const, says, count: lost.count, open }] : [])]
}

const damaged = (damage: string[]): Concern[] =>
  damage.map((says) => ({ kind: 'damage', says, count: 1, open: { page: 'health', query: {} } }))

function dead({ backlog, systems }: World): Concern[] {
  const jobs = [...backlog.all()].filter(({ state }) => state === 'dead')
  return systems.flatMap(({ name }) => {
    const count = jobs.filter(({ system }) => system === name).length
    const says = `${count === 1 ? '1 job' : `${count} jobs`} of ${nameOf(name)} died and will not run again by itself.`
    return count ? [{ kind: 'dead_jobs', says, count, open: { page: 'jobs', query: { state: 'dead', system: name } } }] : []
  })
}

/** What the systems themselves report. */
const reported = ({ store, systems }: World): Concern[] =>
  systems.flatMap(({ concerns }) => concerns?.((table) => store.relation(table).rows.values()) ?? [])

function failing({ traffic }: World): Concern[] {
  return [...traffic.hops()].flatMap(({ consumer, provider, gauge: { streak } }) => {
    if (!streak || streak.count < worrying) return []
    const says = `The last ${streak.count} exchanges from ${nameOf(consumer)} to ${nameOf(provider)} failed, since ${streak.since}.`
    return [{ kind: 'failing_hop', says, count: streak.count, open: { page: 'trace', query: { id: streak.traceId } } }]
  })
}

function strayed({ traces: { strayed: count } }: World): Concern[] {
  const says = `${count === 1 ? '1 trace strays' : `${count} traces stray`} from the contract.`
  return count ? [{ kind: 'findings', says, count, open: { page: 'traces', query: { finding: 'true' } } }] : []
}
