import type { Writes } from '../../mocks/core/store/writes.ts'
import type { FileSystem } from './filesystem.ts'

/** How the tables are kept on disk. */
export interface JournalOptions {
  /** Whether each change set is flushed to the device, so that it survives a power cut too. */
  fsync?: boolean | undefined
  /** Bytes after which the journal is full, or as many as the snapshot has when that is more; default: 64 MiB. */
  fullAt?: number
  /** Called with a sentence about data that was dropped at start, or was found damaged later. */
  onDamage?: (message: string) => void
  /** Where failed writes are reported. */
  writes?: Writes
  fs?: FileSystem
}

/** How the traces are kept on disk. */
export interface SpanOptions {
  /** Bytes after which a new file is begun; default: 64 MiB. */
  segmentBytes?: number
  /** Bytes of all files together; beyond, the oldest go. default: 4 GiB. */
  keepBytes?: number
  /** Milliseconds after which a file goes; default: 30 days. */
  keepMs?: number
  /** Epoch milliseconds, for the age of files; default: the machine's clock. */
  now?: () => number
  /** Called with a sentence about data that was dropped at start, or was found damaged later. */
  onDamage?: (message: string) => void
  /** Where failed writes are reported. */
  writes?: Writes
  fs?: FileSystem
}
