import type { Command } from 'commander'
import { Client, type Connection } from '../client.ts'
import { Failure } from '../failure.ts'
import { connected } from '../options/connection.ts'
import { type Subject, subject, summaries, traceId } from '../options/subject.ts'
import { json } from '../print/plain.ts'
import { summaryText, traceText } from '../print/trace.ts'
import { count } from '../print/words.ts'
import { look } from '../watch/quiet.ts'

interface Options extends Connection {
  all?: boolean
  json?: boolean
  strict?: boolean
}

/** Adds `pql-sandbox trace <id|email>`. */
export function trace(program: Command) {
  connected(program.command('trace'))
    .description('show what one lead caused: every exchange, job and step, and where the contract was not kept')
    .argument('<id|email>', 'a trace, a lead by its id at CustomersDot, or the person whose newest lead is meant', subject)
    .option('--all', "list all traces of the person's leads instead, newest first")
    .option('--json', 'print JSON')
    .option('--strict', 'exit with 1 when there is a finding')
    .addHelpText('after', '\nExample:\n  $ pql-sandbox trace jane@example.com --strict')
    .action(show)
}

async function show(subject: Subject, options: Options) {
  const client = new Client(options)
  const found = options.all ? await list(client, subject, options) : await one(client, subject, options)
  if (options.strict && found) throw new Failure(`The contract was not kept: ${count(found, 'finding')}.`)
}

/** Prints one trace; answers with its number of findings, as does `list`. */
async function one(client: Client, subject: Subject, options: Options): Promise<number> {
  const told = await look(client, await traceId(client, subject))
  const { jobs, lineage, ...trace } = told
  console.log(options.json ? json(trace, 2) : traceText(told))
  return trace.summary.findings
}

async function list(client: Client, subject: Subject, options: Options): Promise<number> {
  const found = await summaries(client, subject)
  console.log(options.json ? json(found, 2) : found.map(summaryText).join('\n'))
  return found.reduce((sum, { findings }) => sum + findings, 0)
}
