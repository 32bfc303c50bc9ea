import type { Entry } from '../../mocks/core/traces/entries.ts'
import type { FileSystem } from './filesystem.ts'
import { DataError, frame, type Header, readFile } from './frames.ts'
import { writeWhole } from './whole.ts'

/** Since version 2 it has refusals, retries and the last error, since 3 failed steps count as errors. An older one is made again from the spans. */
const header: Header = { format: 'pql-sandbox/span-index', version: 3 }

/** The first line after the header describes the indexed file. */
interface Subject {
  /** Length of the file of spans. */
  bytes: number
  version?: number
}

/** The contents of the index of a span file. */
export interface SpanIndex {
  /** Length of the file of spans when the index was written. */
  bytes: number
  entries: Map<string, Entry>
}

/** Reads an index. Returns undefined when there is no index, or one of an older version; throws a DataError when it cannot be read. */
export async function readIndex(file: string, fs: FileSystem): Promise<SpanIndex | undefined> {
  if (!fs.statSync(file, { throwIfNoEntry: false })) return undefined
  const entries = new Map<string, Entry>()
  let subject: Subject | undefined
  const { torn } = await readFile(
    file,
    header,
    ({ json }) => {
      const value = JSON.parse(json) as Subject | Entry
      if (!subject) subject = value as Subject
      else entries.set((value as Entry).summary.id, value as Entry)
    },
    fs,
  )
  if (torn || !subject) throw new DataError(`${file} is not whole.`)
  return subject.version === header.version ? { bytes: subject.bytes, entries } : undefined
}

/** Writes an index; throws the system's error. */
export function writeIndex(file: string, bytes: number, entries: Iterable<Entry>, fs: FileSystem) {
  const subject: Subject = { bytes, version: header.version }
  const lines = [header, subject, ...entries].map((value) => frame(JSON.stringify(value)))
  writeWhole(fs, file, Buffer.concat(lines), { sync: false })
}
