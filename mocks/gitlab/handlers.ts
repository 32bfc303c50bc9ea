import type { Handlers } from '../core/system/system.ts'
import { trackCartAbandonment } from './forms/carts.ts'
import { handRaises } from './forms/handraises.ts'
import { places } from './forms/places.ts'
import { callbacks } from './namespaces/callbacks.ts'
import { provisionNamespace } from './namespaces/provision.ts'
import type { tables } from './tables.ts'
import { trials } from './trials/trials.ts'

export const handlers: Handlers<'gitlab', typeof tables> = {
  ...handRaises,
  ...trials,
  ...places,
  ...callbacks,
  trackCartAbandonment,
  provisionNamespace,
}
