import { expect, test } from 'vitest'
import { block, openWorld, type Sample, samples } from '../../bench/bodies.ts'

/** The kinds of bodies that take longest by their size. `npm run bench:bodies` measures all. */
const worst: Record<string, string[]> = {
  'application/json': ['a long text', 'a long name', 'pairs, cut off', 'repeated names'],
  'application/x-www-form-urlencoded': ['a long value', 'ampersands', 'values'],
  'text/xml': ['a long text', 'cut off'],
  'text/csv': ['lines'],
}

/** Workato reads JSON and forms as Salesforce does, up to the same size. */
const isMeasured = ({ operation, mediaType, shape }: Sample) => operation.system !== 'workato' && worst[mediaType]?.includes(shape.name)

const most = 5
const patience = { times: 20, enough: most }

test('blocks the event loop no longer than five times JSON.parse with a body of any kind at the limit', { timeout: 120_000 }, async () => {
  const world = await openWorld()
  const found = []
  for (const sample of samples().filter(isMeasured)) found.push(await block(world, sample, patience))
  expect(new Set(found.map(({ mediaType }) => mediaType))).toEqual(new Set(Object.keys(worst)))
  expect(found.filter(({ ratio }) => ratio > most)).toEqual([])
})
