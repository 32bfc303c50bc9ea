import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Places } from '../../sandbox/disk/places.ts'

test('hold the same as a plain map after any changes, far and near numbers and names alike', () => {
  const key = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 50_000 }), fc.constantFrom('a', 'b', '1', -1, 1.5))
  const change = fc.record({ key, place: fc.option(fc.integer({ min: 1, max: 2 ** 50 })) })
  fc.assert(
    fc.property(fc.array(change, { maxLength: 60 }), (changes) => {
      const places = new Places()
      const map = new Map<string | number, number>()
      for (const { key, place } of changes) {
        if (place === null) expect(places.delete(key)).toBe(map.delete(key))
        else {
          places.set(key, place)
          map.set(key, place)
        }
      }
      expect(new Map(places)).toEqual(map)
      expect(places.size).toBe(map.size)
      for (const { key } of changes) expect(places.get(key)).toBe(map.get(key))
    }),
  )
})

test('give numbered rows in the order of their numbers', () => {
  const places = new Places()
  for (const key of [3, 1, 2]) places.set(key, key + 10)
  expect([...places.keys()]).toEqual([1, 2, 3])
})
