/** How often Sidekiq tries a job again before it leaves it in the dead set. */
const retries = 25

/** Seconds until Sidekiq tries again, undefined when it gives up; `chance` in [0, 1) is its jitter. Source: Sidekiq wiki, Error Handling. */
export function retryIn(failures: number, chance: number): number | undefined {
  const count = failures - 1
  return count < retries ? count ** 4 + 15 + Math.floor(chance * 10) * (count + 1) : undefined
}
