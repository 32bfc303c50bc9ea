import type { Schema } from '../../contracts/openapi/types.ts'
import type { World } from '../../mocks/core/world.ts'
import type { ControlHandlers } from './host.ts'

type Hop = Schema<'ControlHop'>

const prefix = 'contract '
const idOf = ({ consumer, provider }: Hop) => `${prefix}${consumer}-${provider}`

/** What was handed in is kept with the sandbox's settings, one row a hop; `carried` are the hops of the pacts in the package. */
export const contractHandlers = (world: () => World, carried: Hop[]): Pick<ControlHandlers, 'getContracts' | 'reportContracts'> => ({
  getContracts() {
    const kept = [...world().store.relation('control.settings').rows.values()].filter(({ id }) => String(id).startsWith(prefix))
    const hops = new Map(carried.map((hop) => [idOf(hop), hop]))
    for (const { id, value } of kept as unknown as { id: string; value: Hop }[]) hops.set(id, { ...value, ...hops.get(id) })
    return { status: 200, body: { hops: [...hops.values()] } }
  },

  async reportContracts({ body }, { tables }) {
    for (const hop of body.hops) {
      const known = await tables.settings.get(idOf(hop))
      if (known) await tables.settings.update(known, { value: { ...known.value, ...hop } })
      else await tables.settings.insert({ id: idOf(hop), value: hop })
    }
    return { status: 204 }
  },
})
