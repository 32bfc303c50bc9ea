import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Ids } from '../../mocks/core/system/ids.ts'
import { checksum, longId, newId } from '../../mocks/salesforce/ids.ts'
import { readStamp, toStamp } from '../../mocks/salesforce/time.ts'

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const shortId = fc.string({ unit: fc.constantFrom(...letters), minLength: 15, maxLength: 15 })

test('makes the checksums of published ids', () => {
  const pairs = {
    '001M000000qfPyS': 'IAU',
    '0F9E000000092w2': 'KAA',
    '0038M0000016Wv8': 'QAE',
    '00Q000000000001': 'EAA',
    '001000000000001': 'AAA',
  }
  for (const [id, sum] of Object.entries(pairs)) expect(checksum(id)).toBe(sum)
})

test('reads every id of 15 characters as that of 18, and that as itself', () => {
  fc.assert(
    fc.property(shortId, (id) => {
      const long = longId(id) as string
      expect(long).toBe(id + checksum(id))
      expect(longId(long)).toBe(long)
    }),
  )
})

test('tells ids that differ in case only by their checksums', () => {
  fc.assert(
    fc.property(shortId, shortId, (id, choice) => {
      const other = [...id]
        .map((character, index) => ((choice[index] as string) < 'a' ? character.toUpperCase() : character.toLowerCase()))
        .join('')
      if (other !== id) expect(checksum(other)).not.toBe(checksum(id))
    }),
  )
})

test('refuses every other checksum, length and character', () => {
  fc.assert(
    fc.property(shortId, fc.string({ minLength: 1, maxLength: 20 }), (id, end) => {
      if (end !== checksum(id)) expect(longId(id + end)).toBeUndefined()
    }),
  )
})

test('makes ids of the object, with a checksum that holds', () => {
  const id = newId(new Ids(), '00Q')
  expect(id).toMatch(/^00Q000\w{12}$/)
  expect(longId(id)).toBe(id)
})

test('reads every time that it writes', () => {
  fc.assert(
    fc.property(fc.date({ min: new Date('1970-01-01'), max: new Date('4000-12-31'), noInvalidDate: true }), (date) => {
      expect(readStamp(toStamp(date.getTime()))).toBe(date.getTime())
    }),
  )
})

test('reads times with any zone, and no other text', () => {
  const noon = Date.parse('2024-01-01T12:00:00Z')
  for (const text of ['2024-01-01T12:00:00.000+0000', '2024-01-01T12:00:00Z', '2024-01-01T14:00+02:00']) expect(readStamp(text)).toBe(noon)
  for (const text of ['', 'soon', '2024-01-01', '2024-01-01T12:00:00', '2024-13-01T12:00:00Z']) expect(readStamp(text)).toBeUndefined()
})
