import { z } from 'zod'
import type { JsonSchema } from '../contracts/openapi/document.ts'
import { Mistake } from '../contracts/openapi/mistake.ts'
import { compile } from '../contracts/openapi/schema.ts'
import { document, schema as schemaOf } from '../contracts/openapi/spec.ts'
import { systemNames } from '../contracts/openapi/systems/simulated.ts'
import { readBase } from './bases.ts'
import { originOf } from './core/http/cors.ts'
import { developmentCredentials } from './core/system/credentials.ts'
import type { MocksOptions } from './options.ts'

const a = (what: string, holds: (value: unknown) => boolean) => z.custom<never>(holds, { error: `must be ${what}` })

/** An object with these members and no others; each may be left out. */
const members = (shape: Record<string, z.ZodType>) =>
  z
    .strictObject(shape, {
      error: ({ code, keys }) =>
        code === 'unrecognized_keys'
          ? `has no ${(keys as string[]).map((key) => JSON.stringify(key)).join(', ')}: it has ${Object.keys(shape).join(', ')}`
          : 'must be an object',
    })
    .partial()

const bySystem = (schema: z.ZodType) => members(Object.fromEntries(systemNames.map((name) => [name, schema])))

const isBase = (value: unknown): value is string => typeof value === 'string' && readBase(value) !== undefined
const isBases = (value: unknown) => isBase(value) || (Array.isArray(value) && value.length > 0 && value.every(isBase))
const address = 'an absolute http or https URL without a query, such as "http://localhost:5000"'
const upstream = a(`${address}, and without a user name`, (value) => isBase(value) && !new URL(value).username)

const flag = a('true or false', (value) => typeof value === 'boolean')
const callable = a('a function', (value) => typeof value === 'function')
const object = a('an object', (value) => typeof value === 'object' && value !== null)

const areCredentials = (value: unknown) =>
  Object.entries(developmentCredentials).every(([system, texts]) =>
    Object.keys(texts).every((name) => typeof (value as Partial<Record<string, Record<string, unknown>>>)?.[system]?.[name] === 'string'),
  )

const isOrigin = (value: unknown) => typeof value === 'string' && originOf(value) !== undefined

const schema = members({
  bases: bySystem(a(`${address}, or a list of those`, isBases)),
  allowOrigins: z.array(a('an origin, such as "http://localhost:5173"', isOrigin).transform((text: string) => originOf(text))),
  upstreams: bySystem(upstream.transform((text: string) => new URL(text).href.replace(/\/+$/, ''))),
  credentials: a('complete: every text that `developmentCredentials` has', areCredentials),
  rows: bySystem(object),
  clock: object,
  journal: object,
  spanLog: object,
  randomness: callable,
  chance: callable,
  fetch: callable,
  report: callable,
  timeoutMs: a('a number of milliseconds', (value) => typeof value === 'number' && value > 0),
  exposed: flag,
  automatic: flag,
})

/** Checks the options of `createMocks`, for callers without a compiler. Throws a Mistake that says what is right. */
export function validate(options: MocksOptions): MocksOptions {
  const result = schema.safeParse(options, { reportInput: true })
  if (result.success) return withRightRows(result.data as MocksOptions)
  const [{ path, message, input }] = result.error.issues as [z.core.$ZodIssue]
  const given = message.startsWith('must be') && path[0] !== 'credentials' ? `, and not ${shown(input)}` : ''
  throw new Mistake(`createMocks: ${path.join('.') || 'options'} ${message}${given}.`)
}

/** Only the rows that are given are checked: making the schemas of all tables takes longer than most tests do. */
function withRightRows(options: MocksOptions): MocksOptions {
  for (const [system, tables] of Object.entries(options.rows ?? {})) {
    const [issue] = compile(seeds[system] as JsonSchema, document).safeParse(tables).error?.issues ?? []
    if (issue) throw new Mistake(`createMocks: rows.${[system, ...issue.path].join('.')}: ${issue.message}.`)
  }
  return options
}

const { properties: seeds = {} } = schemaOf('ControlSeed')

const shown = (value: unknown): string =>
  typeof value === 'function' ? 'a function' : (JSON.stringify(value)?.slice(0, 80) ?? 'undefined')
