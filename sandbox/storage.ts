import { join } from 'node:path'
import type { WorldOptions } from '../mocks/world.ts'
import { DiskJournal } from './disk/journal.ts'
import { lock } from './disk/lock.ts'
import { DiskSpans } from './disk/spans.ts'

/** Where and how long data is kept. */
export interface StorageOptions {
  /** Folder of the data; in memory when not given. */
  data?: string
  fsync?: boolean
  /** Bytes and days of traces to keep. */
  keepBytes?: number
  keepDays?: number
}

/** The data of a sandbox, opened. */
export interface Storage {
  world: Pick<WorldOptions, 'journal' | 'spanLog'>
  /** What had to be dropped when the data was read. Filled while the world is opened. */
  damage: string[]
  /** Compacts the journal by `compact` whenever it is full. */
  whenFull(compact: () => Promise<void>): void
  close(): Promise<void>
}

/** Opens the folder where a sandbox keeps its tables and traces; throws a DataError when it is in use, damaged or not ours. */
export async function openStorage({ data, fsync, keepBytes, keepDays }: StorageOptions): Promise<Storage> {
  const damage: string[] = []
  if (data === undefined) return { world: {}, damage, whenFull() {}, async close() {} }
  const unlock = await lock(data)
  const onDamage = (message: string) => damage.push(message)
  const journal = new DiskJournal(data, { fsync, onDamage })
  try {
    const spanLog = await new DiskSpans(join(data, 'traces'), {
      onDamage,
      ...given({ keepBytes, keepMs: keepDays && keepDays * 86_400_000 }),
    }).open()
    return {
      world: { journal, spanLog },
      damage,
      whenFull(compact) {
        journal.onFull = () => void compact()
      },
      async close() {
        await journal.close()
        await spanLog.close()
        unlock()
      },
    }
  } catch (error) {
    unlock()
    throw error
  }
}

/** Leaves out what is undefined, so that defaults hold. */
const given = <Options extends object>(options: Options): Partial<Options> =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<Options>
