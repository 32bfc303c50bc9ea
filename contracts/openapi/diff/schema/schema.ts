import type { JsonSchema } from '../../document.ts'
import type { Difference } from '../change.ts'
import { compareDeprecation } from '../deprecation.ts'
import { difference, type Scope, type Sides, type Site, sourceOf, within } from '../scope.ts'
import { children } from './children.ts'
import { type Form, forms, nameOf } from './form.ts'
import { compareLimits } from './limits.ts'
import { type Match, match } from './match.ts'
import { compareProperties } from './properties.ts'
import { compareValues } from './values.ts'

/** All differences between two schemas, through references and down to the leaves. */
export function* compareSchemas({ base, head }: Sides<Site<JsonSchema>>, scope: Scope): Generator<Difference> {
  const { documents } = scope
  const found = match(forms(base.node, base.at, documents.base), forms(head.node, head.at, documents.head))
  yield* compareForms(found, scope)
  for (const pair of found.pairs) yield* comparePair(pair, scope)
}

/** Which types and branches came and went. */
function* compareForms({ pairs, removed, added }: Match, scope: Scope): Generator<Difference> {
  const types = (forms: Form[]) => [...new Set(forms.map(({ type }) => type))]
  const isKept = ({ type }: Form) => pairs.some(({ base, head }) => base.type === type || head.type === type)
  const [gone, come] = [types(removed.filter((form) => !isKept(form))), types(added.filter((form) => !isKept(form)))]
  const source = [...removed, ...added].map(({ at }) => at).join(' ')
  if (gone.length && come.length) yield difference('type_changed', `may be ${or(come)}, no longer ${or(gone)}`, scope, source)
  else if (gone.length) yield difference('type_removed', `may no longer be ${or(gone)}`, scope, source)
  else if (come.length) yield difference('type_added', `may be ${or(come)}, too`, scope, source)
  for (const form of removed.filter(isKept))
    yield difference('branch_removed', `may no longer have the form of ${nameOf(form)}`, scope, form.at)
  for (const form of added.filter(isKept)) yield difference('branch_added', `may have the form of ${nameOf(form)}, too`, scope, form.at)
}

const or = (types: string[]): string => types.map((type) => (type === 'any' ? 'anything' : type)).join(' or ')

function* comparePair(pair: Sides<Form>, around: Scope): Generator<Difference> {
  const { base, head } = pair
  const source = sourceOf(pair)
  const scope = isTables(base) ? { ...around, isRow: true } : around
  const step = `${source} ${base.type} ${scope.isRow}`
  if (scope.seen.has(step)) return
  scope.seen.add(step)
  if (base.type === 'integer' && head.type === 'number')
    yield difference('type_added', 'may be any number, not only integer', scope, source)
  if (base.type === 'number' && head.type === 'integer')
    yield difference('type_removed', 'may be integer only, not any number', scope, source)
  yield* compareDeprecation({ base: base.node, head: head.node }, scope, source)
  for (const compare of [compareValues, compareLimits, compareProperties]) yield* compare(pair, scope)
  for (const { key, sites } of children(pair)) yield* compareSchemas(sites, within(scope, key))
}

/** Whether a form is the component that describes the rows of a system's tables. */
const isTables = ({ at }: Form): boolean => /^\/components\/schemas\/[A-Z][a-z]+Tables$/.test(at)
