import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import type { Schema } from '../../contracts/openapi/types.ts'
import { spanOf } from '../../sandbox/ui/pages/jobs/steps.ts'
import { distance, duration, until } from '../../sandbox/ui/pages/jobs/until.ts'

test.each([
  [0, '0 s'],
  [1, '1 s'],
  [192_000, '3 min 12 s'],
  [3_600_000, '1 h'],
  [3_605_000, '1 h'],
  [90_000_000, '1 d 1 h'],
])('%i milliseconds are %s', (milliseconds, text) => expect(duration(milliseconds)).toBe(text))

test('a job is due when its time has come', () => {
  const now = Date.parse('2024-01-01T00:00:00.000Z')
  expect(until('2024-01-01T00:00:15.000Z', now)).toBe('in 15 s')
  expect(until('2023-12-31T00:00:00.000Z', now)).toBe('due now')
})

test('a clock is ahead of the present, behind it, or there', () => {
  expect([distance(7_200_000), distance(-60_000), distance(3)]).toEqual([
    '2 h ahead of the present',
    '1 min behind the present',
    'the present',
  ])
})

test("a recipe's job ran in the last exchange that began before it ended, or by itself", () => {
  const at = (started_at: string, id: string, operation = 'workato.createLead') =>
    ({ type: 'exchange', started_at, id, operation }) as Schema<'ControlExchange'>
  const spans = [
    at('2024-01-01T00:00:00.000Z', '1'),
    at('2024-01-01T00:00:15.000Z', '2'),
    at('2024-01-01T00:00:15.000Z', '3', 'workato.getToken'),
    { ...at('2024-01-01T00:01:00.000Z', '4'), status: 504 },
    { type: 'run', system: 'workato', started_at: '2024-01-01T00:01:31.000Z', id: '5' } as Schema<'ControlRun'>,
    at('2024-01-01T00:02:00.000Z', '6'),
  ]
  const ranIn = (started_at: string, completed_at: string | null) =>
    spanOf({ ...example('WorkatoJob'), started_at, completed_at }, spans)?.id
  expect(ranIn('2024-01-01T00:00:15.001Z', '2024-01-01T00:00:15.004Z')).toBe('2')
  expect(ranIn('2024-01-01T00:01:00.001Z', '2024-01-01T00:01:31.002Z')).toBe('5')
  expect(ranIn('2024-01-01T00:00:15.001Z', null)).toBe('2')
})
