import type { RawReply } from '../../core/system/call.ts'
import { refuse } from '../refusals.ts'
import type { SalesforceContext } from '../tables.ts'

type Remembering = Pick<SalesforceContext, 'memory'>

/** Makes the REST API unavailable for its next calls: for whoever wants to see a client try again. */
export const planOutage = (calls: number, { memory }: Remembering) => void memory.set('outage', calls)

export const endOutage = ({ memory }: Remembering) => void memory.delete('outage')

/** Refuses a call during an outage, which is one call shorter then. The text is assumed. */
export function refuseOutage({ memory }: Remembering): RawReply | undefined {
  const left = (memory.get('outage') as number | undefined) ?? 0
  if (left < 1) return undefined
  memory.set('outage', left - 1)
  return refuse(503, 'SERVER_UNAVAILABLE', 'The server is temporarily unavailable.')
}
