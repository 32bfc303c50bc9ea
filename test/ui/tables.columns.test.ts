import { describe, expect, test } from 'vitest'
import { columnsOf } from '../../sandbox/ui/pages/tables/columns.ts'
import { readFilter } from '../../sandbox/ui/pages/tables/filter.ts'
import { bySystem } from '../../sandbox/ui/pages/tables/listing.ts'
import { originOf } from '../../sandbox/ui/pages/tables/origin.ts'
import { brief, comparable, cut, kindOf } from '../../sandbox/ui/pages/tables/value.ts'

const named = (names: string[]) => names.map((name) => ({ name }))
const order = (names: string[], rows: Record<string, unknown>[]) => columnsOf(named(names), rows).map(({ name }) => name)

describe('Columns', () => {
  test('begin with the key and the person, and end with when the row was made and with what is empty', () => {
    const row = { id: 1, created_at: '2024-01-01T00:00:00.000Z', email: 'jane@example.com', state: 'CA' }
    expect(order(['id', 'role', 'created_at', 'state', 'email'], [row])).toEqual(['id', 'email', 'state', 'created_at', 'role'])
  })

  test('are taken from rows too when the table does not describe them', () => {
    expect(order(['id'], [{ id: 1, custom__c: 'x' }])).toEqual(['id', 'custom__c'])
  })

  test('are as wide as what they hold, within limits', () => {
    const [id, text] = columnsOf(named(['id', 'text']), [{ id: 1, text: 'x'.repeat(500) }])
    expect([id?.width, text?.width]).toEqual([11, 39])
  })
})

test('the address names the key without knowing its column', () => {
  expect(readFilter({ key: '4', email: 'jane@example.com', after: '9' }, ['id', 'email'])).toEqual({ id: '4', email: 'jane@example.com' })
  expect(readFilter({ key: '4' }, ['id', 'key'])).toEqual({ key: '4' })
})

describe('Values', () => {
  test.each([
    [undefined, 'absent'],
    [null, 'null'],
    [false, 'boolean'],
    [0, 'number'],
    [{ a: 1 }, 'json'],
    ['2024-01-01', 'text'],
    ['2024-01-01T00:00:00.000Z', 'time'],
    ['2024-01-01T00:00:00.000+0000', 'time'],
  ])('of %j are shown as %s', (value, kind) => expect(kindOf(value)).toBe(kind))

  test('are cut between characters, never within one', () => {
    expect(cut('ab😀', 3)).toBe('ab…')
    expect(brief('a\n\tb')).toBe('a b')
  })

  test('are compared as the sandbox compares them', () => {
    expect([comparable(null), comparable(false), comparable([])]).toEqual(['', 'false', undefined])
  })
})

describe('A row leads', () => {
  test.each([
    ['workato.jobs', { trace_id: 'abc' }, { trace: 'abc' }],
    ['customersdot.leads', { id: 4, email: 'jane@example.com' }, { lead: 4 }],
    ['salesforce.leads', { Id: '00Q', Email: 'jane@example.com' }, { email: 'jane@example.com' }],
    ['marketo.activities', { id: 1, leadId: 2 }, { person: 2 }],
    ['customersdot.orders', { id: 1, gl_namespace_id: '1008' }, { namespace: 1008 }],
    ['gitlab.namespaces', { id: 1000 }, { namespace: 1000 }],
    ['salesforce.queues', { Id: '00G' }, undefined],
  ])('of %s to what caused it', (name, row, origin) => expect(originOf(name, row)).toEqual(origin))
})

test('the list has what people look for first in front, and the sandbox itself behind', () => {
  const listed = (name: string) => ({ system: name.split('.')[0] as string, table: name.split('.')[1] as string, rows: 0, columns: [] })
  const groups = bySystem(['control.jobs', 'customersdot.admins', 'customersdot.orders', 'customersdot.leads'].map(listed))
  expect(groups.map(({ system, tables }) => [system, ...tables.map(({ table }) => table)])).toEqual([
    ['customersdot', 'leads', 'orders', 'admins'],
    ['control', 'jobs'],
  ])
})
