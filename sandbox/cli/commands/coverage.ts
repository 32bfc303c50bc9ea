import { type Command, InvalidArgumentError, Option } from 'commander'
import { nameOf, pipeline } from '../../../contracts/hops/pipeline.ts'
import { ownFolder, pactsIn } from '../../../contracts/pact/folder.ts'
import { measuring } from '../contracts/measuring.ts'
import { filled } from '../options/filled.ts'
import { percent } from '../options/number.ts'
import { conclude, type Reports, reported } from '../options/report.ts'
import { documentedText } from '../print/documented.ts'

interface Options extends Reports {
  hop: string[]
  pacts: string
  min: number
}

/** Adds `pql-sandbox coverage`. */
export function coverage(program: Command) {
  reported(program.command('coverage'))
    .description('measure how much of what each consumer uses of its provider (operations, statuses, fields) its contract speaks of')
    .addOption(new Option('--hop <consumer-provider>', 'only this hop (repeatable)').argParser(hop).default([], 'all'))
    .option('--pacts <folder>', 'where the pacts are', filled, ownFolder)
    .addOption(new Option('--min <percent>', 'used statuses of a hop that its contract must have').argParser(percent).default(100))
    .addHelpText('after', '\nExample:\n  $ pql-sandbox coverage --hop customersdot-workato --min 100')
    .action(run)
}

function hop(name: string, known: string[]): string[] {
  const names = pipeline.map(nameOf)
  if (!names.includes(name)) throw new InvalidArgumentError(`The hops are ${names.join(', ')}.`)
  return [...known, name]
}

async function run({ hop, pacts, min, ...reports }: Options) {
  const files = await pactsIn(pacts)
  const { cover, hops, shortfalls } = await measuring()
  const chosen = hops.filter((own) => !hop.length || hop.includes(nameOf(own)))
  const report = await cover({ hops: chosen, files, at: new Date().toISOString() })
  if (reports.json !== true) console.log(`${documentedText(report)}\n`)
  await conclude(report, shortfalls(report, min), reports)
}
