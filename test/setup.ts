import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import type { Exchange, Span } from '../mocks/core/system/record.ts'
import type { AnySystem } from '../mocks/core/system/system.ts'
import { World } from '../mocks/core/world.ts'
import { SeenTraces } from './law/traces.ts'
import { refusalsIn } from './refusals/seen.ts'

/** An exchange with the system that answered it; a real one behind an upstream is none of the world's. */
interface Answered {
  system: AnySystem
  exchange: Exchange
}

/** Every exchange of every test is held to openapi.yaml: what a simulated system answers never strays from it. */
const strayed: Answered[] = []
/** Refusals by the system that gave them, so that in the end each documented one is known to be true. */
const refused = new Map<AnySystem, Set<string>>()

/** Worlds report bugs to standard error, unless a test collects them itself. A bug that no test collects fails the test that runs. */
const bugs: Error[] = []

/** State, errors and error of a trace never contradict each other, and no span is outside its job. */
const traces = new SeenTraces()

const { record, recordInTurns } = World.prototype
const { error } = console

beforeAll(() => {
  console.error = (...args: unknown[]) => {
    bugs.push(...args.filter((arg) => arg instanceof Error))
    error(...args)
  }
  World.prototype.record = function (this: World, span: Span) {
    look(this, span)
    record.call(this, span)
  }
  World.prototype.recordInTurns = function (this: World, span: Span) {
    look(this, span)
    return recordInTurns.call(this, span)
  }
})

function look(world: World, span: Span) {
  const system = span.type === 'exchange' && world.systems.find(({ name }) => name === span.provider && !world.upstreams[name])
  if (system) note({ system, exchange: span })
  traces.note(world, span)
}

function note({ system, exchange }: Answered) {
  if (exchange.findings.some(({ side }) => side === 'response')) strayed.push({ system, exchange })
  const refusals = refused.get(system) ?? new Set()
  refused.set(system, refusals)
  for (const refusal of refusalsIn(exchange)) refusals.add(refusal)
}

afterEach(() => {
  const [bug] = bugs.splice(0)
  if (bug) throw bug
})

afterEach(async () => {
  const found = strayed.splice(0)
  if (!found.length) return
  const ours = await ourSystems()
  const exchanges = found.filter(({ system }) => ours.includes(system)).map(({ exchange }) => exchange)
  expect(exchanges.map(({ operation, status, findings }) => ({ operation, status, findings }))).toEqual([])
})

afterEach(() => expect(traces.contradictions()).toEqual([]))

// A worker runs many files, and this one before each of them.
afterAll(async () => {
  Object.assign(World.prototype, { record, recordInTurns })
  console.error = error
  traces.forget()
  if (!refused.size) return
  const ours = await ourSystems()
  const seen = [...refused].filter(([system]) => ours.includes(system)).flatMap(([, refusals]) => [...refusals])
  await writeFile(join(inject('refusals'), randomUUID()), seen.join('\n'))
})

/** Systems that a test made up may stray, and what they refuse is not ours. */
async function ourSystems(): Promise<readonly AnySystem[]> {
  const { systems } = await import('../mocks/systems.ts')
  return systems
}
