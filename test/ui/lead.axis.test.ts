import { describe, expect, test } from 'vitest'
import { axisOf } from '../../sandbox/ui/pages/lead/timeline/axis.ts'

const hour = 3_600_000

describe('The axis of a timeline', () => {
  test('is even while something happens all the time', () => {
    const { share, stretches } = axisOf([
      { from: 1000, to: 1100 },
      { from: 1050, to: 1200 },
    ])
    expect(stretches).toHaveLength(1)
    expect([1000, 1050, 1100, 1200].map(share)).toEqual([0, 0.25, 0.5, 1])
  })

  test('draws a pause of hours no wider than a small part', () => {
    const { share, stretches } = axisOf([
      { from: 0, to: 100 },
      { from: hour, to: hour + 100 },
    ])
    expect(stretches.map(({ pause }) => pause)).toEqual([false, true, false])
    expect(share(100)).toBeCloseTo(0.47)
    expect(share(hour)).toBeCloseTo(0.53)
    expect(share(hour / 2)).toBeCloseTo(0.5)
  })

  test('leaves a short time without work as it is', () => {
    const { stretches } = axisOf([
      { from: 0, to: 100 },
      { from: 140, to: 200 },
    ])
    expect(stretches).toMatchObject([{ from: 0, to: 200, pause: false }])
  })

  test('leaves more than half to work, however many pauses there are', () => {
    const { stretches } = axisOf(Array.from({ length: 25 }, (_, at) => ({ from: at * hour, to: at * hour + 3 })))
    const work = stretches.filter(({ pause }) => !pause).reduce((sum, { width }) => sum + width, 0)
    expect(work).toBeCloseTo(0.6)
    expect(stretches.reduce((sum, { width }) => sum + width, 0)).toBeCloseTo(1)
  })

  test('gives room to a job that is due, though it has not lasted yet', () => {
    const { share } = axisOf([
      { from: 0, to: 30 },
      { from: hour, to: hour },
    ])
    expect(share(hour)).toBeGreaterThan(share(30))
    expect(share(hour)).toBeLessThan(1)
  })

  test('grows in order with time, wherever the moments lie', () => {
    const { share } = axisOf([
      { from: 500, to: 900 },
      { from: 0, to: 3 },
      { from: 50_000, to: 50_001 },
    ])
    const shares = [-10, 0, 2, 3, 400, 500, 700, 900, 20_000, 50_000, 50_001, 99_999].map(share)
    expect(shares).toEqual([...shares].sort((one, other) => one - other))
    expect([shares[0], shares.at(-1)]).toEqual([0, 1])
  })

  test('of nothing is empty', () => {
    expect(axisOf([]).stretches).toEqual([])
    expect(axisOf([]).share(5)).toBe(0)
  })
})
