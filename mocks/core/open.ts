import { Low } from 'lowdb'
import { answer } from './engine/answer.ts'
import { overNetwork } from './engine/network.ts'
import { Runner } from './engine/runner.ts'
import { readReply } from './http/reply.ts'
import { MemoryJournal } from './memory.ts'
import type { WorldOptions } from './options.ts'
import type { State } from './store/store.ts'
import { type Engine, World } from './world.ts'

const engine: Engine = {
  runner: (world, automatic) => new Runner(world, automatic),
  dispatch: (world) => async (operation, call, asking) => {
    if (world.upstreams[operation.system]) return overNetwork(world, operation, call, asking)
    return readReply(await answer(world, call, { consumer: asking.consumer, attempt: asking.attempt }))
  },
}

/** Creates a world, or opens the one that `journal` and `spanLog` hold. */
export async function createWorld(options: WorldOptions): Promise<World> {
  const journal = options.journal ?? new MemoryJournal()
  const low = new Low<State>(journal, {})
  await low.read()
  return new World(low, journal, options, engine)
}
