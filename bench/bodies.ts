import { resolve } from '../contracts/openapi/document.ts'
import type { Operation } from '../contracts/openapi/operation.ts'
import { document, operations } from '../contracts/openapi/spec.ts'
import { answer } from '../mocks/core/engine/answer.ts'
import { readBody } from '../mocks/core/http/body/body.ts'
import { createWorld } from '../mocks/core/open.ts'
import { nextTurn } from '../mocks/core/system/turn.ts'
import type { World } from '../mocks/core/world.ts'
import { systems } from '../mocks/systems.ts'
import { lists, type Shape, shapes } from './shapes.ts'

/** A body of a media type for an operation. */
export interface Sample {
  operation: Operation
  mediaType: string
  shape: Shape
}

export interface Blocked {
  system: string
  mediaType: string
  shape: string
  /** Milliseconds for which the body blocks the event loop at a stretch. */
  ms: number
  /** By the time of `JSON.parse` on the same data as JSON. */
  ratio: number
}

/** Each shape for each media type of each system, and those of a list for each operation that takes one. */
export function samples(): Sample[] {
  const seen = new Set<string>()
  return [...operations.values()]
    .filter(({ system }) => system !== 'control')
    .flatMap((operation) =>
      Object.keys(operation.bodies).flatMap((mediaType) => {
        const key = `${operation.system} ${mediaType}`
        const general = seen.has(key) ? [] : shapes(mediaType)
        seen.add(key)
        return [...general, ...listsOf(operation, mediaType)].map((shape) => ({ operation, mediaType, shape }))
      }),
    )
}

function listsOf({ id, bodies }: Operation, mediaType: string): Shape[] {
  if (mediaType !== 'application/json') return []
  const { properties = {} } = resolve(bodies[mediaType] ?? {}, document)
  const list = Object.entries(properties).find(([, { type }]) => type === 'array')?.[0]
  return list ? lists(id, list) : []
}

/** A world that accepts every caller, so that bodies get as far as they can. It yields after each portion, so that each can be measured. */
export const openWorld = (): Promise<World> => createWorld({ systems: systems.map(open), report: () => {}, automatic: false, turnMs: 0 })

const open = (system: (typeof systems)[number]) => ({
  ...system,
  guards: Object.fromEntries(Object.keys(system.guards).map((name) => [name, () => undefined])),
})

/** Milliseconds for which a world does one portion after another. */
const turnMs = 1

/** How often a body is sent at most, and the ratio that ends it before. */
export interface Patience {
  times: number
  enough?: number
}

/**
 * The longest time for which a body that is just not too large blocks the event loop. Each portion of the work counts as the least of several
 * times, since noise only adds to it. Another `turnMs` may have passed when the longest portion begins.
 */
export async function block(world: World, { operation, mediaType, shape }: Sample, { times, enough = 0 }: Patience): Promise<Blocked> {
  const { system, method, path } = operation
  const limit = world.system(system).bodyLimit
  const bytes = new TextEncoder().encode(shape.text(limit))
  const same = new TextEncoder().encode(shape.json(limit))
  const headers = { 'content-type': mediaType }
  const handle = async () => {
    const body = await readBody(bytes, headers, world.system(system))
    await answer(world, { system, method, path: path.replace(/\{\w+\}/g, '1'), query: '', headers, base: 'http://x', ...body })
  }
  let parseMs = Number.POSITIVE_INFINITY
  let ms = Number.POSITIVE_INFINITY
  const runs: number[][] = []
  while (runs.length < times && !(ms / parseMs <= enough)) {
    parseMs = Math.min(
      parseMs,
      timed(() => parse(new TextDecoder().decode(same))),
    )
    runs.push(await portionsOf(handle))
    ms = longest(runs) + turnMs
    await world.traces.clear()
  }
  return { system, mediaType, shape: shape.name, ms, ratio: ms / parseMs }
}

/** The longest portion, with the least of its times. Runs of unequal portions are compared as a whole. */
function longest(runs: number[][]): number {
  const [first = []] = runs
  if (runs.some(({ length }) => length !== first.length)) return Math.min(...runs.map((run) => Math.max(...run)))
  return Math.max(...first.map((_, index) => Math.min(...runs.map((run) => run[index] as number))))
}

/** The milliseconds between the turns of the event loop while some work is done. */
async function portionsOf(work: () => Promise<void>): Promise<number[]> {
  const portions: number[] = []
  let isDone = false
  await nextTurn()
  let last = performance.now()
  const done = work().finally(() => {
    isDone = true
  })
  while (!isDone) {
    await nextTurn()
    const now = performance.now()
    portions.push(now - last)
    last = now
  }
  await done
  return portions
}

function timed(work: () => void): number {
  const began = performance.now()
  work()
  return performance.now() - began
}

function parse(text: string) {
  try {
    JSON.parse(text)
  } catch {
    // A text that is cut off is read up to its end.
  }
}
