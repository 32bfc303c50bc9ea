import { check } from '../../contracts/findings.ts'
import { compile } from '../../contracts/schema.ts'
import { document } from '../../contracts/spec.ts'
import type { SystemName } from '../../contracts/types.ts'
import { Conflict } from '../../mocks/changes.ts'
import type { Context } from '../../mocks/context.ts'
import { type Found, findState } from '../../mocks/state.ts'
import type { Wanted } from '../../mocks/store.ts'
import type { World } from '../../mocks/world.ts'
import { refuse } from './errors.ts'
import type { ControlHandlers } from './host.ts'
import { takeBack } from './undo.ts'

export const stateHandlers = (world: () => World): Pick<ControlHandlers, 'changeState'> => ({
  async changeState({ body: { state, params, action = 'setup' } }, context) {
    // Pact's verifier asks for a state without a name before an interaction that wants none.
    if (!state) return { status: 200, body: {} }
    const found = findState(world().systems, state)
    if (!found) return refuse(404, unknown(state, world()))
    const findings = check(compile(paramsOf(found.system.name, state), document), params ?? {}, 'request')
    if (findings.length)
      return refuse(400, `Provider state "${state}": ${findings.map(({ at, message }) => `${at} ${message}`).join('; ')}`)
    try {
      const id = JSON.stringify([state, params ?? {}])
      if (action === 'setup') return { status: 200, body: await setUp(found, { id, params: params ?? {} }, context) }
      await tearDown(found, id, { world: world(), context })
      return { status: 200, body: {} }
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      context.discard()
      return refuse(409, `Provider state "${state}" cannot be brought about: ${error.message}. Nothing was changed.`)
    }
  },
})

async function setUp({ system, setUp }: Found, { id, params }: { id: string; params: object }, context: Context) {
  const values = await setUp(params, context.as(system.name) as Context<never>)
  const undos = undosOf(context)
  // Set up twice without a teardown, it is the first that knows how things were.
  if (!undos.has(id)) undos.set(id, context.staged)
  return values ?? {}
}

async function tearDown({ system, tearDown }: Found, id: string, { world, context }: { world: World; context: Context }) {
  const undos = undosOf(context)
  await takeBack(undos.get(id) ?? [], world, context)
  undos.delete(id)
  tearDown?.(context.as(system.name) as Context<never>)
}

/** What each state changed, until it is taken back. */
function undosOf({ memory }: Context): Map<string, Wanted[]> {
  const known = (memory.get('undos') as Map<string, Wanted[]> | undefined) ?? new Map<string, Wanted[]>()
  memory.set('undos', known)
  return known
}

const statesSchema = (system: SystemName) => document.components.schemas[`${system.charAt(0).toUpperCase()}${system.slice(1)}States`]

const paramsOf = (system: SystemName, state: string) => statesSchema(system)?.properties?.[state] ?? {}

function unknown(state: string, { systems }: World): string {
  const known = systems.flatMap(({ states }) => Object.keys(states ?? {}))
  return `There is no provider state "${state}". Known are: ${known.join('; ')}.`
}
