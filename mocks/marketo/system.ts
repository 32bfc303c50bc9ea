import type { System } from '../core/system/system.ts'
import { env } from './access/env.ts'
import { renewals } from './access/renewals.ts'
import { errors } from './errors.ts'
import { guards } from './guards.ts'
import { handlers } from './handlers.ts'
import { leadPath } from './leads/leadpath.ts'
import { override } from './override.ts'
import { seed } from './seed.ts'
import { states } from './states.ts'
import { tables } from './tables.ts'
import { release } from './usage/limits.ts'
import { workers } from './workers.ts'

/** Marketo: people, their activities and scores, and the sync that takes them to Salesforce. */
export const marketo: System<'marketo', typeof tables> = {
  name: 'marketo',
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
  // Source of both limits: Adobe Marketo developer guide, error-codes.
  bodyLimit: 1024 * 1024,
  uriLimit: 8 * 1024,
  // Assumed: as Java servlets do.
  reading: { repeated: 'first' },
  override,
  ended: release,
}
