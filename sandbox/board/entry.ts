import type { QueueJob, QueueJobJson } from '@bull-board/api/dist/types.js'

/** The states of Bull that the sandbox's jobs can be in. */
export const states = ['active', 'waiting', 'completed', 'failed', 'delayed'] as const
export type State = (typeof states)[number]

/** A job as the board shows it, with what may be done to it. */
export interface Entry {
  state: State
  json: QueueJobJson
  /** Trace of the lead. */
  traceId: string
  retry?(): Promise<void>
  promote?(): Promise<void>
  remove?(): Promise<void>
}

/** Where jobs are kept. */
export interface Shelf {
  /** The ids of its jobs in a state, newest first. */
  ids(state: State): string[]
  find(id: string): Entry | undefined
}

/** Several shelves as one. */
export const joined = (shelves: Shelf[]): Shelf => ({
  ids: (state) => shelves.flatMap((shelf) => shelf.ids(state)),
  find(id) {
    for (const shelf of shelves) {
      const found = shelf.find(id)
      if (found) return found
    }
    return undefined
  },
})

/** An entry as bull-board handles a job of Bull; what cannot be done to it is left undone. */
export const toJob = ({ state, json, retry, promote, remove }: Entry): QueueJob & { getState(): Promise<State> } => ({
  opts: json.opts,
  toJSON: () => json,
  getState: async () => state,
  retry: async () => retry?.(),
  promote: async () => promote?.(),
  remove: async () => remove?.(),
})
