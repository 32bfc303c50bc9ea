import type { TableFiles } from './files.ts'
import type { FileSystem } from './filesystem.ts'
import { DataError } from './frames.ts'
import { journalHeader } from './generation.ts'
import type { Generations } from './generations.ts'
import { replay } from './replay.ts'
import type { DiskRows } from './rows.ts'
import { type DiskState, readSnapshot } from './snapshot.ts'

interface Recovery {
  generations: Generations
  files: TableFiles
  fs: FileSystem
  rows(): DiskRows
  /** Called with a sentence about dropped data. */
  onDamage(message: string): void
}

/** The contents of a folder. */
export interface Recovered {
  state: DiskState
  /** Numbers of the journals that are needed, oldest first; none in a new folder. */
  journals: number[]
}

/** Reads the newest snapshot and the journals that follow it. Throws a DataError when one is damaged or missing; then nothing was changed. */
export async function recover({ generations, files, fs, rows, onDamage }: Recovery): Promise<Recovered> {
  const { snapshot, journals } = generations.found()
  const state: DiskState = {}
  const rowsOf = (table: string) => (state[table] ??= rows())
  if (snapshot !== undefined) await readSnapshot(generations.path('tables', snapshot), files, rowsOf, fs)
  for (const generation of journals) {
    const file = generations.path('journal', generation)
    const read = await replay({ file, header: journalHeader, number: files.number(file), rowsOf, fs })
    if (generation === journals.at(-1)) cut({ file, fs, onDamage }, read)
    else if (read.dropped || !read.whole) throw incomplete(file)
  }
  generations.removeUnfinished()
  return { state, journals }
}

const incomplete = (file: string) =>
  new DataError(
    `${file} is incomplete, although another follows it. Nothing was changed: move them away, or name another folder with --data.`,
  )

/** Removes an incomplete change set. */
function cut(
  { file, fs, onDamage }: Pick<Recovery, 'fs' | 'onDamage'> & { file: string },
  { whole, dropped }: { whole: number; dropped: number },
) {
  const meaning =
    'After a crash, these are changes that were never acknowledged; if another program cut the file, acknowledged changes are lost.'
  if (dropped) fs.truncateSync(file, whole)
  if (dropped) onDamage(`${file}: dropped the last ${dropped} bytes, which are not a complete change set. ${meaning}`)
  else if (!whole) onDamage(`${file} was empty. ${meaning}`)
}
