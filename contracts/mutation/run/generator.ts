import { Mistake } from '../../openapi/mistake.ts'
import type { PactInteraction } from '../../pact/pact.ts'
import { withValue } from '../replace.ts'
import { exampleOf, isForm, type Request } from '../request.ts'

/** What the provider's states gave, by name. */
export type Values = Record<string, unknown>

type Generators = Record<string, Record<string, unknown>>

/** The request with the values that its generators take from the provider's states, as Pact's verifier sends it. */
export function filledIn(interaction: PactInteraction, values: Values): Request {
  const { header = {}, query = {}, body = {}, path } = (interaction.raw.request as { generators?: Generators }).generators ?? {}
  let request = exampleOf(interaction)
  const fill = (generator: unknown) => evaluate(generator as Generator, values)
  if (path) request = { ...request, path: String(fill(path)) }
  for (const [name, generator] of Object.entries(header))
    request = { ...request, headers: { ...request.headers, [name.toLowerCase()]: String(fill(generator)) } }
  for (const [name, generator] of Object.entries(query))
    request = { ...request, query: { ...request.query, [name]: [String(fill(generator))] } }
  for (const [place, generator] of Object.entries(body)) request = { ...request, body: withBody(request, keysOf(place), fill(generator)) }
  return request
}

interface Generator {
  type: string
  expression: string
}

/** `Bearer ${token}`; an expression that is nothing but a name keeps the value's own type. */
function evaluate({ type, expression }: Generator, values: Values): unknown {
  if (type !== 'ProviderState') throw new Mistake(`A generator "${type}" is not understood: only those of provider states are.`)
  const named = (name: string) => {
    if (!Object.hasOwn(values, name)) throw new Mistake(`The contract needs "${name}" of a provider state, and no state gives it.`)
    return values[name]
  }
  const only = expression.match(/^\$\{([^}]+)\}$/)?.[1]
  return only === undefined ? expression.replaceAll(/\$\{([^}]+)\}/g, (_, name) => String(named(name))) : named(only)
}

/** `$.input[0]['first name']` as its keys. */
const keysOf = (path: string): (string | number)[] =>
  [...path.matchAll(/\.([^.[\]]+)|\[(\d+)\]|\['([^']+)'\]/g)].map(([, name, index, quoted]) =>
    index === undefined ? (name ?? quoted ?? '') : Number(index),
  )

function withBody(request: Request, keys: (string | number)[], value: unknown): unknown {
  if (!isForm(request)) return withValue(request.body, keys, value)
  const form = new URLSearchParams(String(request.body))
  form.set(String(keys[0]), String(value))
  return form.toString()
}
