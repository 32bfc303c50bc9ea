import { execFile } from 'node:child_process'
import { createRequire } from 'node:module'
import { Mistake } from '../openapi/mistake.ts'

/** What Pact's command line printed, and how it ended. */
export interface Ran {
  code: number
  output: string
}

/**
 * Runs the `pact` program that `@pact-foundation/pact-cli` brings, without telling its makers. `variables` are added to its environment:
 * secrets go there, since everybody on this machine can read a command line.
 */
export function pact(args: string[], variables: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const options = { env: { ...environment(), ...variables }, maxBuffer: 256 * 2 ** 20 }
  return new Promise((resolve, reject) => {
    execFile(binary(), args, options, (error, stdout, stderr) => {
      const code = error ? error.code : 0
      if (typeof code === 'number') resolve({ code, output: stdout + stderr })
      else reject(code === 'ENOENT' ? missing() : new Error(`pact ${args[0]} could not be run: ${error?.message}`))
    })
  })
}

/**
 * The program's environment. Its own variables stay out, since `PACT_BROKER_BASE_URL` or `PACT_DESCRIPTION`, set for somebody else, would
 * change what is verified; and what listens on this machine is not asked through a proxy.
 */
export function environment(own: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const rest = Object.entries(own).filter(([name]) => !name.startsWith('PACT_') && name.toLowerCase() !== 'no_proxy')
  const direct = [own.NO_PROXY ?? own.no_proxy, '127.0.0.1', 'localhost', '::1'].filter(Boolean).join(',')
  return { ...Object.fromEntries(rest), NO_PROXY: direct, PACT_DO_NOT_TRACK: 'true' }
}

/** Where the `pact` program is; throws a Mistake when it is not installed. */
export function binary(): string {
  try {
    const { standalone } = createRequire(import.meta.url)('@pact-foundation/pact-cli/src/pact-standalone.js') as {
      standalone(): { pactFullPath: string }
    }
    return standalone().pactFullPath
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND' ? missing() : error
  }
}

const missing = () =>
  new Mistake(
    'Contracts are verified by @pact-foundation/pact-cli, which is not installed for this machine: npm install -D @pact-foundation/pact-cli.',
  )
