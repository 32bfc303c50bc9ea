import type { Command } from 'commander'
import { handRaise } from '../send/handraise.ts'
import { trial } from '../send/trial.ts'

/** Adds `pql-sandbox send hand-raise` and `pql-sandbox send trial`. */
export function send(program: Command) {
  const send = program
    .command('send')
    .description("submit one of GitLab's forms as a user's browser would, and show what it causes")
    .addHelpText('after', '\nExample:\n  $ pql-sandbox send trial')
  handRaise(send)
  trial(send)
}
