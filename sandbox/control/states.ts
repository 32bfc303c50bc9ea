import { check } from '../../contracts/openapi/findings.ts'
import { compile } from '../../contracts/openapi/schema.ts'
import { document } from '../../contracts/openapi/spec.ts'
import type { SystemName } from '../../contracts/openapi/types.ts'
import { type Found, findState } from '../../mocks/core/engine/states.ts'
import { Conflict } from '../../mocks/core/store/changes.ts'
import type { Context } from '../../mocks/core/system/context.ts'
import type { Values } from '../../mocks/core/system/states.ts'
import type { World } from '../../mocks/core/world.ts'
import { refuse } from './errors.ts'
import type { ControlHandlers } from './host.ts'
import { commitState, takeBack } from './undo.ts'

export const stateHandlers = (world: () => World): Pick<ControlHandlers, 'changeState'> => ({
  async changeState({ body: { state, params, action = 'setup' } }, context) {
    // Pact's verifier asks for a state without a name before an interaction that wants none.
    if (!state) return { status: 200, body: {} }
    const found = findState(world().systems, state)
    if (!found) return refuse(404, unknown(state, world()))
    const given = params ?? {}
    const findings = check(compile(paramsOf(found.system.name, state), document), given, 'request')
    if (findings.length)
      return refuse(400, `Provider state "${state}": ${findings.map(({ at, message }) => `${at} ${message}`).join('; ')}`)
    const change = { state, params: given, id: JSON.stringify([state, given]) }
    return action === 'setup' ? setUp(found, change, context) : tearDown(found, change, { world: world(), context })
  },
})

interface Change {
  state: string
  params: object
  id: string
}

async function setUp({ system, setUp }: Found, { state, params, id }: Change, context: Context) {
  let values: Values
  try {
    values = (await setUp(params, context.as(system.name) as Context<never>)) ?? {}
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    context.discard()
    return refuse(409, `Provider state "${state}" cannot be brought about: ${error.message}. Nothing was changed.`)
  }
  commitState(id, context)
  return { status: 200 as const, body: values }
}

async function tearDown({ system, tearDown }: Found, { id }: Change, { world, context }: { world: World; context: Context }) {
  await takeBack(id, world, context)
  tearDown?.(context.as(system.name) as Context<never>)
  return { status: 200 as const, body: {} }
}

const statesSchema = (system: SystemName) => document.components.schemas[`${system.charAt(0).toUpperCase()}${system.slice(1)}States`]

const paramsOf = (system: SystemName, state: string) => statesSchema(system)?.properties?.[state] ?? {}

function unknown(state: string, { systems }: World): string {
  const known = systems.flatMap(({ states }) => Object.keys(states ?? {}))
  return `There is no provider state "${state}". Known are: ${known.join('; ')}.`
}
