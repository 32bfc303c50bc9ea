import { spawnSync } from 'node:child_process'
import { groups } from './groups.ts'
import { isKilled, type Mutant, readReport } from './mutantreport.ts'

/** Percent of mutants that tests have to notice. */
const least = 85

/** Runs Stryker for each group of files, or for the groups that the arguments name, and prints the mutants that no test noticed. */
const names = process.argv.slice(2)
const all: Mutant[] = []
for (const name of names.length ? names : Object.keys(groups)) {
  const env = { ...process.env, MUTANTS: name }
  spawnSync('npx', ['stryker', 'run', 'test/torture/mutation.js'], { env, stdio: ['ignore', 'ignore', 'inherit'] })
  const mutants = readReport(`node_modules/.cache/stryker/${name}.json`)
  for (const mutant of mutants) if (!isKilled(mutant)) console.log(`${mutant.place}  ${mutant.replaced} → ${mutant.replacement}`)
  console.log(`${name}: ${shareOf(mutants)}\n`)
  all.push(...mutants)
}
console.log(`Altogether ${shareOf(all)}`)
process.exitCode = percentOf(all) < least ? 1 : 0

function shareOf(mutants: Mutant[]): string {
  return `${mutants.filter(isKilled).length} of ${mutants.length} mutants killed (${percentOf(mutants).toFixed(1)} %)`
}

function percentOf(mutants: Mutant[]): number {
  return (100 * mutants.filter(isKilled).length) / mutants.length
}
