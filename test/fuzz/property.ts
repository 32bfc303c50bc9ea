import fc from 'fast-check'
import { anyShot, type Shot } from './shot.ts'
import { fire, type Tally } from './volley.ts'
import type { Way } from './ways.ts'

/** Calls in a row to one world. */
const volley = fc.array(anyShot, { minLength: 1, maxLength: 20, size: 'max' })

/** Any calls over a way are answered as documented or in the dialect of their system, and no bug is reported. */
export const keepsToTheDocument = (way: Way, tally: Tally): fc.IAsyncProperty<[Shot[]]> =>
  fc.asyncProperty(volley, async (shots) => {
    const wrong = await fire(shots, way, tally)
    if (wrong.length) throw new Error(`${wrong.join('\n')}\nAs a case: ${JSON.stringify(shots)}`)
  })
