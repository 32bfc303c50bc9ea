import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { Rows, Schema } from '../../../contracts/openapi/types.ts'
import { redactText } from '../../../mocks/core/secrets/redact.ts'
import { StorageError } from '../../../mocks/core/store/storage.ts'
import type { Sandbox, SandboxOptions } from '../../server/sandbox.ts'
import { bugReporter, survive } from '../bugs.ts'
import { Failure } from '../failure.ts'
import { collect } from '../options/collect.ts'
import { filled } from '../options/filled.ts'
import { whole } from '../options/number.ts'
import { banner } from '../print/banner.ts'

type Route = Extract<Rows<'CustomersdotTables'>['settings'], { name: 'lead_route' }>['value']

interface Options {
  port: number
  host: string
  data: string
  memory?: boolean
  leadRoute?: Route
  allowHost?: string[]
  allowOrigin?: string[]
  fsync?: boolean
  keepDays?: number
  keepMb?: number
}

/** Adds `pql-sandbox serve`. */
export function serve(program: Command) {
  program
    .command('serve')
    .description('start the sandbox, until Ctrl-C')
    .addOption(portOption)
    .option(
      '--host <address>',
      'address to listen on; beyond this machine an access token and fresh credentials are made',
      filled,
      '127.0.0.1',
    )
    .option('--data <folder>', 'where tables and traces are kept', filled, '.pql-sandbox')
    .addOption(new Option('--memory', 'keep nothing on disk').conflicts(['data', 'fsync', 'keepDays', 'keepMb']))
    .addOption(routeOption)
    .option('--allow-host <name>', 'further host name by which the sandbox may be addressed (repeatable)', collect)
    .option('--allow-origin <origin>', 'origin whose pages may use the sandbox, such as http://localhost:5173 (repeatable)', collect)
    .option('--fsync', 'survive a power cut too: flush each change to the device before it is acknowledged')
    .option('--keep-days <days>', 'how long traces are kept (default: 30)', whole(1))
    .option('--keep-mb <megabytes>', 'how much room traces may take (default: 4096)', whole(1))
    .addHelpText('after', '\nExample:\n  $ pql-sandbox serve --port 4000 --data .pql-sandbox')
    .action(run)
}

const portOption = new Option('-p, --port <port>', 'main port; each system has one of the following, 0 picks free ones')
  .env('PORT')
  .default(4000)
  .argParser(whole(0, 65_530))

const routeOption = new Option(
  '--lead-route <system>',
  'whom CustomersDot hands leads to: workato, or platypus as in 2022 (default: as it was, workato at first)',
).choices(['workato', 'platypus'] satisfies Route[])

async function run(options: Options) {
  const data = options.memory ? undefined : resolve(options.data)
  const { allowHost: allowHosts, allowOrigin: allowOrigins, keepMb, leadRoute } = options
  let sandbox: Sandbox | undefined
  const report = bugReporter(console.error, (text) => sandbox?.world.redactor.text(text) ?? redactText(text))
  const world = { rows: rowsFor(leadRoute), report }
  sandbox = await start({ ...options, data, allowHosts, allowOrigins, keepBytes: keepMb && keepMb * 2 ** 20, world })
  survive(report)
  console.log(banner(sandbox, data))
  await stopped(sandbox)
}

const rowsFor = (route: Route | undefined): Schema<'ControlSeed'> =>
  route ? { customersdot: { settings: [{ name: 'lead_route', value: route }] } } : {}

/** Loads the server only here, so that the clients start quickly. What whoever starts it can mend becomes a Failure. */
async function start(options: SandboxOptions): Promise<Sandbox> {
  const { StartError, startSandbox } = await import('../../server/sandbox.ts')
  const { builtPages } = await import('../../server/build.ts')
  try {
    return await startSandbox({ ...options, pages: await builtPages() })
  } catch (error) {
    if (error instanceof StartError || error instanceof StorageError) throw new Failure(error.message)
    throw error
  }
}

/** Resolves when a signal has come and everything is closed; a second Ctrl-C does not wait for that. */
function stopped(sandbox: Sandbox): Promise<void> {
  return new Promise((done, fail) => {
    let stopping = false
    const stop = (signal: NodeJS.Signals) => {
      if (stopping) {
        if (signal === 'SIGINT') process.exit(130)
        return
      }
      stopping = true
      console.log('Stopping.')
      sandbox.close().then(done, fail)
    }
    process.on('SIGINT', stop).on('SIGTERM', stop)
  })
}
