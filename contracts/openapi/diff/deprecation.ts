import type { Difference } from './change.ts'
import { difference, type Scope, type Sides } from './scope.ts'

interface Deprecable {
  deprecated?: boolean
}

/** Whether an operation, a parameter or a schema is given up, or taken up again. */
export function* compareDeprecation({ base, head }: Sides<Deprecable>, scope: Scope, source: string): Generator<Difference> {
  if (!base.deprecated && head.deprecated) yield difference('deprecated', 'is deprecated', scope, source)
  if (base.deprecated && !head.deprecated) yield difference('revived', 'is no longer deprecated', scope, source)
}
