import { BaseAdapter } from '@bull-board/api/dist/queueAdapters/base.js'
import type { AppJobScheduler, QueueJob, QueueMetrics } from '@bull-board/api/dist/types.js'
import { Refusal } from './refusal.ts'

/** What bull-board can do with a queue of Redis, and the sandbox's tables cannot. */
const refuse = async (what: string): Promise<never> => {
  throw new Refusal(405, `${what} The sandbox's queues can be retried, promoted and cleaned.`)
}

/** A queue without what needs Redis: no pause, no schedules, no limits, no figures, and nobody adds to it by hand. */
export abstract class PlainAdapter extends BaseAdapter {
  addJob = (): Promise<QueueJob> => refuse('A job comes here with a lead only.')
  pause = (): Promise<void> => refuse('A queue is not paused: stop the recipe, or freeze the clock.')
  resume = (): Promise<void> => refuse('A queue is never paused.')
  obliterate = (): Promise<void> => refuse('A queue stays.')
  setGlobalConcurrency = (): Promise<void> => refuse('Ten jobs run side by side.')
  updateJobScheduler = (): Promise<never> => refuse('There are no schedules.')
  runJobSchedulerNow = (): Promise<never> => refuse('There are no schedules.')
  removeJobScheduler = async (): Promise<boolean> => false
  getJobSchedulers = async (): Promise<Omit<AppJobScheduler, 'queueName'>[]> => []
  getJobSchedulersCount = async (): Promise<number> => 0
  getGlobalConcurrency = async (): Promise<number | null> => null
  isPaused = async (): Promise<boolean> => false
  getRedisInfo = async (): Promise<string | null> => null
  getMetrics = async (): Promise<QueueMetrics> => ({ meta: { count: 0, prevTS: 0, prevCount: 0 }, data: [], count: 0 })
}
