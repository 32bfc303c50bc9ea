import { inspect } from 'node:util'
import { CommanderError } from 'commander'
import { Mistake } from '../../contracts/openapi/mistake.ts'
import { Failure } from './failure.ts'
import { plain } from './print/plain.ts'

/** What the process ends with; `bug` is sysexits' EX_SOFTWARE. */
export const exit = { fine: 0, failed: 1, usage: 2, bug: 70 } as const

/** Says what went wrong, as far as commander has not, and which exit code that is. */
export function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.fine : exit.usage
  if (error instanceof Failure || error instanceof Mistake) {
    process.stderr.write(`${error.message.split('\n').map(plain).join('\n')}\n`)
    return error instanceof Mistake ? exit.usage : exit.failed
  }
  process.stderr.write(`${inspect(error)}\n`)
  return exit.bug
}

/** Ends the process over an error that nothing caught. */
export const leave = (error: unknown): never => process.exit(explain(error))
