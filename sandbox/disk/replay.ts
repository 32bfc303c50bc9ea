import { placeOf } from './files.ts'
import type { FileSystem } from './filesystem.ts'
import { type Frame, type Header, headLength, readFile } from './frames.ts'
import { type RowLine, readLine, rowOf } from './line.ts'
import type { DiskRows } from './rows.ts'

interface Replay {
  file: string
  header: Header
  /** The number under which rows are read from the file. */
  number: number
  rowsOf(table: string): DiskRows
  fs?: FileSystem
}

/** A line of a change set that has not been read to its end yet. */
interface Pending extends RowLine {
  frame: Frame
}

/**
 * Reads a journal change set by change set; returns the bytes of the header and all complete change sets, and the number of
 * bytes after them: a line or a change set that the process was writing when it died.
 */
export async function replay({ file, header, number, rowsOf, fs }: Replay): Promise<{ whole: number; dropped: number }> {
  let pending: Pending[] = []
  const take = (frame: Frame) => {
    const line = readLine(frame.json)
    pending.push({ frame, ...line })
    if (!line.last) return
    for (const each of pending) apply(each, number, rowsOf(each.table))
    pending = []
  }
  const extent = await readFile(file, header, take, fs)
  const whole = pending[0]?.frame.offset ?? extent.whole
  return { whole, dropped: extent.whole + extent.torn - whole }
}

function apply({ key, gone, frame: { json, offset, length } }: Pending, number: number, rows: DiskRows) {
  if (gone) rows.delete(key)
  else rows.found(key, placeOf(number, offset + headLength, length) ?? rowOf(json))
}
