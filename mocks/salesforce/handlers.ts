import type { Handlers } from '../core/system/system.ts'
import { authorization } from './access/codes.ts'
import { session } from './access/session.ts'
import { ingest } from './bulk/ingest.ts'
import { collections } from './composite/collections.ts'
import { records } from './records/records.ts'
import { upsert } from './records/upsert.ts'
import { resources } from './resources/resources.ts'
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
