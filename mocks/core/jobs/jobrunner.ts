import type { Job, Run } from '../system/record.ts'

/** How an attempt at a job ended. */
export interface RunResult {
  outcome: Run['outcome']
  error?: string
}

/** Runs a world's jobs when they are due, at least once each: a job that ran when the process died runs again. */
export interface JobRunner {
  /** Notes a committed job and when it is due. */
  schedule(job: Job): void
  /** Begins what is due, and sets the timer for the next job, after waiting requests have been answered. */
  wake(): void
  /** Whether a job runs now. */
  isRunning(id: string): boolean
  /** Runs everything that is due, and what becomes due because of it, until nothing is. */
  settle(): Promise<void>
  /**
   * Moves the clock forward, and stops at each job that becomes due on the way to run it. Moves wait for each other. Resolves with false
   * when the time would be after `latest`, in epoch milliseconds; then nothing was moved.
   */
  advance(milliseconds: number, latest?: number): Promise<boolean>
  /** Gives up the moves that have not ended. The clock stays where it is. */
  interrupt(): void
  /** Runs one job now, at any time and in any state; undefined when there is no such job. */
  run(id: string): Promise<RunResult | undefined>
  /** Forgets the schedule and waits for running jobs, for a world that begins again. */
  clear(): Promise<void>
  /** Begins no more jobs and waits for running ones. */
  close(): Promise<void>
}
