/** Calls back when requests and timers that wait have been served. Browsers have no `setImmediate`. */
export const soon: (callback: () => void) => void = typeof setImmediate === 'function' ? setImmediate : setTimeout

/** Resolves in a later turn of the event loop, so that long work keeps no request waiting. */
export const nextTurn = (): Promise<void> => new Promise(soon)
