import type { System } from '../core/system/system.ts'
import { env } from './access/env.ts'
import { renewals } from './access/renewals.ts'
import { errors } from './errors.ts'
import { guards } from './guards.ts'
import { handlers } from './handlers.ts'
import { concerns } from './recipe/concerns.ts'
import { leadPath } from './recipe/leadpath.ts'
import { seed } from './seed.ts'
import { states } from './states.ts'
import { tables } from './tables.ts'
import { workers } from './workers.ts'

/** Workato's API platform with one recipe, which takes leads to Marketo, and the Developer API for it. */
export const workato: System<'workato', typeof tables> = {
  name: 'workato',
  tables,
  handlers,
  guards,
  errors,
  renewals,
  env,
  leadPath,
  concerns,
  states,
  workers,
  seed,
  // Source: Workato docs, api-mgmt limits.
  bodyLimit: 5 * 1024 * 1024,
  // Assumed: the Developer API answers in Rails' words.
  reading: { repeated: 'last' },
}
