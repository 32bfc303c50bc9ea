import { expect, test, vi } from 'vitest'
import { Clock } from '../../mocks/core/system/clock.ts'

/** A clock over a source that a test sets by hand. */
function clockFrom(start: number) {
  const source = { time: start }
  return { source, clock: new Clock(() => source.time) }
}

test('runs with its source', () => {
  const { source, clock } = clockFrom(1000)
  source.time = 1500
  expect(clock.now()).toBe(1500)
})

test('writes stamps in UTC with milliseconds', () => {
  const { clock } = clockFrom(0)
  expect(clock.stamp()).toBe('1970-01-01T00:00:00.000Z')
  expect(clock.stamp(61_001)).toBe('1970-01-01T00:01:01.001Z')
})

test('stands still while it is frozen', () => {
  const { source, clock } = clockFrom(1000)
  clock.freeze()
  source.time = 5000
  expect(clock.now()).toBe(1000)
})

test('freezes at another time', () => {
  const { clock } = clockFrom(1000)
  clock.freeze(42)
  expect(clock.now()).toBe(42)
})

test('moves on while it runs and while it is frozen', () => {
  const { source, clock } = clockFrom(1000)
  clock.advance(100)
  expect(clock.now()).toBe(1100)
  clock.freeze()
  source.time = 9000
  clock.advance(100)
  expect(clock.now()).toBe(1200)
})

test('runs on from where it stood', () => {
  const { source, clock } = clockFrom(1000)
  clock.freeze(50)
  source.time = 2000
  clock.resume()
  expect(clock.now()).toBe(50)
  source.time = 2007
  expect(clock.now()).toBe(57)
})

test('returns to the present, or to a state kept earlier', () => {
  const { clock } = clockFrom(1000)
  clock.freeze(7)
  const { state } = clock
  clock.restore()
  expect(clock.now()).toBe(1000)
  clock.restore(state)
  expect(clock.now()).toBe(7)
})

test('tells of each move until it is told to stop', () => {
  const { clock } = clockFrom(0)
  const listener = vi.fn()
  const stop = clock.onMove(listener)
  clock.freeze()
  clock.advance(1)
  clock.resume()
  clock.restore()
  expect(listener).toHaveBeenCalledTimes(4)
  stop()
  clock.advance(1)
  expect(listener).toHaveBeenCalledTimes(4)
})

test.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15 + 1])('refuses to move to %d, which no date can express, and stays', (at) => {
  const clock = new Clock(() => 1000)
  expect(() => clock.freeze(at)).toThrow(RangeError)
  expect(() => clock.advance(at)).toThrow(RangeError)
  expect(clock.now()).toBe(1000)
})
