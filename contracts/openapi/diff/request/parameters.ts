import type { ParameterObject } from '../../document.ts'
import type { Difference } from '../change.ts'
import { compareDeprecation } from '../deprecation.ts'
import { type Endpoint, isSame, nameOf } from '../endpoint.ts'
import { compareSchemas } from '../schema/schema.ts'
import { difference, type Scope, type Sides, type Site, sourceOf, within } from '../scope.ts'

type Parameter = Site<ParameterObject>

/** Which parameters came, went or moved, and how those that stayed differ. */
export function* compareParameters({ base, head }: Sides<Endpoint>, scope: Scope): Generator<Difference> {
  const [before, now] = [named(base), named(head)]
  const lost = before.filter((parameter) => !find(parameter, now))
  const found = now.filter((parameter) => !find(parameter, before))
  for (const parameter of before) {
    const same = find(parameter, now)
    if (same) yield* compareParameter({ base: parameter, head: same }, scope)
  }
  for (const parameter of lost) yield gone(parameter, elsewhere(parameter, found), scope)
  for (const parameter of found) if (!elsewhere(parameter, lost)) yield come(parameter, scope)
  yield* comparePath({ base, head }, scope)
}

/** Parameters that are sent by their name. */
const named = ({ parameters }: Endpoint): Parameter[] => parameters.filter(({ node }) => node.in !== 'path')

const find = ({ node }: Parameter, among: Parameter[]) => among.find((other) => isSame(other.node, node))

/** One of the same name in another place. */
const elsewhere = ({ node }: Parameter, among: Parameter[]) =>
  among.find((other) => other.node.name.toLowerCase() === node.name.toLowerCase())

function gone(parameter: Parameter, moved: Parameter | undefined, scope: Scope): Difference {
  const place = placeOf(parameter, scope)
  if (!moved) return difference('parameter_removed', 'was removed; what is sent there no longer counts', place, parameter.at)
  return difference('parameter_moved', `moved to the ${moved.node.in}`, place, sourceOf({ base: parameter, head: moved }))
}

function come(parameter: Parameter, scope: Scope): Difference {
  const place = placeOf(parameter, scope)
  if (parameter.node.required) return difference('required_parameter_added', 'is new and required', place, parameter.at)
  return difference('parameter_added', 'is new', place, parameter.at)
}

const placeOf = ({ node }: Parameter, scope: Scope): Scope => within(scope, node.in, nameOf(node))

function* compareParameter(pair: Sides<Parameter>, scope: Scope): Generator<Difference> {
  const { base, head } = pair
  const place = placeOf(head, scope)
  if (head.node.in !== 'path' && !base.node.required && head.node.required)
    yield difference('required', 'is required now', place, sourceOf(pair))
  if (base.node.required && !head.node.required) yield difference('optional', 'is no longer required', place, sourceOf(pair))
  yield* compareDeprecation({ base: base.node, head: head.node }, place, sourceOf(pair))
  yield* compareSchemas({ base: schemaOf(base), head: schemaOf(head) }, place)
}

const schemaOf = ({ node, at }: Parameter) => ({ node: node.schema, at: `${at}/schema` })

/** What stands in the path has no name in a request: it is told by its position. */
function* comparePath({ base, head }: Sides<Endpoint>, scope: Scope): Generator<Difference> {
  const [before, now] = [base, head].map(inPath)
  if (before?.length !== now?.length) return
  for (const [index, parameter] of (before ?? []).entries()) {
    const other = now?.[index]
    if (other) yield* compareParameter({ base: parameter, head: other }, scope)
  }
}

function inPath({ path, parameters }: Endpoint): Parameter[] {
  const names = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name)
  return names.flatMap((name) => parameters.filter(({ node }) => node.in === 'path' && node.name === name))
}
