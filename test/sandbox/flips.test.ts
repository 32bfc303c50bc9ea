import { join } from 'node:path'
import { expect, test } from 'vitest'
import { flipOften, makeFolder, seeded } from '../torture/flips.ts'
import { temporaryFolder } from './folder.ts'

test('refuses or reports each of 40 bits that are flipped anywhere in its files', async () => {
  const folder = temporaryFolder()
  await makeFolder(join(folder, 'data'))
  const seed = Date.now()
  const flips = await flipOften(40, join(folder, 'data'), join(folder, 'scratch'), seeded(seed))
  const wrong = flips.filter(({ outcome }) => outcome !== 'refused' && outcome !== 'reported')
  expect({ seed, wrong }).toEqual({ seed, wrong: [] })
}, 60_000)
