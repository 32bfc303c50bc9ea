import type { Schema } from '../../../contracts/types.ts'
import type { Outcome } from '../records/batch.ts'
import type { Refusal } from '../refusals.ts'

type Result = Schema<'SalesforceSaveResult'>

const rolledBack = 'Record rolled back because not all records were valid and the request was using AllOrNone header'

/**
 * A result for each record. When all were taken back because of some, the others say so too. An upsert tells whether it created;
 * the text of the roll-back is assumed.
 */
export const answer = (outcomes: Outcome[], { isRolledBack, tells }: { isRolledBack: boolean; tells: boolean }) => ({
  status: 200 as const,
  body: outcomes.map((outcome): Result => {
    if ('refusal' in outcome) return { success: false, errors: errorsOf(outcome.refusal) }
    if (isRolledBack)
      return { success: false, errors: [{ statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK', message: rolledBack, fields: [] }] }
    return { id: outcome.row.Id, success: true, errors: [], ...(tells ? { created: outcome.created } : {}) }
  }),
})

/** The errors of one record among many: their code is called `statusCode`. */
export const errorsOf = ({ body }: Refusal<number>): Schema<'SalesforceSaveError'>[] =>
  body.map(({ errorCode, message, fields = [] }) => ({ statusCode: errorCode, message, fields }))
