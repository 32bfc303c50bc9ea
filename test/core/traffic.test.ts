import { expect, test } from 'vitest'
import { Traffic } from '../../mocks/core/metrics/metrics.ts'
import { Gauge, minutes } from '../../mocks/core/metrics/window.ts'
import { exchangeWith } from '../spans.ts'

const minute = 60_000
const reading = { traceId: 't', at: '2024-01-01T00:00:00.000Z', duration: 1, isFailed: false }

test('a gauge counts by the minute and forgets what is older than the last ones', () => {
  const gauge = new Gauge()
  gauge.note(reading, 0)
  gauge.note({ ...reading, isFailed: true }, minute)
  gauge.note(reading, minute)
  expect(gauge.perMinute(minute).slice(-2)).toEqual([
    { exchanges: 1, failures: 0 },
    { exchanges: 2, failures: 1 },
  ])
  const later = gauge.perMinute(minutes * minute)
  expect([later[0], later.slice(1).every(({ exchanges }) => exchanges === 0)]).toEqual([{ exchanges: 2, failures: 1 }, true])
  gauge.note(reading, minutes * minute)
  expect([gauge.perMinute(minutes * minute).at(-1)?.exchanges, gauge.exchanges]).toEqual([1, 4])
})

test('a gauge tells within which time most of the last 256 exchanges stayed', () => {
  const gauge = new Gauge()
  expect(gauge.within(0.5)).toBeNull()
  for (let duration = 1; duration <= 100; duration++) gauge.note({ ...reading, duration }, 0)
  expect([gauge.within(0.5), gauge.within(0.95)]).toEqual([50, 95])
  for (let count = 0; count < 256; count++) gauge.note({ ...reading, duration: 7.5 }, 0)
  expect([gauge.within(0), gauge.within(0.95)]).toEqual([7.5, 7.5])
})

test('a gauge tells of failures one after the other, and of none once something was answered well', () => {
  const gauge = new Gauge()
  gauge.note({ ...reading, isFailed: true, at: 'first' }, 0)
  gauge.note({ ...reading, isFailed: true, at: 'second', traceId: 'last' }, 0)
  expect(gauge.streak).toEqual({ count: 2, since: 'first', traceId: 'last' })
  gauge.note(reading, 0)
  expect([gauge.streak, gauge.failures]).toEqual([null, 2])
})

test('traffic stays within bounds, whatever statuses a real system answers with', () => {
  const traffic = new Traffic('2024-01-01T00:00:00.000Z')
  for (let status = 0; status < 6000; status++) traffic.note(exchangeWith({ status }), 0)
  expect([[...traffic.kinds()].length, traffic.system('gitlab').exchanges]).toEqual([5000, 6000])
})
