import { expect, test } from 'vitest'
import { Ids } from '../../mocks/core/system/ids.ts'

/** Randomness that repeats the same bytes. */
const repeating =
  (...bytes: number[]) =>
  (pool: Uint8Array) => {
    pool.forEach((_, index) => {
      pool[index] = bytes[index % bytes.length] as number
    })
  }

test('writes two hexadecimal digits for each byte', () => {
  expect(new Ids(repeating(0x00, 0x0f, 0xff)).hex(3)).toBe('000fff')
})

test('writes words of letters and digits in the length asked for', () => {
  expect(new Ids().word(64)).toMatch(/^[A-Za-z0-9]{64}$/)
  expect(new Ids(repeating(0, 25, 26, 61, 62)).word(5)).toBe('AZa9A')
})

test('writes UUIDs of version 4', () => {
  const ids = new Ids()
  for (let count = 0; count < 100; count++)
    expect(ids.uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

test('never writes a trace id or a span id of zeros, which W3C forbids', () => {
  const ids = new Ids(repeating(0))
  expect(ids.trace()).toBe(`${'0'.repeat(31)}1`)
  expect(ids.span()).toBe(`${'0'.repeat(15)}1`)
})

test('repeats itself for the same randomness, and not otherwise', () => {
  expect(new Ids(repeating(1, 2, 3)).uuid()).toBe(new Ids(repeating(1, 2, 3)).uuid())
  expect(new Ids().uuid()).not.toBe(new Ids().uuid())
})

test('draws from the pool anew when it is used up', () => {
  const ids = new Ids()
  const drawn = Array.from({ length: 1000 }, () => ids.trace())
  expect(new Set(drawn).size).toBe(1000)
})
