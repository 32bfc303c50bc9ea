import type { Input } from '../../contracts/openapi/types.ts'
import type { Surroundings, Variables } from '../../mocks/core/system/access/env.ts'
import type { World } from '../../mocks/core/world.ts'

/** What a real system's set-up asks for to use this sandbox. */
export function environment(name: Input<'control.getEnv'>['path']['system'], world: World): Variables {
  const surroundings: Surroundings = {
    baseOf: (system) => world.baseOf(system),
    credentials: world.credentials,
    clientOf: (system) => world.system(system).env?.client?.(surroundings) ?? {},
  }
  return world.systems.find(({ env }) => env?.name === name)?.env?.own(surroundings) ?? {}
}
