import { block, openWorld, samples } from './bodies.ts'

/** How often each body is sent. */
const times = 3

const world = await openWorld()
console.log('The longest block of the event loop by a body at its limit, and its ratio to JSON.parse of the same data:')
for (const sample of samples()) {
  const { system, mediaType, shape, ms, ratio } = await block(world, sample, { times })
  console.log(`${ratio.toFixed(1).padStart(6)} ${ms.toFixed(1).padStart(8)} ms  ${system}, ${mediaType}: ${shape}`)
}
