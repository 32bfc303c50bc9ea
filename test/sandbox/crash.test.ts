import { expect, test } from 'vitest'
import { killOften } from '../torture/kills.ts'
import { temporaryFolder } from './folder.ts'

test('loses, doubles and halves nothing that was acknowledged, however often the process is killed', async () => {
  const { users, leads, ...verdict } = await killOften(8, temporaryFolder())
  expect(verdict).toEqual({ lost: [], doubled: [], halves: [] })
  expect(Math.min(users, leads)).toBeGreaterThan(100)
}, 60_000)
