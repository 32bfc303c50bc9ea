/** Calls back when requests and timers that wait have been served. Browsers have no `setImmediate`. */
export const soon: (callback: () => void) => void = typeof setImmediate === 'function' ? setImmediate : setTimeout

/** Resolves in a later turn of the event loop, so that long work keeps no request waiting. */
export const nextTurn = (): Promise<void> => new Promise(soon)

/** Work in portions. It yields where it may be interrupted. */
export type Portions<Result> = Generator<void, Result>

/** Characters that one portion handles. */
export const portion = 2 ** 14

/** Characters of a text that is handled without a break. */
export const longText = 4 * portion

/** Whether a text is so long that its handling is divided between turns of the event loop. */
export const isLong = (text: string): boolean => text.length > longText

/** Does work in portions, with other requests served in between: after so many milliseconds, at the end of a portion. */
export async function inTurns<Result>(work: Portions<Result>, turnMs: number): Promise<Result> {
  let began = performance.now()
  for (let step = work.next(); ; step = work.next()) {
    if (step.done) return step.value
    if (performance.now() - began < turnMs) continue
    await nextTurn()
    began = performance.now()
  }
}

/** Does work in portions without a pause. */
export function atOnce<Result>(work: Portions<Result>): Result {
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value
}

/** Small pieces of work that one portion has. */
export const pieces = 256

/** Says at every so many pieces of work that it is time to yield. */
export function pace(): () => boolean {
  let done = 0
  return () => ++done % pieces === 0
}
