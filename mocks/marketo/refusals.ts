import type { Schema } from '../../contracts/openapi/types.ts'
import { tokenRefusal } from '../core/system/oauth.ts'
import { requestId, type Source } from './envelope.ts'

type Code = Schema<'MarketoError'>['code']

/** A refusal of the request as a whole, which Marketo sends under HTTP 200. Source: Adobe Marketo developer guide, error-codes. */
export const refuse = (source: Source, code: Code, message: string) => ({
  status: 200 as const,
  body: { requestId: requestId(source), success: false as const, errors: [{ code, message }] },
})

/**
 * A refusal of the identity endpoint, the only one under another status than 200. Source: Adobe Marketo developer guide,
 * error-codes; the body is in the tests of the Ruby client mkto_rest.
 */
export const refuseToken = (error: 'invalid_client' | 'unauthorized' = 'invalid_client', description = 'Bad client credentials') =>
  tokenRefusal(401, error, description)
