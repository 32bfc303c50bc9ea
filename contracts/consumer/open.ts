import { answer } from '../../mocks/core/engine/answer.ts'
import { Scope } from '../../mocks/core/engine/scope.ts'
import { findState } from '../../mocks/core/engine/states.ts'
import { attempt } from '../../mocks/core/engine/transaction.ts'
import { Unit } from '../../mocks/core/engine/unit.ts'
import { route } from '../../mocks/core/http/router.ts'
import { createWorld } from '../../mocks/core/open.ts'
import type { Call } from '../../mocks/core/system/call.ts'
import { Clock } from '../../mocks/core/system/clock.ts'
import type { Context } from '../../mocks/core/system/context.ts'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import type { Randomness } from '../../mocks/core/system/ids.ts'
import type { World } from '../../mocks/core/world.ts'
import { systems } from '../../mocks/systems.ts'
import type { OperationId, SystemName } from '../openapi/types.ts'
import type { Consumer } from './consumer.ts'
import type { Hop, Interaction } from './interaction.ts'

/** The time at which every consumer lives, so that dates in requests are the same in every run. */
const now = Date.parse('2026-03-02T09:00:00.000Z')

/** The same ids in the same order in every run (a Lehmer generator), so that two runs can be compared. */
function repeatable(): Randomness {
  let state = 1
  return (bytes) => {
    for (const index of bytes.keys()) {
      state = (state * 48_271) % 2_147_483_647
      bytes[index] = state >> 8
    }
  }
}

/**
 * Creates a world in the states of an interaction. The consumer sends the first request of the interaction's operation to `server`. The
 * simulated provider answers all other requests, such as one for a token, so that an interaction is about one exchange only.
 */
export async function openConsumer({ consumer, provider }: Hop, interaction: Interaction, server: typeof fetch): Promise<Consumer> {
  const { operation, states, credentials } = interaction
  const asked: OperationId[] = []
  const done: Unit[] = []
  const clock = new Clock()
  clock.freeze(now)
  const world: World = await createWorld({
    systems,
    clock,
    randomness: repeatable(),
    chance: () => 0.5,
    automatic: false,
    credentials: { ...developmentCredentials, ...credentials },
    upstreams: { [provider]: 'http://provider.invalid' },
    fetch: (input, init) => {
      const call = callOf(provider, String(input), init as RequestInit)
      const found = route(provider, call.method, call.path)
      const id = found && 'operation' in found ? found.operation.id : undefined
      const isFirst = id === operation && !asked.includes(operation)
      if (id) asked.push(id)
      return isFirst ? server(input, init) : simulated(world, call)
    },
    report: (error) => {
      throw error
    },
  })
  for (const { name, params = {} } of states) {
    const state = findState(world.systems, name)
    if (!state) throw new Error(`No system has the state "${name}": describe it in openapi.yaml.`)
    await within(world, state.system.name, (context) => state.setUp(params, context))
  }
  return {
    world,
    asked,
    done,
    async within(work) {
      const { result, unit } = await within(world, consumer, work)
      done.push(unit)
      return result
    },
    submit: (path, username, form) => submit(world, consumer, path, username, form),
  }
}

function callOf(system: SystemName, url: string, { method = 'GET', headers, body }: RequestInit): Call {
  const { origin, pathname, search } = new URL(url)
  const given = headers as Record<string, string>
  return { system, method, path: pathname, query: search.slice(1), headers: given, body: (body as string | null) ?? '', base: origin }
}

async function simulated(world: World, call: Call): Promise<Response> {
  const { status, headers, text } = await answer(world, call)
  return new Response(status === 204 ? null : text, { status, headers })
}

function within<Result>(world: World, system: SystemName, work: (context: Context<never>) => Promise<Result>) {
  const span = { traceId: world.ids.trace(), spanId: world.ids.span() }
  return attempt(world, new Unit(span, world.store), (unit) => work(new Scope<never>(world, world.system(system), unit)))
}

async function submit(world: World, system: SystemName, target: string, username: string, form: object) {
  const { pathname, search } = new URL(target, 'http://sandbox.invalid')
  const headers = { 'content-type': 'application/json', 'x-sandbox-user': username }
  return answer(world, {
    ...{ system, method: 'POST', path: pathname, query: search.slice(1), headers },
    body: JSON.stringify(form),
    base: 'https://gitlab.com',
  })
}
