import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { Lead } from '../../sandbox/ui/pages/leads/pages.ts'
import { marksOf, saysReach } from '../../sandbox/ui/pages/leads/reach.ts'
import { type Overview, stagesOf } from '../../sandbox/ui/pages/overview/traffic.ts'
import { bySystem } from '../../sandbox/ui/pages/tables/listing.ts'
import { stations } from '../../sandbox/ui/pages/try/progress.ts'
import { using } from '../sandbox/raise.ts'
import { running } from '../sandbox/sandbox.ts'
import { byPlatypus, handRaise2022, path2022, path2023 } from './route.ts'

const both = { 2022: byPlatypus, 2023: {} }
const paths = { 2022: path2022, 2023: path2023 }
const ways = {
  2022: ['gitlab', 'customersdot', 'platypus', 'workato', 'marketo', 'salesforce'],
  2023: ['gitlab', 'customersdot', 'workato', 'marketo', 'salesforce'],
}

/** A sandbox in which a lead took the way of a year, with its trace. */
async function arrived(year: 2022 | 2023) {
  const sandbox = using(await running({ world: { automatic: false, rows: both[year] } }))
  const id = await sandbox.send(paths[year], handRaise2022)
  await sandbox.world.settle()
  return { ...sandbox, id }
}

test.each([2022, 2023] as const)('the pages draw the way of %i with every system on it and no other', async (year) => {
  const { ask, id, world } = await arrived(year)
  const lead: Lead = (await ask('/traces')).traces[0]
  expect([...marksOf(lead)]).toEqual(ways[year].map((system) => [system, 'passed']))
  expect(saysReach(lead)).toBe(`Salesforce, ${ways[year].length} of ${ways[year].length} systems`)
  expect(stagesOf(await ask('/overview')).map(({ system }) => system.system)).toEqual(ways[year])
  const spans = (await world.traces.spans(id)) ?? []
  expect(stations(spans).map(({ system, state }) => [system, state])).toEqual(ways[year].map((system) => [system, 'reached']))
})

test('a lead that waits in the queue is marked there, before the systems ahead', () => {
  const lead: Lead = { ...example('ControlTraceSummary'), systems: ['gitlab', 'customersdot', 'platypus'], state: 'dead' }
  expect([...marksOf(lead).values()]).toEqual(['passed', 'passed', 'ended', 'ahead', 'ahead', 'ahead'])
})

test('the overview shows what came to Workato by either way, and from whom most of it', async () => {
  const sandbox = await arrived(2022)
  const settings = [{ name: 'lead_route', value: 'workato' }]
  await sandbox.ask('/seed', { body: { customersdot: { settings } } })
  for (let count = 0; count < 4; count++) await sandbox.send(path2023, handRaise2022)
  await sandbox.world.settle()
  const overview: Overview = await sandbox.ask('/overview')
  const into = overview.hops.filter(({ provider }) => provider === 'workato')
  expect(into.map(({ consumer }) => consumer).sort()).toEqual(['customersdot', 'platypus'])
  const workato = stagesOf(overview).find(({ system }) => system.system === 'workato')
  const exchanges = into.reduce((sum, { traffic }) => sum + traffic.exchanges, 0)
  expect(workato).toMatchObject({ consumer: 'customersdot', traffic: { exchanges } })
})

test.each([
  [2022, "leads fail in Platypus' queue."],
  [2023, 'leads wait at CustomersDot.'],
] as const)('a stopped recipe is said to be felt where the leads of %i are', async (year, says) => {
  const { ask, setRecipe } = await arrived(year)
  await setRecipe(false)
  expect((await ask('/overview')).attention).toMatchObject([{ kind: 'stopped_recipe', says: expect.stringContaining(says) }])
})

test("the tables of Platypus stand between CustomersDot's and Workato's", async () => {
  const { ask } = await arrived(2023)
  expect(bySystem((await ask('/tables')).tables).map(({ system }) => system)).toEqual([...ways[2022], 'control'])
})
