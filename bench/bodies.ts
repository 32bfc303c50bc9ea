import { join } from 'node:path'
import { resolve } from '../contracts/document.ts'
import type { Operation } from '../contracts/operation.ts'
import { document, operations } from '../contracts/spec.ts'
import { answer } from '../mocks/answer.ts'
import { readBody } from '../mocks/body.ts'
import type { World } from '../mocks/world.ts'
import { startSandbox } from '../sandbox/sandbox.ts'
import { lists, type Shape, shapes } from './shapes.ts'

export interface BodyResult {
  system: string
  mediaType: string
  shape: string
  /** Milliseconds for which the body blocks every other request. */
  ms: number
  /** By the time of `JSON.parse` on the same data as JSON. */
  ratio: number
}

/** How often each figure is taken; the least counts, since noise only adds to it. */
const times = 3

/** What a body that is just not too large costs a system, by what it is full of. */
export async function bodies(data: string): Promise<BodyResult[]> {
  const sandbox = await startSandbox({ port: 0, data: join(data, 'bodies') })
  const results: BodyResult[] = []
  for (const { operation, mediaType, shapes } of targets())
    for (const shape of shapes) {
      const { system } = operation
      
      results.push({ system, mediaType, shape: shape.name, ...(await measure(sandbox.world, { operation, mediaType }, shape)) })
    }
  await sandbox.close()
  return results
}

interface Target {
  operation: Operation
  mediaType: string
}

/** Each media type of each system once, and each operation that takes a list. */
function targets(): (Target & { shapes: Shape[] })[] {
  const seen = new Set<string>()
  return [...operations.values()]
    .filter(({ system }) => system !== 'control')
    .flatMap((operation) =>
      Object.entries(operation.bodies).flatMap(([mediaType, schema]) => {
        const key = `${operation.system} ${mediaType}`
        const list = Object.entries(resolve(schema, document).properties ?? {}).find(([, { type }]) => type === 'array')?.[0]
        const own = [
          ...(seen.has(key) ? [] : shapes(mediaType)),
          ...(list && mediaType === 'application/json' ? lists(operation.id, list) : []),
        ]
        seen.add(key)
        return [{ operation, mediaType, shapes: own }]
      }),
    )
}

async function measure(world: World, { operation: { system, method, path }, mediaType }: Target, { text, json }: Shape) {
  const limit = world.system(system).bodyLimit
  const bytes = new TextEncoder().encode(text(limit))
  const same = new TextEncoder().encode(json(limit))
  const headers = { 'content-type': mediaType }
  let ms = Number.POSITIVE_INFINITY
  let parseMs = Number.POSITIVE_INFINITY
  for (let count = 0; count < times; count++) {
    const began = performance.now()
    const body = await readBody(bytes, headers, world.system(system))
    await answer(world, { system, method, path: path.replace(/\{\w+\}/g, '1'), query: '', headers, base: 'http://x', ...body })
    const handled = performance.now()
    parse(new TextDecoder().decode(same))
    parseMs = Math.min(parseMs, performance.now() - handled)
    ms = Math.min(ms, handled - began)
    await new Promise((resolve) => setImmediate(resolve))
  }
  return { ms, ratio: ms / parseMs }
}

function parse(text: string) {
  try {
    JSON.parse(text)
  } catch {
    // A text that is cut off is read up to its end.
  }
}
