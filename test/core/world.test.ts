import { expect, test } from 'vitest'
import { createMocks } from '../../mocks/index.ts'

test('a world that was reset has the seed again, and the present', async () => {
  const { world, reset } = await createMocks({ automatic: false })
  const counts = () => Object.fromEntries(world.store.names.map((name) => [name, world.store.relation(name).rows.size]))
  const before = counts()
  expect(before['gitlab.users']).toBeGreaterThan(3)
  const jane = world.store.relation('gitlab.users').rows.get(42)
  world.store.commit([{ table: 'gitlab.users', key: 42, before: jane, after: null }])
  world.clock.advance(86_400_000)
  await reset()
  expect(counts()).toEqual(before)
  expect(world.clock.state).toEqual({ offset: 0, frozen: null })
  expect(world.traces.size).toBe(0)
})
