import { Command, CommanderError } from 'commander'
import { Mistake } from '../contracts/mistake.ts'
import { coverage } from './commands/coverage.ts'
import { diff } from './commands/diff.ts'
import { env } from './commands/env.ts'
import { exportAll } from './commands/export.ts'
import { logs } from './commands/logs.ts'
import { mutate } from './commands/mutate.ts'
import { publish } from './commands/publish.ts'
import { reset } from './commands/reset.ts'
import { send } from './commands/send.ts'
import { serve } from './commands/serve.ts'
import { trace } from './commands/trace.ts'
import { verify } from './commands/verify.ts'
import { Failure } from './failure.ts'
import { plain } from './print/plain.ts'
import { version } from './version.ts'

/** What the process ends with; `bug` is sysexits' EX_SOFTWARE. */
const exit = { fine: 0, failed: 1, usage: 2, bug: 70 } as const

/** Runs the command line; resolves with the exit code once the command has ended. */
export async function run(args: string[]): Promise<number> {
  process.stdout.on('error', leaveWhenUnread)
  process.once('uncaughtException', (error) => process.exit(explain(error)))
  try {
    await program().parseAsync(args, { from: 'user' })
    return exit.fine
  } catch (error) {
    return explain(error)
  }
}

function program(): Command {
  const program = new Command('pql-sandbox')
    .description("GitLab's lead pipeline (GitLab → CustomersDot → Workato → Marketo → Salesforce), simulated on this machine")
    .version(version)
    .showHelpAfterError('(--help tells more)')
    .exitOverride()
    .addHelpText('after', '\nExample:\n  $ pql-sandbox serve')
  for (const add of [serve, send, trace, logs, env, reset, exportAll, verify, coverage, mutate, diff, publish]) add(program)
  return program
}

/** Says what went wrong, as far as commander has not, and which exit code that is. */
function explain(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exit.fine : exit.usage
  if (error instanceof Failure || error instanceof Mistake) {
    process.stderr.write(`${error.message.split('\n').map(plain).join('\n')}\n`)
    return error instanceof Mistake ? exit.usage : exit.failed
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return exit.bug
}

/** `pql-sandbox logs | head -1` closes our output: that is no failure. */
function leaveWhenUnread(error: NodeJS.ErrnoException) {
  if (error.code !== 'EPIPE') throw error
  process.exit(exit.fine)
}
