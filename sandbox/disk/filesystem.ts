import fs from 'node:fs'

type Opened = 'closeSync' | 'fstatSync' | 'fsyncSync' | 'ftruncateSync' | 'openSync' | 'readSync' | 'writeSync'
type Named = 'mkdirSync' | 'readdirSync' | 'renameSync' | 'rmSync' | 'statSync' | 'truncateSync'

/** The file functions that a data folder is read and written with. Tests pass some that fail. */
export type FileSystem = Pick<typeof fs, Opened | Named> & { promises: Pick<typeof fs.promises, 'open'> }

export const filesystem: FileSystem = fs

/** The descriptor of a file that is only read. Throws the system's error, and for a named pipe, which could make the process wait forever. */
export function openToRead(path: string, { statSync, openSync }: FileSystem): number {
  if (!statSync(path).isFile()) throw new Error('it is not a file')
  return openSync(path, 'r')
}

/** What an error says, without the call that failed: "no space left on device (ENOSPC)". */
export function reasonOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  const said = /^([A-Z0-9]+): ([^,]+)/.exec(message)
  return said && said[1] === code ? `${said[2]} (${code})` : message
}

/** Does work that is not needed now: what could not be done is done later, or does no harm. Undefined when it failed. */
export function ifPossible<Result>(work: () => Result): Result | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
