import { type Command, Option } from 'commander'
import { systemNames } from '../../../contracts/openapi/systems/simulated.ts'
import type { LogLine } from '../../../mocks/core/system/record.ts'
import { Client, type Connection } from '../client.ts'
import { connected } from '../options/connection.ts'
import { whole } from '../options/number.ts'
import { type Subject, subject, traceId } from '../options/subject.ts'
import { json } from '../print/plain.ts'
import { follow } from '../watch/follow.ts'
import { once } from '../watch/once.ts'

interface Wanted {
  system?: LogLine['system']
  /** Id of the trace. */
  trace?: string
  limit: number
}

interface Options extends Connection, Omit<Wanted, 'trace'> {
  trace?: Subject
  follow?: boolean
}

/** Lines a page of the interface may have. */
const pageLength = 500

/** Adds `pql-sandbox logs`. */
export function logs(program: Command) {
  connected(program.command('logs'))
    .description("print GitLab's and CustomersDot's logs as JSON lines, oldest first")
    .addOption(new Option('-s, --system <system>', 'only lines of this system').choices(systemNames))
    .addOption(new Option('-t, --trace <id|email>', "only lines of this trace, or of the person's newest lead").argParser(subject))
    .option('-n, --limit <lines>', 'how many of the newest lines', whole(1), 100)
    .option('-f, --follow', 'go on with what is logged from now on')
    .addHelpText('after', '\nExample:\n  $ pql-sandbox logs --system customersdot --follow')
    .action(show)
}

async function show({ system, limit, ...options }: Options) {
  const client = new Client(options)
  const wanted: Wanted = { system, limit, trace: options.trace && (await traceId(client, options.trace)) }
  const print = options.follow ? once(write) : write
  const catchUp = async () => {
    for (const line of await newest(client, wanted)) print(json(line))
  }
  if (!options.follow) return catchUp()
  await follow(client, { catchUp, log: (line) => matches(line, wanted) && print(json(line)) })
}

const write = (text: string) => console.log(text)

const matches = (line: LogLine, { system, trace }: Wanted): boolean =>
  (system === undefined || line.system === system) && (trace === undefined || line.correlation_id === trace)

/** The newest lines, the oldest of them first. */
async function newest(client: Client, { system, trace, limit }: Wanted): Promise<LogLine[]> {
  const lines: LogLine[] = []
  for (let after: string | undefined | null; after !== null && lines.length < limit; ) {
    const page = await client.ask('control.listLogs', { query: { system, trace, after, limit: Math.min(limit, pageLength) } })
    lines.push(...page.lines)
    after = page.next
  }
  return lines.slice(0, limit).reverse()
}
