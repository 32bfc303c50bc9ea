import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export interface Ready {
  url: string
  systems: Record<string, string>
  startMs: number
}

/** A server in a process of its own. */
export interface Child {
  ready: Ready
  /** Sends a message and resolves with the answer to it. */
  ask<Answer>(message: object): Promise<Answer>
  stop(): Promise<void>
}

export async function start(file: 'bare.ts' | 'server.ts', ...args: string[]): Promise<Child> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), args, { execArgv: ['--expose-gc'] })
  const ready = await answerOf<Ready>(child)
  return {
    ready,
    ask(message) {
      const answer = answerOf<never>(child)
      child.send(message)
      return answer
    },
    async stop() {
      const gone = new Promise((resolve) => child.once('exit', resolve))
      if (file === 'server.ts') child.send({ close: true })
      else child.kill()
      await gone
    },
  }
}

function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const died = (code: number | null) => reject(new Error(`The server ended with code ${code}: see what it printed above.`))
    child.once('exit', died)
    child.once('message', (message) => {
      child.off('exit', died)
      resolve(message as Answer)
    })
  })
}
