import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { Mistake } from '../mistake.ts'

/** What Pact's command line printed, and how it ended. */
export interface Ran {
  code: number
  output: string
}

/** Runs the `pact` program that `@pact-foundation/pact-cli` brings, without telling its makers; `variables` are added to the environment. */
export function pact(args: string[], variables: Record<string, string> = {}): Promise<Ran> {
  const options = { env: { ...environment(), ...variables }, maxBuffer: 256 * 2 ** 20 }
  return new Promise((resolve, reject) => {
    execFile(binary(), args, options, (error, stdout, stderr) => {
      const code = error ? error.code : 0
      if (typeof code === 'number') resolve({ code, output: stdout + stderr })
      else reject(new Error(`pact ${args[0]} could not be run: ${error?.message}`))
    })
  })
}

/** Pact does not tell its makers that it ran. */
export const environment = (): NodeJS.ProcessEnv => ({ ...process.env, PACT_DO_NOT_TRACK: 'true' })

/** Where the `pact` program is; throws a Mistake when it is not installed. */
export function binary(): string {
  try {
    const { standalone } = createRequire(import.meta.url)('@pact-foundation/pact-cli/src/pact-standalone.js') as {
      standalone(): { pactFullPath: string }
    }
    return standalone().pactFullPath
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error
    throw new Mistake(
      'Contracts are verified by @pact-foundation/pact-cli, which is not installed: npm install -D @pact-foundation/pact-cli.',
    )
  }
}
