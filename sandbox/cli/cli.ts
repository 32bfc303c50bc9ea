import { Command } from 'commander'
import { version } from '../server/version.ts'
import { exit, explain, leave } from './exit.ts'
import { ignoreEmptyVariables } from './options/unset.ts'

/** Adds a command to the program. */
type Add = (program: Command) => void

/** Every command by its name, in the order of the help. */
const commands: Record<string, () => Promise<Add>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  send: async () => (await import('./commands/send.ts')).send,
  trace: async () => (await import('./commands/trace.ts')).trace,
  logs: async () => (await import('./commands/logs.ts')).logs,
  env: async () => (await import('./commands/env.ts')).env,
  reset: async () => (await import('./commands/reset.ts')).reset,
  export: async () => (await import('./commands/export.ts')).exportAll,
  verify: async () => (await import('./commands/verify.ts')).verify,
  coverage: async () => (await import('./commands/coverage.ts')).coverage,
  mutate: async () => (await import('./commands/mutate.ts')).mutate,
  diff: async () => (await import('./commands/diff.ts')).diff,
  publish: async () => (await import('./commands/publish.ts')).publish,
}

/** Runs the command line; resolves with the exit code once the command has ended. */
export async function run(args: string[]): Promise<number> {
  process.stdout.on('error', leaveWhenUnread)
  process.once('uncaughtException', leave)
  try {
    await (await program(args)).parseAsync(args, { from: 'user' })
    return exit.fine
  } catch (error) {
    return explain(error)
  }
}

async function program(args: string[]): Promise<Command> {
  const program = new Command('pql-sandbox')
    .description("GitLab's lead pipeline (GitLab → CustomersDot → Workato → Marketo → Salesforce), simulated on this machine")
    .version(version)
    .showHelpAfterError('(--help tells more)')
    .exitOverride()
    .addHelpText('after', '\nExample:\n  $ pql-sandbox serve')
  for (const add of await wanted(args)) add(program)
  ignoreEmptyVariables(program)
  return program
}

/** The command that is named; all of them when none is. Loading all takes longer than most commands do. */
function wanted([name = '']: string[]): Promise<Add[]> {
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined
  return Promise.all((load ? [load] : Object.values(commands)).map((load) => load()))
}

/** `pql-sandbox logs | head -1` closes our output: that is no failure. */
function leaveWhenUnread(error: NodeJS.ErrnoException) {
  if (error.code !== 'EPIPE') throw error
  process.exit(exit.fine)
}
