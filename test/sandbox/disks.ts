import fs, { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type FileSystem, filesystem } from '../../sandbox/disk/filesystem.ts'

/** An error as the system gives it. */
export function systemError(code: string, text: string, syscall = 'write'): NodeJS.ErrnoException {
  return Object.assign(new Error(`${code}: ${text}, ${syscall}`), { code, syscall })
}

export const full = () => systemError('ENOSPC', 'no space left on device')
export const broken = (syscall: string) => systemError('EIO', 'i/o error', syscall)

/** The real file functions but for these. */
export const faulty = (faults: Partial<FileSystem>): FileSystem => ({ ...filesystem, ...faults })

/** A function that throws while `when` says so, and else does the real work. */
export const failing = <Args extends unknown[], Result>(work: (...args: Args) => Result, when: () => boolean, error: () => Error) =>
  ((...args: Args) => {
    if (when()) throw error()
    return work(...args)
  }) as typeof work

/** A function that says when it is called, and then does its work. */
export const noting = <Args extends unknown[], Result>(work: (...args: Args) => Result, note: () => void) =>
  ((...args: Args) => {
    note()
    return work(...args)
  }) as typeof work

/** A disk of a limited size: what no longer fits is refused, after as much as fits was written, as on a real one. */
export class SmallDisk {
  /** Bytes that fit; tests make room by raising it. */
  size: number
  readonly #folder: string

  /** The disk holds `folder`. */
  constructor(folder: string, size: number) {
    this.#folder = folder
    this.size = size
  }

  get fs(): FileSystem {
    const { promises } = fs
    return faulty({
      writeSync: ((descriptor: number, bytes: Buffer, offset: number = 0) =>
        fs.writeSync(descriptor, bytes, offset, this.#fitting(bytes.length - offset))) as typeof fs.writeSync,
      promises: {
        ...promises,
        open: (async (path: string, flags: string) => this.#handle(await promises.open(path, flags))) as typeof promises.open,
      },
    })
  }

  #handle(handle: fs.promises.FileHandle): fs.promises.FileHandle {
    const write = (bytes: Buffer, offset: number) => handle.write(bytes, offset, this.#fitting(bytes.length - offset))
    return new Proxy(handle, {
      get: (target, name) => {
        if (name === 'write') return async (bytes: Buffer, offset: number) => write(bytes, offset)
        const value = target[name as keyof typeof target] as unknown
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
  }

  #fitting(bytes: number): number {
    const room = this.size - this.used
    if (room <= 0) throw full()
    return Math.min(bytes, room)
  }

  get used(): number {
    return bytesIn(this.#folder)
  }
}

function bytesIn(folder: string): number {
  if (!existsSync(folder)) return 0
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name)
    return sum + (entry.isDirectory() ? bytesIn(path) : (statSync(path, { throwIfNoEntry: false })?.size ?? 0))
  }, 0)
}
