import { describe, expect, test } from 'vitest'
import { type Cell, fits, groupsOf, isTouched, type Lineage, type Row, storyOf } from '../../sandbox/ui/pages/lead/fields/lineage.ts'

const names = ['form', 'customersdot_request', 'customersdot_lead', 'workato_request'] as const
const systems = ['gitlab', 'customersdot', 'customersdot', 'workato'] as const
const places: Lineage['places'] = names.map((place, at) => ({
  place,
  system: systems[at] ?? 'gitlab',
  reached: true,
  kept: true,
  exchange: null,
  row: null,
}))
const whole = { places, broken: null }

const cell = (came: Cell['came'], name: string | null = null): Cell => ({ came, name })
const phone: Row = {
  field: 'phone_number',
  cells: [cell('given', 'phone_number'), cell('same', 'phone_number'), cell('renamed', 'phone'), cell('same', 'phone')],
}
const step: Row = { field: 'step', cells: [cell('given', 'step'), cell('dropped'), cell('absent'), cell('absent')] }

describe('The lineage of a field', () => {
  test('tells in a sentence that it arrived, and under which name', () => {
    expect(storyOf(phone, whole)).toBe('phone_number reached Workato (request) as phone, its value as it was.')
  })

  test('tells how it changed on the way', () => {
    const country: Row = {
      field: 'country',
      cells: [cell('given', 'country'), cell('same', 'country'), cell('same', 'country'), cell('transformed', 'country')],
    }
    expect(storyOf(country, whole)).toBe('country reached Workato (request), transformed on the way.')
  })

  test('tells after which place it was dropped', () => {
    expect(storyOf(step, whole)).toBe('step came as far as GitLab (form) and was dropped after it.')
  })

  test('tells that the lead is still on its way', () => {
    const cells = [cell('given', 'state'), cell('same', 'state'), cell('same', 'state'), cell('not_reached')]
    expect(storyOf({ field: 'state', cells }, whole)).toBe('state came as far as CustomersDot (lead) and has not gone on yet.')
  })

  test('tells where it broke before anything else', () => {
    const broken = { place: 'workato_request', field: 'phone_number', name: 'phone', came: 'dropped', says: 'it did not come' } as const
    expect(storyOf(phone, { places, broken })).toBe('phone_number broke on the way to Workato (request).')
  })

  test('is found by any of its names', () => {
    expect(fits(phone, ' PHONE ')).toBe(true)
    expect(fits({ ...phone, field: 'x' }, 'phone_n')).toBe(true)
    expect(fits(phone, 'state')).toBe(false)
  })

  test('is touched when its value is, not when its name is', () => {
    expect([phone, step].map(isTouched)).toEqual([false, true])
  })

  test('groups the places of a system', () => {
    expect(groupsOf(places).map(({ places }) => places)).toEqual([1, 2, 1])
  })
})
