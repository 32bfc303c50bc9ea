import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { DataError } from './frames.ts'

/** Keeps a second sandbox off a data folder; answers with the way to let it go. A lock whose process is gone is taken over. */
export async function lock(folder: string): Promise<() => void> {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'lock')
  const holder = heldBy(file)
  if (holder)
    throw new DataError(
      `${folder} is in use by the pql-sandbox with process id ${holder}: stop that one, or name another folder with --data.`,
    )
  writeFileSync(file, String(process.pid))
  return () => rmSync(file, { force: true })
}

function heldBy(file: string): number | undefined {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    if (pid === process.pid || !Number.isInteger(pid) || pid <= 0) return undefined
    process.kill(pid, 0)
    return pid
  } catch (error) {
    // EPERM: the process lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM' ? Number(readFileSync(file, 'utf8')) : undefined
  }
}
