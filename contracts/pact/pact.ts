import { z } from 'zod'
import { Mistake } from '../openapi/mistake.ts'

/** What a contract must be able to count on at the provider before a request is made. */
export interface Given {
  name: string
  params?: Record<string, unknown>
}

/** Matching rules of one side: by category (`body`, `header`, `query`, `path`, `status`), then by JSON path or name. */
export type Rules = Record<string, unknown>

/** One side of an interaction, whichever version of the specification it was written in. */
export interface Message {
  /** Names in lower case. */
  headers: Record<string, string>
  /** Undefined without a body. */
  body?: unknown
  rules: Rules
}

/** One request and the reply that the consumer counts on. */
export interface PactInteraction {
  description: string
  states: Given[]
  comments: Record<string, unknown>
  request: Message & { method: string; path: string; query: Record<string, string[]> }
  response: Message & { status: number }
  /** As it stands in the file. */
  raw: Record<string, unknown>
}

/** A contract between two systems. */
export interface Pact {
  consumer: string
  provider: string
  interactions: PactInteraction[]
  /** As it stands in the file. */
  raw: Record<string, unknown>
}

const object = z.record(z.string(), z.unknown())
const headers = z.record(z.string(), z.union([z.string(), z.array(z.string())])).nullish()
const side = { headers, body: z.unknown().optional(), matchingRules: object.nullish() }
const interaction = z.looseObject({
  type: z.string().optional(),
  description: z.string(),
  providerState: z.string().nullish(),
  providerStates: z.array(z.looseObject({ name: z.string(), params: object.nullish() })).nullish(),
  comments: object.nullish(),
  request: z.looseObject({ ...side, method: z.string(), path: z.string(), query: z.union([z.string(), object]).nullish() }),
  response: z.looseObject({ ...side, status: z.number().int().optional() }),
})
const file = z.looseObject({
  consumer: z.looseObject({ name: z.string().min(1) }),
  provider: z.looseObject({ name: z.string().min(1) }),
  interactions: z.array(object),
})

/** Reads a pact of specification 2, 3 or 4; throws a Mistake that says what is wrong. A message that is no HTTP would go unverified, and is refused. */
export function readPact(text: string, name: string): Pact {
  const raw = parse(text, name)
  const pact = accept(file, raw, name)
  const other = pact.interactions.find(({ type }) => type !== undefined && type !== 'Synchronous/HTTP')
  if (other)
    throw new Mistake(`${name}: "${other.description}" is of the type ${other.type}. Only Synchronous/HTTP is verified: take it out.`)
  return {
    consumer: pact.consumer.name,
    provider: pact.provider.name,
    interactions: pact.interactions.map((entry, index) =>
      readInteraction(accept(interaction, entry, `${name}, interaction ${index + 1}`), entry),
    ),
    raw: raw as Record<string, unknown>,
  }
}

function parse(text: string, name: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Mistake(`${name} is no pact: it is no JSON (${(error as Error).message}).`)
  }
}

function accept<Kind>(schema: z.ZodType<Kind>, value: unknown, name: string): Kind {
  const { data, error } = schema.safeParse(value)
  if (!error) return data as Kind
  const [issue] = error.issues
  throw new Mistake(`${name} is no pact: ${issue?.path.join('.') || 'the file'}: ${issue?.message}.`)
}

function readInteraction(entry: z.infer<typeof interaction>, raw: Record<string, unknown>): PactInteraction {
  const { description, providerState, providerStates, comments, request, response } = entry
  return {
    description,
    states: providerStates?.map(({ name, params }) => ({ name, params: params ?? {} })) ?? (providerState ? [{ name: providerState }] : []),
    comments: comments ?? {},
    request: { ...readSide(request), method: request.method.toUpperCase(), path: request.path, query: readQuery(request.query) },
    response: { ...readSide(response), status: response.status ?? 200 },
    raw,
  }
}

function readSide({
  headers,
  body,
  matchingRules,
}: {
  headers?: z.infer<typeof interaction>['request']['headers']
  body?: unknown
  matchingRules?: Rules | null
}): Message {
  const entries = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), [value].flat().join(', ')])
  return { headers: Object.fromEntries(entries), body: readBody(body), rules: matchingRules ?? {} }
}

/** Specification 4 wraps a body; the ones before have it as it is. */
function readBody(body: unknown): unknown {
  if (body === null || body === undefined || typeof body !== 'object' || !('content' in body)) return body ?? undefined
  const { content, encoded } = body as { content: unknown; encoded?: unknown }
  return encoded && typeof content === 'string' ? atob(content) : content
}

function readQuery(query: string | Record<string, unknown> | null | undefined): Record<string, string[]> {
  if (typeof query !== 'string')
    return Object.fromEntries(Object.entries(query ?? {}).map(([name, values]) => [name, [values].flat().map(String)]))
  const search = new URLSearchParams(query)
  return Object.fromEntries([...search.keys()].map((name) => [name, search.getAll(name)]))
}
