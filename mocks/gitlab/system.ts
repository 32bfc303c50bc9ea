import { rackReading } from '../core/http/body/reading.ts'
import { railsLogs } from '../core/system/rails.ts'
import type { System } from '../core/system/system.ts'
import { env } from './env.ts'
import { errors } from './errors.ts'
import { guards } from './guards.ts'
import { handlers } from './handlers.ts'
import { leadPath } from './leadpath.ts'
import { seed } from './seed.ts'
import { states } from './states.ts'
import { tables } from './tables.ts'
import { renewals } from './users/renewals.ts'
import { workers } from './workers.ts'

/** GitLab.com: the forms of hand raises and trials, and the API that CustomersDot calls back. */
export const gitlab: System<'gitlab', typeof tables> = {
  name: 'gitlab',
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
  // Assumed: GitLab's limit is that of the server before it.
  bodyLimit: 1024 * 1024,
  reading: rackReading,
  logs: railsLogs,
}
