import type { Context } from '../core/system/context.ts'

/** What a reply needs of a context. */
export type Source = Pick<Context, 'clock' | 'ids'>

/** Hexadecimal digits of no meaning, then the epoch milliseconds in hexadecimal digits. Source: recordings of MadKudu's node-marketo. */
export const requestId = ({ clock, ids }: Source) => `${ids.hex(2)}#${clock.now().toString(16)}`

/** A success, with `result` and whatever else belongs to it. */
export const succeed = <Rest extends object>(source: Source, rest: Rest) => ({
  status: 200 as const,
  body: { requestId: requestId(source), success: true as const, ...rest },
})
