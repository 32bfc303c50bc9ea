import { setTimeout as pause } from 'node:timers/promises'
import type { LogLine } from '../../../mocks/core/system/record.ts'
import type { Client } from '../client.ts'
import { reach, Unreachable } from '../failure.ts'
import { readEvents } from './events.ts'

/** Milliseconds until the next attempt to reach a sandbox that went away. */
const interval = 500

/** Who is told what is logged. */
export interface Follower {
  /** Called at each connection, when nothing that is logged from now on can be missed any more. */
  catchUp(): Promise<void>
  log(line: LogLine): void
}

/** Follows the sandbox's log for ever, across its restarts; throws when it cannot be reached at the beginning. */
export async function follow(client: Client, follower: Follower): Promise<never> {
  let events = await connect(client)
  for (;;) {
    await hear(client, events, follower)
    process.stderr.write(`The sandbox at ${client.url} went away; waiting until it is back.\n`)
    events = await reconnect(client)
    process.stderr.write(`The sandbox at ${client.url} is back.\n`)
  }
}

async function connect(client: Client): Promise<Response> {
  return client.accepted(await client.send('control.streamEvents', {}))
}

async function reconnect(client: Client): Promise<Response> {
  for (;;) {
    await pause(interval)
    const response = await whileThere(() => connect(client))
    if (response) return response
  }
}

/** Returns when the connection ends. */
const hear = (client: Client, events: Response, { catchUp, log }: Follower) =>
  whileThere(() =>
    reach(client.url, async () => {
      await catchUp()
      for await (const { type, data } of readEvents(events)) if (type === 'log') log(JSON.parse(data))
    }),
  )

/** What the work gives; undefined when the sandbox went away meanwhile. */
async function whileThere<Result>(work: () => Promise<Result>): Promise<Result | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Unreachable) return undefined
    throw error
  }
}
