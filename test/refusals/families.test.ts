import { beforeAll, describe, expect, test } from 'vitest'
import type { Operation } from '../../contracts/openapi/operation.ts'
import { operations } from '../../contracts/openapi/spec.ts'
import { answer } from '../../mocks/core/engine/answer.ts'
import { createWorld } from '../../mocks/core/open.ts'
import type { Call } from '../../mocks/core/system/call.ts'
import type { World } from '../../mocks/core/world.ts'
import { systems } from '../../mocks/systems.ts'

let world: World

beforeAll(async () => {
  world = await createWorld({ systems, automatic: false })
})

const pipeline = [...operations.values()].filter(({ system }) => system !== 'control')
const documenting = (status: number) => pipeline.filter(({ replies }) => replies.has(status))

/** A call of an operation with something in place of each parameter of its path, by nobody in particular. */
const calling = ({ system, method, path }: Operation, more: Partial<Call> = {}): Call => ({
  ...{ system, method, path: path.replaceAll(/\{\w+\}/g, '1'), query: '', headers: {}, body: '', base: `https://${system}.invalid` },
  ...more,
})

const ask = async (call: Call) => (await answer(world, call)).status

describe('a request with a body that is too large is refused by', () => {
  for (const operation of documenting(413))
    test(operation.id, async () => expect(await ask(calling(operation, { oversized: true }))).toBe(413))
})

describe('a request with a body that is too large is answered as documented by', () => {
  for (const operation of pipeline)
    test(operation.id, async () => {
      expect([...operation.replies.keys()]).toContain(await ask(calling(operation, { oversized: true })))
    })
})

test("each operation of the sandbox's own interface that takes a body documents what it answers when that is too large", () => {
  const taking = [...operations.values()].filter(({ system, bodies }) => system === 'control' && Object.keys(bodies).length)
  expect(taking.filter(({ replies }) => !replies.has(413)).map(({ id }) => id)).toEqual([])
})

describe('a request by nobody who is known is refused by', () => {
  for (const operation of documenting(401).filter(
    ({ security }) => security.length && security.every((alternative) => Object.keys(alternative).length),
  ))
    test(operation.id, async () => {
      const mediaType = Object.keys(operation.bodies)[0]
      expect(await ask(calling(operation, mediaType ? { headers: { 'content-type': mediaType }, body: '{}' } : {}))).toBe(401)
    })
})

describe('an address that is too long is refused, as documented, by', () => {
  const limited = systems.filter(({ uriLimit }) => uriLimit).map(({ name }) => name)
  for (const operation of pipeline.filter(({ system }) => limited.includes(system)))
    test(operation.id, async () => {
      expect(await ask(calling(operation, { query: `fields=${'x'.repeat(20_000)}` }))).toBe(414)
      expect([...operation.replies.keys()]).toContain(414)
    })
})

describe('another method is refused at the path of', () => {
  for (const operation of documenting(405))
    test(operation.id, async () => expect(await ask(calling(operation, { method: 'OPTIONS' }))).toBe(405))
})
