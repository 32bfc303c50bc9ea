import { contradict } from '../../union.ts'
import type { Sides } from '../scope.ts'
import type { Form } from './form.ts'

/** Which forms belong together, and which one side has for itself. */
export interface Match {
  pairs: Sides<Form>[]
  removed: Form[]
  added: Form[]
}

type Rule = (one: Form, other: Form) => boolean

/**
 * Finds for each form of the base its successor: the same component, else the one with the same consts, else the one of its type
 * whose consts do not contradict. Where "any" is one side's form, it covers what the other side has left.
 */
export function match(base: Form[], head: Form[]): Match {
  const rest = { base, head }
  const pairs = [sameComponent, sameConsts, sameType(base, head), bothNumbers].flatMap((rule) => take(rule, rest))
  const isAny = ({ type }: Form) => type === 'any'
  return {
    pairs,
    removed: head.some(isAny) ? rest.base.filter(isAny) : rest.base,
    added: base.some(isAny) ? rest.head.filter(isAny) : rest.head,
  }
}

function take(rule: Rule, rest: Sides<Form[]>): Sides<Form>[] {
  const pairs: Sides<Form>[] = []
  for (const base of rest.base) {
    const head = rest.head.find((other) => rule(base, other))
    if (!head) continue
    pairs.push({ base, head })
    rest.head = rest.head.filter((other) => other !== head)
  }
  rest.base = rest.base.filter((form) => !pairs.some(({ base }) => base === form))
  return pairs
}

const isComponent = ({ at }: Form) => /^\/components\/schemas\/[^/]+$/.test(at)
const sameComponent: Rule = (one, other) => one.type === other.type && one.at === other.at && isComponent(one)

const sameConsts: Rule = (one, other) =>
  one.type === other.type && one.consts.size > 0 && JSON.stringify([...one.consts]) === JSON.stringify([...other.consts])

/** A form that is the only one of its type on both sides is the same form, whatever happened to its consts. */
const sameType =
  (base: Form[], head: Form[]): Rule =>
  (one, other) =>
    one.type === other.type && (!contradict(one.consts, other.consts) || (isAlone(one, base) && isAlone(other, head)))

const isAlone = ({ type }: Form, forms: Form[]) => forms.filter((form) => form.type === type).length === 1

const bothNumbers: Rule = (one, other) => [one.type, other.type].every((type) => type === 'integer' || type === 'number')
