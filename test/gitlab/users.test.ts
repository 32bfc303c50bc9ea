import { describe, expect, test } from 'vitest'
import { example, validator } from '../../contracts/openapi/spec.ts'
import { createWorld } from '../../mocks/core/open.ts'
import { gitlab } from '../../mocks/gitlab/system.ts'
import { describeUser, registerUser } from '../../mocks/gitlab/users/users.ts'
import { rows, stored, within } from './desk.ts'

const newWorld = () => createWorld({ systems: [gitlab], automatic: false })
const ada = example('ControlRegistration')

describe('Seed', () => {
  test('keeps to the row schemas of the contract', async () => {
    const world = await newWorld()
    const tables = Object.fromEntries(Object.keys(gitlab.tables).map((table) => [table, rows(world, table)]))
    expect(validator('GitlabTables').safeParse(tables).error?.issues).toBeUndefined()
  })

  test('has the people and groups that the guides speak of', async () => {
    const world = await newWorld()
    expect(rows(world, 'users').find(({ id }) => id === 42)).toMatchObject({
      username: 'jane',
      name: 'Jane Doe',
      email: 'jane@example.com',
    })
    expect(rows(world, 'namespaces').find(({ id }) => id === 1000)).toMatchObject({ name: 'ACME', path: 'acme', kind: 'group' })
    expect(rows(world, 'users').every(({ id }) => (id as number) >= 40)).toBe(true)
  })
})

describe('Registration', () => {
  test('makes a user with a namespace of her own and a group', async () => {
    const world = await newWorld()
    const shown = await within(world, async (context) => {
      const registered = await registerUser(context, ada)
      if (!('user' in registered)) throw new Error('The registration was refused.')
      return describeUser(context, registered.user)
    })
    expect(shown).toEqual({
      id: 47,
      username: 'ada',
      name: 'Ada Lovelace',
      email: 'ada@analytical.example',
      namespaces: [
        { id: 1007, name: 'Ada Lovelace', path: 'ada', kind: 'user' },
        { id: 1008, name: 'Analytical Engines', path: 'analytical-engines', kind: 'group' },
      ],
    })
    expect(validator('ControlUser').safeParse(shown).success).toBe(true)
    expect(rows(world, 'users').at(-1)).toMatchObject({ company_name: null, setup_for_company: null, opt_in: null, admin: false })
  })

  test('refuses what somebody else has, whatever its case, and stores nothing', async () => {
    const world = await newWorld()
    const before = stored(world)
    const taken = [
      [{ ...ada, username: 'JANE' }, { taken: 'username' }],
      [{ ...ada, username: 'acme' }, { taken: 'username' }],
      [{ ...ada, email: 'Jane@Example.com' }, { taken: 'email' }],
      [{ ...ada, group: { name: 'Mine', path: 'ACME' } }, { taken: 'path' }],
      [{ ...ada, group: { name: 'Mine', path: 'ada' } }, { taken: 'path' }],
      [{ ...ada, group: { name: '***', path: 'mine' } }, { invalid: [expect.stringContaining('Name can contain')] }],
    ] as const
    for (const [registration, refusal] of taken)
      expect(await within(world, (context) => registerUser(context, registration))).toEqual(refusal)
    expect(stored(world)).toEqual(before)
  })

  test('lets one of two who want the same name have it', async () => {
    const world = await newWorld()
    const both = await Promise.all(
      [1, 2].map((number) => within(world, (context) => registerUser(context, { ...ada, email: `ada${number}@example.com` }))),
    )
    expect(both.filter((registered) => 'user' in registered)).toHaveLength(1)
    expect(both).toContainEqual({ taken: 'username' })
  })
})
