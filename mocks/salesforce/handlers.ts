import type { Handlers } from '../system.ts'
import { ingest } from './bulk/ingest.ts'
import { collections } from './composite/collections.ts'
import { records } from './records/records.ts'
import { upsert } from './records/upsert.ts'
import { resources } from './resources.ts'
import { authorization } from './session/codes.ts'
import { session } from './session/session.ts'
import { soap } from './soap/soap.ts'
import { queries } from './soql/queries.ts'
import type { tables } from './tables.ts'

export const handlers: Handlers<'salesforce', typeof tables> = {
  ...session,
  ...authorization,
  ...resources,
  ...records,
  ...upsert,
  ...collections,
  ...queries,
  ...soap,
  ...ingest,
}
