import { availableParallelism } from 'node:os'
import { type Command, Option } from 'commander'
import { nameOf } from '../../../contracts/hops/pipeline.ts'
import { mutateAll } from '../../../contracts/mutation/mutate.ts'
import { weaknesses } from '../../../contracts/mutation/weaknesses.ts'
import { Mistake } from '../../../contracts/openapi/mistake.ts'
import type { Schema } from '../../../contracts/openapi/types.ts'
import { completeIn } from '../../../contracts/pact/complete.ts'
import { ownFolder, type PactFile } from '../../../contracts/pact/folder.ts'
import { ownSandbox } from '../contracts/place.ts'
import { collect } from '../options/collect.ts'
import { filled } from '../options/filled.ts'
import { percent, whole } from '../options/number.ts'
import { conclude, type Reports, reported } from '../options/report.ts'
import { progress } from '../print/progress.ts'

interface Options extends Reports {
  hop: string[]
  pacts: string
  sample?: number
  seed: number
  min?: number
}

/** Adds `pql-sandbox mutate`. */
export function mutate(program: Command) {
  reported(program.command('mutate'))
    .description('break what providers answer and what consumers send in one way at a time, and see whether the contracts notice')
    .addOption(new Option('--hop <consumer-provider>', 'only this hop (repeatable)').argParser(collect).default([], 'all'))
    .option('--pacts <folder>', 'where the pacts are', filled, ownFolder)
    .option('--sample <count>', 'try only so many mutants, chosen by chance (default: all)', whole(1))
    .option('--seed <number>', 'makes the same choice again', whole(0), 1)
    .addOption(
      new Option('--min <percent>', 'how many of all mutants must be killed')
        .argParser(percent)
        .default(undefined, 'of the whole suite 90'),
    )
    .addHelpText('after', '\nExample:\n  $ pql-sandbox mutate --sample 500 --seed 7')
    .action(run)
}

async function run({ hop, pacts, min, ...options }: Options) {
  const files = chosen(await completeIn(pacts), hop)
  const report = await mutated(files, options)
  // The limit is of the whole suite: a part of it is held to what it relies on.
  const isWhole = !hop.length && options.sample === undefined
  await conclude(report, weaknesses(report, min ?? (isWhole ? 90 : 0)), options)
}

function chosen(files: PactFile[], hops: string[]): PactFile[] {
  const names = files.map(({ pact }) => nameOf(pact))
  const unknown = hops.filter((name) => !names.includes(name))
  if (unknown.length) throw new Mistake(`There is no pact of ${unknown.join(', ')}. There are those of ${names.join(', ')}.`)
  return hops.length ? files.filter(({ pact }) => hops.includes(nameOf(pact))) : files
}

async function mutated(files: PactFile[], { sample, seed }: Pick<Options, 'sample' | 'seed'>): Promise<Schema<'ControlContracts'>> {
  const place = await ownSandbox()
  const told = progress('Mutants tried', process.stderr, Date.now)
  try {
    return await mutateAll({
      files,
      providerOf: place.provider,
      at: new Date().toISOString(),
      sample: sample === undefined ? undefined : { size: sample, seed },
      width: availableParallelism(),
      onProgress: told.tell,
    })
  } finally {
    told.end()
    await place.close()
  }
}
