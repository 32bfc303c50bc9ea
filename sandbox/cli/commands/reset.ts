import type { Command } from 'commander'
import { Client, type Connection } from '../client.ts'
import { connected } from '../options/connection.ts'

/** Adds `pql-sandbox reset`. */
export function reset(program: Command) {
  connected(program.command('reset'))
    .description('make the sandbox forget everything and start from its seed; asks for nothing')
    .addHelpText('after', '\nExample:\n  $ pql-sandbox reset')
    .action(forget)
}

async function forget(options: Connection) {
  const client = new Client(options)
  await client.accepted(await client.send('control.reset', {}))
  console.log(`The sandbox at ${client.url} has forgotten every row and trace, and starts from its seed in the present.`)
}
