import { expect, test } from 'vitest'
import { createWorld } from '../../mocks/core/open.ts'
import type { World } from '../../mocks/core/world.ts'
import { systems } from '../../mocks/systems.ts'
import { startSandbox } from '../../sandbox/server/sandbox.ts'
import { rowsOf } from '../journey/pipeline.ts'
import { temporaryFolder } from '../sandbox/folder.ts'
import { byPlatypus } from './route.ts'

const routeOf = (world: World) => rowsOf(world, 'customersdot', 'settings').find(({ name }) => name === 'lead_route')?.value

test('CustomersDot hands leads to Workato unless it is told otherwise', async () => {
  expect(routeOf(await createWorld({ systems }))).toBe('workato')
})

test('the route that a world is opened with holds after a reset', async () => {
  const world = await createWorld({ systems, rows: byPlatypus })
  expect(routeOf(world)).toBe('platypus')
  await world.reset()
  expect(routeOf(world)).toBe('platypus')
})

test('a sandbox that starts again keeps its route, and takes another when it is given one', async () => {
  const data = temporaryFolder()
  const workato = { customersdot: { settings: [{ name: 'lead_route' as const, value: 'workato' as const }] } }
  const routes = []
  for (const world of [{ rows: byPlatypus }, {}, { rows: workato }]) {
    const sandbox = await startSandbox({ port: 0, data, world })
    routes.push(routeOf(sandbox.world))
    await sandbox.close()
  }
  expect(routes).toEqual(['platypus', 'platypus', 'workato'])
})
