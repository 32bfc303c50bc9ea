import type { Schema } from '../../../contracts/openapi/types.ts'
import type { Outcome } from '../records/batch.ts'
import type { Refusal } from '../refusals.ts'

const rollback: Schema<'SalesforceSaveError'> = {
  statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  message: 'Record rolled back because not all records were valid and the request was using AllOrNone header',
  fields: [],
}

/**
 * A result for each record. When all were taken back because of some, the others say so too, with their id if it was theirs before. An
 * upsert tells whether it created. Source: Salesforce REST API Developer Guide, Composite, sObject Collections.
 */
export const answer = (outcomes: Outcome[], { isRolledBack, tells }: { isRolledBack: boolean; tells: boolean }) => ({
  status: 200 as const,
  body: outcomes.map((outcome): Schema<'SalesforceSaveResult'> => {
    if ('refusal' in outcome) return { success: false, errors: errorsOf(outcome.refusal) }
    if (isRolledBack) return { ...(outcome.created ? {} : { id: outcome.row.Id }), success: false, errors: [rollback] }
    return { id: outcome.row.Id, success: true, errors: [], ...(tells ? { created: outcome.created } : {}) }
  }),
})

/** The errors of one record among many: their code is called `statusCode`. */
const errorsOf = ({ body }: Refusal<number>): Schema<'SalesforceSaveError'>[] =>
  body.map(({ errorCode, message, fields = [] }) => ({ statusCode: errorCode, message, fields }))
