import { type FileSystem, ifPossible } from './filesystem.ts'

/** The name of a file until it is complete. Files with such a name are removed at the next start. */
export const unfinished = (path: string): string => `${path}.tmp`

interface Options {
  /** Whether it has to be on the device before it gets its name; default: true. */
  sync?: boolean
  /** Called just before it gets its name; when it throws, it does not. */
  ready?: () => void
}

/** Writes a file that gets its name only when it is complete. When that fails, nothing is left of it, and the system's error is thrown. */
export function writeWhole(fs: FileSystem, path: string, bytes: Buffer, { sync = true, ready }: Options = {}) {
  try {
    const descriptor = fs.openSync(unfinished(path), 'w')
    try {
      for (let written = 0; written < bytes.length; ) written += fs.writeSync(descriptor, bytes, written)
      if (sync) fs.fsyncSync(descriptor)
    } finally {
      fs.closeSync(descriptor)
    }
    ready?.()
    fs.renameSync(unfinished(path), path)
  } catch (error) {
    discard(fs, path)
    throw error
  }
}

/** Removes an incomplete file. */
export const discard = (fs: FileSystem, path: string) => ifPossible(() => fs.rmSync(unfinished(path), { force: true }))
