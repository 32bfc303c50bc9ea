import { describe, expect, test } from 'vitest'
import { document, operations } from '../../contracts/openapi/spec.ts'
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

test('offers the variables of each real system that openapi.yaml names', () => {
  const choices = operations.get('control.getEnv')?.parameters[0]?.schema.enum
  expect(systems.map(({ env }) => env?.name).sort()).toEqual([...(choices ?? [])].sort())
})

test('renews each security scheme in one system only', () => {
  const schemes = systems.flatMap(({ renewals = {} }) => Object.keys(renewals))
  expect(new Set(schemes).size).toBe(schemes.length)
  expect(Object.keys(document.components.securitySchemes ?? {})).toEqual(expect.arrayContaining(schemes))
})
