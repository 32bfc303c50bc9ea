import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { groups } from './groups.ts'

/** Runs Stryker for each group of files, or for the groups that the arguments name, and prints how many mutants were killed. */
const names = process.argv.slice(2)
let isLow = false
for (const name of names.length ? names : Object.keys(groups)) {
  const env = { ...process.env, MUTANTS: name }
  const { status } = spawnSync('npx', ['stryker', 'run', 'test/torture/mutation.js'], { env, stdio: 'inherit' })
  isLow ||= status !== 0
  console.log(`${name}: ${resultOf(name)}`)
}
process.exitCode = isLow ? 1 : 0

interface Report {
  files: Record<string, { mutants: { status: string }[] }>
}

function resultOf(name: string): string {
  const { files } = JSON.parse(readFileSync(`node_modules/.cache/stryker/${name}.json`, 'utf8')) as Report
  const statuses = Object.values(files).flatMap(({ mutants }) => mutants.map(({ status }) => status))
  const valid = statuses.filter((status) => !['CompileError', 'RuntimeError', 'Ignored'].includes(status))
  const killed = valid.filter((status) => ['Killed', 'Timeout'].includes(status))
  return `${killed.length} of ${valid.length} mutants killed (${((100 * killed.length) / valid.length).toFixed(1)} %)`
}
