import type { Command } from 'commander'
import { type Comparison, compare } from '../../../contracts/openapi/diff/compare.ts'
import { readDocument } from '../contracts/document.ts'
import { Failure } from '../failure.ts'
import { changesText } from '../print/changes.ts'
import { json } from '../print/plain.ts'
import { count } from '../print/words.ts'

interface Options {
  json?: boolean
  allow?: boolean
}

/** Adds `pql-sandbox diff <base> [<head>]`. */
export function diff(program: Command) {
  program
    .command('diff')
    .description('compare two versions of openapi.yaml, and exit with 1 when a change breaks a client')
    .argument('<base>', 'the version before: a file (openapi.yaml, or a bundle as JSON), or a git revision')
    .argument('[head]', 'the version now, likewise', 'openapi.yaml')
    .option('--json', 'print JSON')
    .option('--allow', 'exit with 0 even so')
    .addHelpText('after', '\nExample:\n  $ pql-sandbox diff main')
    .action(show)
}

async function show(base: string, head: string, options: Options) {
  const comparison = compare(await readDocument(base), await readDocument(head))
  console.log(options.json ? json(comparison, 2) : changesText(comparison))
  const breaking = breakingOf(comparison)
  if (breaking && !options.allow) throw new Failure(`The contract of ${base} is broken: ${count(breaking, 'breaking change')}.`)
}

const breakingOf = ({ changes }: Comparison): number => changes.filter(({ severity }) => severity === 'breaking').length
