import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError } from './frames.ts'

/** Keeps a second sandbox off a data folder; answers with the way to let it go. A lock whose process is gone is taken over. */
export async function lock(folder: string): Promise<() => void> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'lock')
  const holder = holderOf(file)
  if (holder)
    throw new DataError(
      `${folder} is in use by the pql-sandbox with process id ${holder}: stop that one, or name another folder with --data.`,
    )
  writeFileSync(file, `${process.pid} ${startOf(process.pid) ?? ''}`)
  return () => rmSync(file, { force: true })
}

/** The process that wrote the lock, when it still lives. */
function holderOf(file: string): number | undefined {
  const [pid, start] = read(file).split(' ')
  const holder = Number(pid)
  if (!pid || !Number.isInteger(holder) || holder <= 0 || holder === process.pid || !lives(holder)) return undefined
  // A number is given to another process in time: in a container, at the next start.
  return start && startOf(holder) !== start ? undefined : holder
}

function lives(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: the process lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** When a process began, as Linux tells it; undefined elsewhere, and of one that has ended and only waits to be noticed. */
function startOf(pid: number): string | undefined {
  const fields = read(`/proc/${pid}/stat`).split(') ').at(-1)?.split(' ') ?? []
  return fields[0] === 'Z' ? undefined : fields[19]
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
