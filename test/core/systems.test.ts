import { describe, expect, test } from 'vitest'
import { operations } from '../../contracts/openapi/spec.ts'
import { systems } from '../../mocks/systems.ts'

describe.each(systems.map((system) => [system.name as string, system] as const))('%s', (name, system) => {
  const own = [...operations.values()].filter((operation) => operation.system === name)

  test('has a handler for each of its operations and for nothing else', () => {
    expect(Object.keys(system.handlers).sort()).toEqual(own.map(({ id }) => id.slice(id.indexOf('.') + 1)).sort())
  })

  test('checks the credentials of each security scheme, but for those that its token endpoint reads itself', () => {
    const schemes = own.filter(({ security }) => !security.some((alternative) => Object.keys(alternative).length === 0))
    const needed = new Set(schemes.flatMap(({ security }) => security.flatMap(Object.keys)))
    expect(Object.keys(system.guards)).toEqual(expect.arrayContaining([...needed]))
  })
})
