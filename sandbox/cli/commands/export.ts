import { createWriteStream } from 'node:fs'
import { rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Command } from 'commander'
import { Client, type Connection } from '../client.ts'
import { Failure } from '../failure.ts'
import { connected } from '../options/connection.ts'
import { filled } from '../options/filled.ts'
import { json } from '../print/plain.ts'
import { count } from '../print/words.ts'
import { type Exported, everything } from '../watch/everything.ts'

interface Options extends Connection {
  out?: string
}

/** Adds `pql-sandbox export`. */
export function exportAll(program: Command) {
  connected(program.command('export'))
    .description('write every row of every table and every trace as JSON lines; it holds the personal data of the leads')
    .option('-o, --out <file>', 'file to write instead of standard output', filled)
    .addHelpText('after', '\nExample:\n  $ pql-sandbox export --out sandbox.jsonl')
    .action(write)
}

async function write(options: Options) {
  const tally = { row: 0, trace: 0 }
  const lines = Readable.from(text(everything(new Client(options)), tally))
  if (options.out === undefined) return pipeline(lines, process.stdout, { end: false })
  await save(lines, options.out)
  console.log(`Wrote ${count(tally.row, 'row')} and ${count(tally.trace, 'trace')} to ${options.out}.`)
}

async function* text(items: AsyncIterable<Exported>, tally: Record<Exported['type'], number>) {
  for await (const item of items) {
    tally[item.type]++
    yield `${json(item)}\n`
  }
}

/** Writes beside the file and renames, so that an export that breaks off does not pass for a whole one. */
async function save(lines: Readable, file: string) {
  const part = `${file}.part`
  try {
    await pipeline(lines, createWriteStream(part, { mode: 0o600 }))
    await rename(part, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).path === undefined) throw error
    throw new Failure(`${file} cannot be written: ${(error as Error).message}.`)
  }
}
