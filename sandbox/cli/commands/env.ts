import { Argument, type Command } from 'commander'
import { Client, type Connection } from '../client.ts'
import { connected } from '../options/connection.ts'
import { json } from '../print/plain.ts'
import { exportLines, type Real, reals } from '../print/shell.ts'

/** Adds `pql-sandbox env <system>`. */
export function env(program: Command) {
  connected(program.command('env'))
    .description('print the variables that point a real system, or a client of one, at the sandbox')
    .addArgument(new Argument('<system>', 'what is to be pointed at the sandbox').choices(reals))
    .option('--json', 'print JSON')
    .addHelpText('after', '\nExample:\n  $ eval "$(pql-sandbox env gdk)"')
    .action(show)
}

async function show(system: Real, options: Connection & { json?: boolean }) {
  const { variables } = await new Client(options).ask('control.getEnv', { path: { system } })
  console.log(options.json ? json(variables, 2) : exportLines(variables).join('\n'))
}
