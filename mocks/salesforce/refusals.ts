import type { Schema } from '../../contracts/openapi/types.ts'
import { tokenRefusal } from '../core/system/oauth.ts'
import type { Field } from './records/fields.ts'

/** What an operation may refuse with: the status and an array, mostly of one error. */
export type Refusal<Status extends number = 400> = { status: Status; body: Schema<'SalesforceErrors'> }

/** Refuses in Salesforce's form. `fields` is there on record and field errors only. */
export const refuse = <Status extends number>(
  status: Status,
  errorCode: Schema<'SalesforceErrorCode'>,
  message: string,
  fields?: string[],
): Refusal<Status> => ({ status, body: [{ message, errorCode, ...(fields ? { fields } : {}) }] })

export const refuseUnknown = (message = 'The requested resource does not exist') => refuse(404, 'NOT_FOUND', message)

/** Refuses a name that is no field of the object. The text is assumed. */
export const refuseColumn = (name: string, object: string) =>
  refuse(400, 'INVALID_FIELD', `No such column '${name}' on sobject of type ${object}`)

/** The field that the path finds the record by stands in the body too. Known of `Id`, assumed of the others. */
export const refuseRepeated = (name: string) =>
  refuse(400, 'INVALID_FIELD', `The ${name} field should not be specified in the sobject data.`)

/** A field that may be read and not written. Code and text are assumed. */
export const refuseReadOnly = (name: string) =>
  refuse(400, 'INVALID_FIELD', `Unable to create/update fields: ${name}. Please check the security settings of this field.`, [name])

export const refuseMissing = (names: string[]) =>
  refuse(400, 'REQUIRED_FIELD_MISSING', `Required fields are missing: [${names.join(', ')}]`, names)

export const refuseLength = ({ name, label, length }: Field, value: unknown) =>
  refuse(400, 'STRING_TOO_LONG', `${label}: data value too large: ${value} (max length=${length})`, [name])

/** The text is assumed. */
export const refuseEmail = ({ name, label }: Field, value: unknown) =>
  refuse(400, 'INVALID_EMAIL_ADDRESS', `${label}: invalid email address: ${value}`, [name])

/** A number outside what the field takes. The text is assumed. */
export const refuseRange = ({ name, label }: Field, value: unknown) =>
  refuse(400, 'NUMBER_OUTSIDE_VALID_RANGE', `${label}: number outside valid range: ${value}`, [name])

/** Source of the text: Salesforce help, Resolving "Bad Value for Restricted Picklist" Error. */
export const refusePick = ({ name, label }: Field, value: unknown) =>
  refuse(400, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST', `${label}: bad value for restricted picklist field: ${value}`, [name])

/** An id that is none; the text is known of other fields. */
export const refuseId = ({ name, label }: Pick<Field, 'name' | 'label'>, value: unknown) =>
  refuse(400, 'MALFORMED_ID', `${label}: id value of incorrect type: ${value}`, [name])

/** A JSON value of another type than the field's. The text is assumed. */
export const refuseType = (type: string, value: unknown) =>
  refuse(400, 'JSON_PARSER_ERROR', `Cannot deserialize instance of ${type} from value ${JSON.stringify(value)}`)

/** Values that do not go together, or that the org does not know. */
export const refuseIntegrity = (name: string, message: string) => refuse(400, 'FIELD_INTEGRITY_EXCEPTION', message, [name])

/** Refusals of the token endpoint. Sources: Salesforce help, OAuth 2.0 flows; restforce's recorded responses. */
export const refuseToken = (error: Schema<'SalesforceTokenError'>['error'], description: string) => tokenRefusal(400, error, description)

/** A refusal of the identity URL: one word of plain text (assumed; it is what public clients handle). */
export const refuseIdentity = <Status extends number, Word extends string>(status: Status, body: Word) => ({
  status,
  headers: { 'content-type': 'text/plain' },
  body,
})
