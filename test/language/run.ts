import { execFileSync } from 'node:child_process'
import { parseArgs } from 'node:util'
import { fails, hitsOf, report } from './check.ts'
import { readList, shrunk, writeList } from './list.ts'
import { root, sources } from './sources.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { update: { type: 'boolean', default: false }, since: { type: 'string', default: 'HEAD' } },
})

/** Files that were renamed since a revision, from old path to new path, as git detects them. */
function renamed(since: string): Map<string, string> {
  const rows = execFileSync('git', ['diff', '--name-status', '--find-renames', '--diff-filter=R', since], { cwd: root, encoding: 'utf8' })
  return new Map(
    rows
      .split('\n')
      .filter(Boolean)
      .map((row) => row.split('\t').slice(1) as [string, string]),
  )
}

function print(paths: string[]) {
  const hits = paths.flatMap(hitsOf)
  if (hits.length) console.log(report(hits))
  process.exitCode = hits.length ? 1 : 0
}

function update() {
  const failing = sources.filter(fails)
  const before = readList() ?? failing
  const { list, added } = shrunk(before, failing, renamed(values.since))
  writeList(list)
  console.log(`${list.length} files still fail, ${before.length - list.length} fewer than before.`)
  print(added)
}

if (values.update) update()
else if (positionals.length) print(positionals)
else print(sources.filter((path) => !readList()?.includes(path)).filter(fails))
