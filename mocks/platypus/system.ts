import type { System } from '../core/system/system.ts'
import { env } from './env.ts'
import { errors } from './errors.ts'
import { guards } from './guards.ts'
import { handlers } from './handlers.ts'
import { leadPath } from './leadpath.ts'
import { renewals } from './renewals.ts'
import { seed } from './seed.ts'
import { states } from './states.ts'
import { tables } from './tables.ts'
import { workers } from './workers.ts'

/** Platypus, the queue through which leads went from CustomersDot to Workato until 2023. */
export const platypus: System<'platypus', typeof tables> = {
  name: 'platypus',
  tables,
  handlers,
  guards,
  errors,
  renewals,
  env,
  leadPath,
  states,
  workers,
  seed,
  // Assumed.
  bodyLimit: 1024 * 1024,
}
