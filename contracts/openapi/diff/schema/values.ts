import type { Difference } from '../change.ts'
import { difference, type Scope, type Sides, sourceOf } from '../scope.ts'
import type { Form } from './form.ts'

/** How the values that an `enum` or a `const` allows differ. */
export function* compareValues(pair: Sides<Form>, scope: Scope): Generator<Difference> {
  const source = sourceOf(pair)
  const [base, head] = [valuesOf(pair.base), valuesOf(pair.head)]
  if (!base && head) yield difference('tightened', `may only be ${list(head)}`, scope, source)
  if (base && !head) yield difference('loosened', `may be any value, not only ${list(base)}`, scope, source)
  if (!base || !head) return
  const removed = base.filter((value) => !head.includes(value))
  const added = head.filter((value) => !base.includes(value))
  if (base.length === 1 && head.length === 1 && removed.length)
    return yield difference('const_changed', `is ${list(added)}, was ${list(removed)}`, scope, source)
  if (removed.length) yield difference('value_removed', `may no longer be ${list(removed)}`, scope, source)
  if (added.length) yield difference('value_added', `may be ${list(added)}, too`, scope, source)
}

/** The values as JSON text; undefined when any value is allowed. Null is a type of its own, so it does not count here. */
function valuesOf({ type, node }: Form): string[] | undefined {
  const values = 'const' in node ? [node.const] : node.enum
  if (type === 'null' || !values) return undefined
  return values.filter((value) => value !== null).map((value) => JSON.stringify(value))
}

/** As many as a line bears. */
const most = 6

const list = (values: string[]): string =>
  values.slice(0, most).join(', ') + (values.length > most ? ` and ${values.length - most} more` : '')
