import type { Call, RawReply } from './call.ts'
import type { Logged } from './context.ts'
import type { JobEvent, Logs } from './system.ts'

/** How often Sidekiq tries a job again before it leaves it in the dead set. */
const retries = 25

/** Seconds until Sidekiq tries again, undefined when it gives up; `chance` in [0, 1) is its jitter. Source: Sidekiq wiki, Error Handling. */
export function retryIn(failures: number, chance: number): number | undefined {
  const count = failures - 1
  return count < retries ? count ** 4 + 15 + Math.floor(chance * 10) * (count + 1) : undefined
}

/** The logs of a Rails application with Sidekiq. */
export const railsLogs: Logs = { request, job }

/** The line of the application's log for a request. `duration` is in milliseconds. */
function request({ method, path }: Call, { status }: RawReply, duration: number): Logged {
  const severity = status >= 500 ? 'ERROR' : 'INFO'
  return { severity, message: `Completed ${status}`, method, path, status, duration_s: duration / 1000 }
}

/** A line as Sidekiq's JSON logger writes it. */
function job({ job, status, duration = 0, failure }: JobEvent): Logged {
  const took = status === 'start' ? '' : `: ${(duration / 1000).toFixed(6)} sec`
  return {
    log: 'sidekiq',
    severity: failure ? 'WARN' : 'INFO',
    message: `${job.class} JID-${job.id}: ${status}${took}`,
    class: job.class,
    jid: job.id,
    queue: job.queue,
    job_status: status,
    retry_count: job.attempt,
    ...(status === 'start' ? {} : { duration_s: duration / 1000 }),
    ...(failure ? { error_class: failure.errorClass ?? 'StandardError', error_message: failure.failed } : {}),
  }
}
