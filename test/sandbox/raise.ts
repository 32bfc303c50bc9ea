import type { Sandbox } from '../../sandbox/server/sandbox.ts'
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
    raise: (more: object = {}, user = 'jane') => post(sandbox, handRaisePath, { ...handRaise, ...more }, user),
    /** Sends any of GitLab's forms and answers with the trace's id. */
    send: (path: string, form: object, user = 'jane') => post(sandbox, path, form, user),
    setRecipe: (isRunning: boolean) => {
      const recipe = { id: 39999, name: 'SaaS trials & registrations', version: 1, running: isRunning }
      return json(`${api}/seed`, { body: { workato: { recipes: [recipe] } } })
    },
  }
}

async function post({ url }: Sandbox, path: string, form: object, user: string): Promise<string> {
  const headers = { 'x-sandbox-user': user, 'content-type': 'application/json' }
  const answered = await fetch(`${url}/gitlab${path}`, { method: 'POST', headers, body: JSON.stringify(form), redirect: 'manual' })
  return answered.headers.get('x-sandbox-trace') as string
}
