import { refuse } from '../refusals.ts'

/** Records of a request, and runs of the same object among them. Source: Salesforce REST API Developer Guide, sObject Collections. */
const most = { records: 200, chunks: 10 }

/** Refuses a collection that is too large. */
export const refuseExcess = () =>
  refuse(400, 'EXCEEDED_ID_LIMIT', `record limit reached. cannot submit more than ${most.records} records into this call`)

/** Refuses a collection that is too large or changes too often between objects. What refuses the runs is assumed. */
export function refuseSize(records: { attributes: { type: string } }[]) {
  if (records.length > most.records) return refuseExcess()
  const chunks = records.filter(({ attributes }, index) => attributes.type !== records[index - 1]?.attributes.type).length
  if (chunks > most.chunks) return refuse(400, 'LIMIT_EXCEEDED', `The records change between objects more than ${most.chunks} times.`)
  return undefined
}
