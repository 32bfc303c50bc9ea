import { formType } from '../core/http/body/media.ts'
import type { System } from '../core/system/system.ts'
import { env } from './access/env.ts'
import { usageHeaders } from './access/limits.ts'
import { renewals } from './access/renewals.ts'
import { errors } from './errors.ts'
import { guards } from './guards.ts'
import { handlers } from './handlers.ts'
import { override } from './override.ts'
import { leadPath } from './records/leadpath.ts'
import { seed } from './seed.ts'
import { states } from './states.ts'
import { tables } from './tables.ts'
import { workers } from './workers.ts'

/** Salesforce on one org, as far as a lead and what it becomes need it: REST, Bulk API 2.0 and SOAP. */
export const salesforce: System<'salesforce', typeof tables> = {
  name: 'salesforce',
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
  // Assumed: the documented limit, 50 MB, is the SOAP API's.
  bodyLimit: 5 * 1024 * 1024,
  // Source: Salesforce REST API Developer Guide, errorcodes.
  uriLimit: 16_384,
  reading: {
    // Sources: Salesforce REST API Developer Guide, intro_rest_compression; for forms, Salesforce help, 000382900. For the Bulk API it is assumed.
    encodings: (mediaType) => (mediaType === formType ? [] : ['gzip', 'deflate']),
    // Source: Salesforce REST API Developer Guide, intro_rest_architecture.
    charsets: (mediaType) => (mediaType === 'text/xml' ? ['utf-16le', 'utf-16be'] : []),
    // Assumed: as Java servlets do.
    repeated: 'first',
  },
  headers: usageHeaders,
  override,
}
