import { json } from '../sandbox/sandbox.ts'
import { Acknowledged, judge, sendLeads, type Verdict } from './leads.ts'

/** A disk that becomes full, and its sandbox. */
export interface Filling {
  url: string
  /** Makes room. */
  widen(): void
}

/** The result of filling a disk under load. */
export interface Filled extends Verdict {
  /** Acknowledged before the disk was full, while it was, and after there was room. */
  phases: [before: number, during: number, after: number]
  reason: string
  lostTraces: number
  /** Milliseconds from when there was room until health said so. */
  recoveredMs: number
}

/** Fills a disk by registrations and hand raises, keeps on for a while when it is full, makes room, and continues. */
export async function fill({ url, widen }: Filling, { fullMs, afterMs }: { fullMs: number; afterMs: number }): Promise<Filled> {
  const acknowledged = new Acknowledged()
  let over = false
  const senders = Array.from({ length: 6 }, (_, series) => sendLeads(url, `f${series}`, acknowledged, () => over))
  const reason = (await until(url, 'failing')).storage.failing.reason
  const before = acknowledged.count
  await pause(fullMs)
  const during = acknowledged.count - before
  const read = await json(`${url}/_sandbox/tables/gitlab/users?limit=1`)
  if (read.status !== 200) throw new Error(`A full sandbox answers ${read.status} to a reader.`)
  widen()
  const began = performance.now()
  const { storage } = await until(url, 'ok')
  const recoveredMs = Math.round(performance.now() - began)
  await pause(afterMs)
  over = true
  await Promise.all(senders)
  const phases: Filled['phases'] = [before, during, acknowledged.count - before - during]
  return { phases, reason, lostTraces: storage.lost_traces?.count ?? 0, recoveredMs, ...(await judge(url, acknowledged)) }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

async function until(url: string, status: string) {
  for (;;) {
    const { body } = await json(`${url}/_sandbox/health`)
    if (body.status === status) return body
    await pause(20)
  }
}
