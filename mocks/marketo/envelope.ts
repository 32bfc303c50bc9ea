import type { Schema } from '../../contracts/openapi/types.ts'
import type { Context } from '../core/system/context.ts'

type Source = Pick<Context, 'clock' | 'ids'>
type Code = Schema<'MarketoError'>['code']

/** Hexadecimal digits of no meaning, then the epoch milliseconds in hexadecimal digits. Source: recordings of MadKudu's node-marketo. */
const requestId = ({ clock, ids }: Source) => `${ids.hex(2)}#${clock.now().toString(16)}`

/** A success, with `result` and whatever else belongs to it. */
export const succeed = <Rest extends object>(source: Source, rest: Rest) => ({
  status: 200 as const,
  body: { requestId: requestId(source), success: true as const, ...rest },
})

/** A refusal of the request as a whole, which Marketo sends under HTTP 200. Source: Adobe Marketo developer guide, error-codes. */
export const refuse = (source: Source, code: Code, message: string) => ({
  status: 200 as const,
  body: { requestId: requestId(source), success: false as const, errors: [{ code, message }] },
})
