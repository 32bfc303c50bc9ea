import type { Sandbox } from '../../sandbox/sandbox.ts'
import { handRaise, handRaisePath } from '../journey/pipeline.ts'
import { json, running } from './sandbox.ts'

/** A sandbox whose jobs run only in `world.settle()` and when the clock is moved, with ways to use it. */
export const desk = async () => using(await running({ world: { automatic: false } }))

export type Desk = Awaited<ReturnType<typeof desk>>

/** Ways to use a sandbox. */
export function using(sandbox: Sandbox) {
  const api = `${sandbox.url}/_sandbox`
  return {
    ...sandbox,
    api,
    /** Asks the sandbox's interface and answers with the body. */
    ask: async (path: string, options: Parameters<typeof json>[1] = {}) => (await json(`${api}${path}`, options)).body,
    /** Raises a hand and answers with the trace's id. */
    async raise(more: object = {}, user = 'jane'): Promise<string> {
      const headers = { 'x-sandbox-user': user, 'content-type': 'application/json' }
      const body = JSON.stringify({ ...handRaise, ...more })
      const answered = await fetch(`${sandbox.url}/gitlab${handRaisePath}`, { method: 'POST', headers, body })
      return answered.headers.get('x-sandbox-trace') as string
    },
    setRecipe: (isRunning: boolean) => {
      const recipe = { id: 39999, name: 'SaaS trials & registrations', version: 1, running: isRunning }
      return json(`${api}/seed`, { body: { workato: { recipes: [recipe] } } })
    },
  }
}
