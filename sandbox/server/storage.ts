import { join } from 'node:path'
import type { WorldOptions } from '../../mocks/core/options.ts'
import { Writes } from '../../mocks/core/store/writes.ts'
import { Damage } from '../disk/damage.ts'
import { type FileSystem, filesystem, reasonOf } from '../disk/filesystem.ts'
import { DiskJournal } from '../disk/journal.ts'
import { type Lock, lock } from '../disk/lock.ts'
import { DiskSpans } from '../disk/spans.ts'

/** Where and how long data is kept. */
export interface StorageOptions {
  /** Folder of the data; in memory when not given. */
  data?: string | undefined
  fsync?: boolean | undefined
  /** Bytes and days of traces to keep. */
  keepBytes?: number | undefined
  keepDays?: number | undefined
  /** Logs a sentence about the data, such as that the disk is full; default: console.error. */
  say?: ((sentence: string) => void) | undefined
  /** Tests use one that fails. */
  fs?: FileSystem | undefined
}

/** The data of a sandbox, opened. */
export interface Storage {
  world: Pick<WorldOptions, 'journal' | 'spanLog' | 'writes'>
  /** Sentences about data that was dropped at start or is damaged. Filled while the world is opened. */
  damage: string[]
  /** To be called when the world is open. Compacts the journal by `compact` whenever it is full; throws a WriteError when the disk is full. */
  opened(compact: () => Promise<void>): void
  close(): Promise<void>
}

/** Opens the folder where a sandbox keeps its tables and traces; throws a StorageError when it is in use, damaged, not ours or full. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const { data } = options
  if (data === undefined) return { world: {}, damage: [], opened() {}, async close() {} }
  const held = await lock(data)
  try {
    return await open(data, options, held)
  } catch (error) {
    held.release()
    throw error
  }
}

async function open(data: string, options: StorageOptions, held: Lock): Promise<Storage> {
  const { fsync, keepBytes, keepDays, say = console.error, fs = filesystem } = options
  let isOpen = false
  // Problems that are found at start are part of the start's own output.
  const log = (sentence: string) => void (isOpen && say(sentence))
  const writes = new Writes({ say: log })
  const damage = new Damage(log)
  const onDamage = (message: string) => damage.note(message)
  const journal = new DiskJournal(data, { fsync, onDamage, writes, fs })
  const limits = given({ keepBytes, keepMs: keepDays && keepDays * 86_400_000 })
  const spanLog = await new DiskSpans(join(data, 'traces'), { onDamage, writes, fs, ...limits }).open()
  return {
    world: { journal, spanLog, writes },
    damage: damage.list,
    opened(compact) {
      for (const file of [journal, spanLog]) file.probe()
      isOpen = true
      writes.watch([journal, spanLog, held])
      journal.onFull = () =>
        void compact().catch((error) => log(`The journal could not be compacted: ${reasonOf(error)}. It is tried again.`))
    },
    async close() {
      writes.close()
      await journal.close()
      await spanLog.close()
      held.release()
    },
  }
}

/** Leaves out what is undefined, so that defaults hold. */
const given = <Options extends object>(options: Options): Partial<Options> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<Options>
