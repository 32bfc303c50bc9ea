import { describe, expect, test } from 'vitest'
import { type JsonSchema, resolve } from '../../contracts/openapi/document.ts'
import { check } from '../../contracts/openapi/findings.ts'
import type { Operation } from '../../contracts/openapi/operation.ts'
import { compile } from '../../contracts/openapi/schema.ts'
import { document, example, operation, operations, schema, validator } from '../../contracts/openapi/spec.ts'
import { route } from '../../mocks/core/http/router.ts'

const all = [...operations.values()].map((operation) => [operation.id as string, operation] as const)
const systems = document.tags.map(({ name }) => name)

/** The path with an example in the place of each parameter. */
const pathOf = ({ path, parameters }: Operation) =>
  path.replace(/\{(\w+)\}/g, (_, name) => String(parameters.find((parameter) => parameter.name === name)?.schema.examples?.[0] ?? 'x'))

describe.each(all)('%s', (id, operation) => {
  test('is routed to by its own method and path', () => {
    expect(route(operation.system, operation.method, pathOf(operation))).toMatchObject({ operation: { id } })
  })

  test('belongs to a system of the document, which is its tag', () => {
    expect(systems).toContain(operation.system)
    expect(document.paths[operation.path]?.[operation.method.toLowerCase() as 'get']?.tags).toEqual([operation.system])
  })

  test('names each parameter of its path', () => {
    const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    const given = operation.parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
    expect(given.sort()).toEqual(named.sort())
  })

  test('demands security schemes that the document has', () => {
    const schemes = Object.keys(document.components.securitySchemes ?? {})
    expect(schemes).toEqual(expect.arrayContaining(operation.security.flatMap((alternative) => Object.keys(alternative))))
  })

  test('converts whole: a request and each answer can be checked', () => {
    for (const type of ['', ...Object.keys(operation.bodies)]) expect(operation.checkRequest({}, type)).toBeInstanceOf(Array)
    for (const status of operation.replies.keys()) expect(operation.checkResponse(status, undefined)).toBeInstanceOf(Array)
  })

  test('takes a status outside the document for a finding', () => {
    expect(operation.checkResponse(599, {})).toEqual([
      { side: 'response', at: '/status', code: 'undocumented', message: 'Status 599 is not in the contract.' },
    ])
  })
})

test('an operation of one of the systems knows the host of the real one', () => {
  for (const { id, server, system } of operations.values())
    if (system !== 'control') expect([id, server]).toEqual([id, expect.stringMatching(/^https:\/\//)])
})

test('each system’s operations share one host', () => {
  for (const name of systems) {
    const hosts = [...operations.values()].filter(({ system }) => system === name).map(({ server }) => server)
    expect([name, new Set(hosts).size]).toEqual([name, 1])
  }
})

describe.each(Object.entries(document.components.schemas))('%s', (name, own) => {
  test('accepts each of its examples', () => {
    const zod = validator(name as never)
    for (const value of own.examples ?? []) expect(check(zod, value, 'response')).toEqual([])
  })

  test('has properties that accept their own examples', () => {
    for (const inner of within(own)) {
      const zod = inner.examples && compile(inner, document)
      for (const value of inner.examples ?? [])
        expect({ inner, value, findings: zod && check(zod, value, 'response') }).toMatchObject({ findings: [] })
    }
  })
})

/** A schema and all that stand in it, references not followed. */
function* within(own: JsonSchema): Generator<JsonSchema> {
  yield own
  const inner = [...Object.values(own.properties ?? {}), ...(own.oneOf ?? []), ...(own.items ? [own.items] : [])]
  if (typeof own.additionalProperties === 'object') inner.push(own.additionalProperties)
  for (const schema of inner) yield* within(schema)
}

/** Every schema that an answer reaches, once. */
function reached(): Set<JsonSchema> {
  const seen = new Set<JsonSchema>()
  const visit = (reference: JsonSchema) => {
    for (const inner of within(reference)) {
      const target = resolve<JsonSchema>(inner as JsonSchema & { $ref: string }, document)
      if (seen.has(target)) continue
      seen.add(target)
      visit(target)
    }
  }
  for (const { replies } of operations.values()) for (const { schema } of replies.values()) if (schema) visit(schema)
  return seen
}

test('every object in an answer is closed, unless it is a map or its description says why not', () => {
  const open = [...reached()].filter(({ type, additionalProperties }) => [type].flat().includes('object') && additionalProperties === true)
  expect(open.filter(({ description }) => !description)).toEqual([])
})

test('a surplus field of an answer is a finding', () => {
  const answer = { ...example('WorkatoToken'), extra: 1 }
  expect(operation('workato.createToken').checkResponse(200, answer)).toMatchObject([{ at: '/body/extra', code: 'surplus' }])
})

test('a body where none is documented is a finding', () => {
  const bodiless = [...operations.values()].flatMap(({ replies, checkResponse }) =>
    [...replies].filter(([, { schema }]) => !schema).map(([status]) => checkResponse(status, {})),
  )
  expect(bodiless.length).toBeGreaterThan(0)
  for (const findings of bodiless) expect(findings).toMatchObject([{ at: '/body', code: 'surplus' }])
})

describe('an example', () => {
  test('is a fresh copy', () => {
    const first = example('WorkatoLead')
    first.email = 'changed@example.com'
    expect(example('WorkatoLead')).toEqual(schema('WorkatoLead').examples?.[0])
    expect(example('WorkatoLead').email).not.toBe('changed@example.com')
  })

  test('is chosen by its place', () => {
    expect(example('CustomersdotError', 1)).toEqual(schema('CustomersdotError').examples?.[1])
  })

  test('that is not there is refused with what to do', () => {
    expect(() => example('WorkatoLead', 99)).toThrow('openapi.yaml has no example 99 for WorkatoLead: add one under its "examples".')
  })
})
