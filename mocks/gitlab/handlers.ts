import type { Handlers } from '../system.ts'
import { callbacks } from './callbacks.ts'
import { trackCartAbandonment } from './carts.ts'
import { handRaises } from './handraises.ts'
import { places } from './places.ts'
import { provisionNamespace } from './provision.ts'
import type { tables } from './tables.ts'
import { trials } from './trials.ts'

export const handlers: Handlers<'gitlab', typeof tables> = {
  ...handRaises,
  ...trials,
  ...places,
  ...callbacks,
  trackCartAbandonment,
  provisionNamespace,
}
