import { start } from './child.ts'
import type { Ingested } from './ingest.ts'

export interface BulkResult extends Ingested {
  records: number
}

/** How long a large job of Salesforce's Bulk API takes, and for how long at most it blocks every other request. */
export async function bulk(data: string, records: number): Promise<BulkResult> {
  const sandbox = await start('server.ts', data)
  const ingested = await sandbox.ask<Ingested>({ ingest: records })
  await sandbox.stop()
  return { records, ...ingested }
}
