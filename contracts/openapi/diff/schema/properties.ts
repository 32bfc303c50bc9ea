import type { Difference } from '../change.ts'
import { difference, type Scope, type Sides, sourceOf, within } from '../scope.ts'
import type { Kind } from '../severity.ts'
import type { Form } from './form.ts'

/** Which properties came, went, or changed between required and optional, and whether the object takes others. */
export function* compareProperties(pair: Sides<Form>, scope: Scope): Generator<Difference> {
  if (pair.base.type !== 'object' || pair.head.type !== 'object') return
  const [before, now] = [pair.base.node.properties ?? {}, pair.head.node.properties ?? {}]
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const [kind, message] = !Object.hasOwn(before, name)
      ? added(name, pair, scope)
      : Object.hasOwn(now, name)
        ? kept(name, pair)
        : removed(pair, scope)
    if (kind) yield difference(kind, message, within(scope, name), `${sourceOf(pair)} ${name}`)
  }
  yield* compareOpenness(pair, scope)
}

type Told = [Kind, string] | [undefined, '']

function added(name: string, { base, head }: Sides<Form>, { place }: Scope): Told {
  const isRequired = head.node.required?.includes(name)
  if (place.side === 'request') return isRequired ? ['required_property_added', 'is new and required'] : ['property_added', 'is new']
  if (openness(base) === 2) return ['property_added', 'is new']
  return ['property_added_to_closed', 'is new; a strict reader refuses it, since the object was closed']
}

function removed({ head }: Sides<Form>, { place }: Scope): Told {
  if (place.side === 'response') return ['property_removed', 'was removed']
  if (openness(head) > 0) return ['property_removed', 'was removed; it may still be sent, and no longer counts']
  return ['property_removed_from_closed', 'was removed; it is refused, since the object is closed']
}

function kept(name: string, { base, head }: Sides<Form>): Told {
  const [was, is] = [base, head].map(({ node }) => node.required?.includes(name) ?? false)
  if (was === is) return [undefined, '']
  return is ? ['required', 'is required now'] : ['optional', 'is no longer required']
}

function* compareOpenness(pair: Sides<Form>, scope: Scope): Generator<Difference> {
  const [before, now] = [openness(pair.base), openness(pair.head)]
  const says = ['takes no other properties', 'takes other properties of one kind', 'takes any other properties'][now]
  if (before < now) yield difference('object_opened', `${says} now`, scope, sourceOf(pair))
  if (before > now) yield difference('object_closed', `${says} now`, scope, sourceOf(pair))
}

/** 0 when the object is closed, 1 when it is a map of a schema, 2 when it takes anything. */
const openness = ({ node: { additionalProperties = true } }: Form): 0 | 1 | 2 =>
  additionalProperties === true ? 2 : additionalProperties === false ? 0 : 1
