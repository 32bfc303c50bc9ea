import { type ChildProcess, fork } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Acknowledged, judge, sendLeads, type Verdict } from './leads.ts'

interface Killed {
  url: string
  kill(): Promise<void>
}

/** A sandbox in a process of its own. */
export async function startChild(data: string): Promise<Killed> {
  const env = { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache') }
  const child: ChildProcess = fork(fileURLToPath(new URL('../sandbox/child.ts', import.meta.url)), [data], { env })
  const url = await new Promise<string>((resolve, reject) => {
    child.once('message', (ready: { url: string }) => resolve(ready.url))
    child.once('exit', (code) => reject(new Error(`The sandbox ended with ${code} before it was ready.`)))
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  return {
    url,
    async kill() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Kills a sandbox under load so often, each time after some dozen more acknowledgements, and compares what is there at the end. */
export async function killOften(kills: number, data: string): Promise<Verdict> {
  const acknowledged = new Acknowledged()
  for (let round = 0; round < kills; round++) {
    const { url, kill } = await startChild(data)
    const enough = acknowledged.count + 20 + ((7 * round) % 60)
    let over = false
    const senders = Array.from({ length: 6 }, (_, series) => sendLeads(url, `r${round}s${series}`, acknowledged, () => over))
    while (acknowledged.count < enough) await new Promise((resolve) => setTimeout(resolve, 5))
    await kill()
    over = true
    await Promise.all(senders)
  }
  const { url, kill } = await startChild(data)
  try {
    return await judge(url, acknowledged)
  } finally {
    await kill()
  }
}
