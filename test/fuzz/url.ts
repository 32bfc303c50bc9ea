import fc from 'fast-check'
import type { Operation } from '../../contracts/openapi/operation.ts'
import { known } from './known.ts'
import { requiredIn, schemasIn } from './parameters.ts'
import { asText, mostly, mutated, oddNames, oddText, withMarks } from './text.ts'
import { fitting, some } from './value.ts'

/** A well-formed escape of any value; a lone surrogate becomes U+FFFD. */
const escaped = (value: unknown) => withMarks(encodeURIComponent(asText(value).toWellFormed()))

/** Whether a parameter names something that the world may know. */
const isReference = (name: string) => /^(system|table|value|locator)$|id$|handle$/i.test(name)

/** The path of an operation with values for its parameters, now and then in another spelling or changed. */
export function pathOf(operation: Operation): fc.Arbitrary<string> {
  const parameters = Object.entries(schemasIn(operation, 'path')).map(([name, schema]) => [
    name,
    isReference(name) ? fc.oneof(fitting(schema), known) : fitting(schema),
  ])
  const values = fc.record<Record<string, unknown>>(Object.fromEntries(parameters))
  const path = values.map((values) => operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => escaped(values[name])))
  return mostly(path, path.chain(misspelt))
}

const misspelt = (path: string) =>
  fc.oneof(
    mutated(path).map((changed) => `/${changed}`),
    fc.constantFrom(`${path}/`, `/${path}`, path.toUpperCase(), path.replace(/\w(?=\w*$)/, '%61'), `${path}/%00`, `${path}%zz`),
  )

/** Some of the parameters, now and then with one that is repeated or unknown. */
export function queryOf(operation: Operation): fc.Arbitrary<string> {
  const own = schemasIn(operation, 'query')
  const pairs = some(own, requiredIn(operation, 'query')).map((values) =>
    Object.entries(values).flatMap(([name, value]) => [value].flat().map((item) => `${escaped(name)}=${escaped(item)}`)),
  )
  const surplus = fc
    .tuple(fc.constantFrom(...oddNames, ...Object.keys(own), '_method', '_HttpMethod'), oddText)
    .map(([name, value]) => `${escaped(name)}=${escaped(value)}`)
  return fc.oneof(
    { weight: 8, arbitrary: pairs.map((pairs) => pairs.join('&')) },
    { weight: 2, arbitrary: fc.tuple(pairs, surplus).map(([pairs, more]) => [...pairs, more].join('&')) },
    { weight: 1, arbitrary: pairs.chain((pairs) => mutated(pairs.join('&'))) },
  )
}
