import { statSync } from 'node:fs'
import { placeOf } from './files.ts'
import { type Frame, type Header, headLength, readFile } from './frames.ts'
import { readLine, rowOf } from './line.ts'
import type { DiskRows } from './rows.ts'

/**
 * Reads a journal change set by change set; answers with the bytes up to the end of the last whole one. What follows was not
 * written to its end when the process died: bytes of a line, or lines of a set whose last one is missing.
 */
export async function replay(file: string, header: Header, number: number, rowsOf: (table: string) => DiskRows): Promise<number> {
  let pending: Frame[] = []
  const torn = await readFile(file, header, (frame) => {
    pending.push(frame)
    if (!frame.json.endsWith(',1]')) return
    for (const each of pending) apply(each, number, rowsOf)
    pending = []
  })
  return pending[0]?.offset ?? torn?.offset ?? statSync(file).size
}

function apply({ json, offset, length }: Frame, number: number, rowsOf: (table: string) => DiskRows) {
  const { table, key, gone } = readLine(json)
  if (gone) rowsOf(table).delete(key)
  else rowsOf(table).found(key, placeOf(number, offset + headLength, length) ?? rowOf(json))
}
