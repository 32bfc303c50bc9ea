import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import type { SystemName } from '../contracts/types.ts'
import type { Exchange, Span } from '../mocks/record.ts'
import { World } from '../mocks/world.ts'

/** Every exchange of every test is held to openapi.yaml: what a simulated system answers never strays from it. */
const strayed: { world: World; exchange: Exchange }[] = []

const { record } = World.prototype

beforeAll(() => {
  World.prototype.record = function (this: World, span: Span) {
    if (span.type === 'exchange' && span.findings.some(({ side }) => side === 'response')) strayed.push({ world: this, exchange: span })
    record.call(this, span)
  }
})

// A worker runs many files, and this one before each of them.
afterAll(() => {
  World.prototype.record = record
})

afterEach(async () => {
  const found = strayed.splice(0)
  if (!found.length) return
  const { systems } = await import('../mocks/systems.ts')
  // Systems that a test made up may stray, and so may what a test puts in the place of a real one.
  const isOurs = (world: World, name: SystemName) =>
    world.systems.some((system) => system.name === name && systems.includes(system)) && !world.upstreams[name]
  const ours = found.filter(({ world, exchange }) => isOurs(world, exchange.provider as SystemName))
  expect(ours.map(({ exchange }) => ({ operation: exchange.operation, status: exchange.status, findings: exchange.findings }))).toEqual([])
})
