import { describe, expect, test } from 'vitest'
import { aimOf } from '../../sandbox/ui/pages/overview/aim.ts'
import { firstLead } from '../../sandbox/ui/pages/overview/curl.ts'
import { duration, type Overview, rateOf, shareOf, stagesOf, type Traffic } from '../../sandbox/ui/pages/overview/traffic.ts'

const traffic = (exchanges: number, failures = 0): Traffic => ({
  exchanges,
  failures,
  per_minute: [...Array(14).fill({ exchanges: 0, failures: 0 }), { exchanges, failures }],
  p50_ms: 1,
  p95_ms: 2,
  failing: null,
})
const system = (name: Overview['systems'][number]['system']) => ({
  system: name,
  traffic: traffic(0),
  jobs: { due: 0, waiting: 0, dead: 0, next_at: null },
})
const overview = (hops: Overview['hops']): Pick<Overview, 'systems' | 'hops'> => ({
  systems: [system('gitlab'), system('customersdot')],
  hops,
})
const stages = (hops: Overview['hops']) => stagesOf(overview(hops) as Overview)

describe('The pipeline', () => {
  test('begins with all that came to GitLab from outside, most of it by one hop', () => {
    const hops = [
      { consumer: 'browser', provider: 'gitlab', traffic: traffic(1) },
      { consumer: 'client', provider: 'gitlab', traffic: traffic(3) },
      { consumer: 'customersdot', provider: 'gitlab', traffic: traffic(9) },
    ]
    expect(stages(hops)[0]).toMatchObject({ consumer: 'client', traffic: { exchanges: 4 } })
  })

  test('goes on with the hop from the system before, and with none while there was no exchange', () => {
    const hops = [
      { consumer: 'gitlab', provider: 'customersdot', traffic: traffic(2) },
      { consumer: 'client', provider: 'customersdot', traffic: traffic(5) },
    ]
    expect(stages(hops)[1]).toMatchObject({ consumer: 'gitlab', traffic: { exchanges: 2 } })
    expect(stages([])).toMatchObject([
      { consumer: 'browser', traffic: null },
      { consumer: 'gitlab', traffic: null },
    ])
  })
})

describe('Figures', () => {
  test('tell a rate over the minutes', () => expect([0, 12, 300].map((count) => rateOf(traffic(count)))).toEqual(['0', '0.8', '20']))

  test('tell durations with the unit that suits them', () =>
    expect([null, 0.774, 131.2, 1234].map(duration)).toEqual(['–', '0.8 ms', '131 ms', '1.2 s']))

  test('tell how much failed, and never nothing when something did', () =>
    expect([traffic(5), traffic(1000, 1), traffic(7, 1), traffic(0)].map(shareOf)).toEqual(['0 %', '< 1 %', '14 %', '0 %']))
})

describe('A concern', () => {
  test('leads to the page that shows it', () => {
    expect(aimOf({ page: 'jobs', query: { state: 'dead' } })).toEqual({ name: 'jobs', query: { state: 'dead' } })
    expect(aimOf({ page: 'trace', query: { id: 'ab' } })).toEqual({ name: 'lead', params: { trace: 'ab' } })
    expect(aimOf({ page: 'traces', query: { finding: 'true' } })).toEqual({ name: 'leads', query: { kind: 'all', finding: 'true' } })
    const recipes = { name: 'tables', params: { system: 'workato', table: 'recipes' }, query: {} }
    expect(aimOf({ page: 'tables', query: { system: 'workato', table: 'recipes' } })).toEqual(recipes)
    expect(aimOf({ page: 'health', query: {} })).toBeUndefined()
  })
})

test('the command for the first lead is quoted for a shell', () => {
  const [, data = ''] = firstLead('http://127.0.0.1:4000').match(/-d '([^']*)'$/) ?? []
  expect(JSON.parse(data)).toMatchObject({ namespace_id: 1000, glm_content: 'group-billing' })
})
