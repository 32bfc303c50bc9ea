import { isSimulated, systemNames } from '../../../../contracts/openapi/systems/simulated.ts'
import type { Schema } from '../../../../contracts/openapi/types.ts'

type Listed = Schema<'ControlTableList'>['tables'][number]

/** What people look for first in a system's list. */
const first = new Map([['customersdot', ['leads', 'customers', 'orders', 'trial_histories']]])

/** Tables by their systems: the pipeline's in its order, then the sandbox's own. */
export function bySystem(tables: Listed[]): { system: string; tables: Listed[] }[] {
  const systems = [...new Set(tables.map(({ system }) => system))].sort((one, other) => placeOf(one) - placeOf(other))
  return systems.map((system) => ({
    system,
    tables: sorted(
      system,
      tables.filter((one) => one.system === system),
    ),
  }))
}

const placeOf = (system: string) => (isSimulated(system) ? systemNames.indexOf(system) : systemNames.length)

function sorted(system: string, tables: Listed[]): Listed[] {
  const before = first.get(system) ?? []
  const rank = ({ table }: Listed) => (before.includes(table) ? before.indexOf(table) : before.length)
  return tables.toSorted((one, other) => rank(one) - rank(other))
}
