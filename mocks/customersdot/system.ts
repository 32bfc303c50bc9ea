import { rackReading } from '../core/http/body/reading.ts'
import { railsLogs } from '../core/system/rails.ts'
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

/** CustomersDot, GitLab's customers portal: records leads, keeps customers and orders, applies trials to GitLab's namespaces. */
export const customersdot: System<'customersdot', typeof tables> = {
  name: 'customersdot',
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
  reading: rackReading,
  logs: railsLogs,
}
