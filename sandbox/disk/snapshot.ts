import { open, rename } from 'node:fs/promises'
import type { State } from '../../mocks/store.ts'
import type { Key, Row } from '../../mocks/table.ts'
import { DataError, frame, type Header, readFile } from './frames.ts'

const header: Header = { format: 'pql-sandbox/tables', version: 1 }
/** Rows in a piece; between two pieces the world goes on. */
const piece = 1000

type Piece = [table: string, rows: [Key, Row][]]

/**
 * Writes all rows to a file, which has its name only once it is whole. Commits go on meanwhile, so a row may be written in a
 * later state than another; the journal that was begun before holds every such change, and replaying it makes them agree.
 * `ready` is awaited before the file gets its name.
 */
export async function writeSnapshot(file: string, state: State, ready: () => Promise<void>) {
  const handle = await open(`${file}.tmp`, 'w')
  try {
    await handle.write(frame(JSON.stringify(header)))
    let count = 0
    for (const [table, rows] of pieces(state)) {
      await handle.write(frame(JSON.stringify([table, rows])))
      count += rows.length
    }
    await handle.write(frame(JSON.stringify({ end: count })))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await ready()
  await rename(`${file}.tmp`, file)
}

function* pieces(state: State): Generator<Piece> {
  for (const [table, rows] of Object.entries(state)) {
    let batch: [Key, Row][] = []
    for (const entry of rows) {
      batch.push(entry)
      if (batch.length < piece) continue
      yield [table, batch]
      batch = []
    }
    if (batch.length) yield [table, batch]
  }
}

/** Reads a snapshot; throws when it is not whole. */
export async function readSnapshot(file: string): Promise<State> {
  const state: State = {}
  let [count, end] = [0, -1]
  await readFile(file, header, ({ json }) => {
    const value = JSON.parse(json) as Piece | { end: number }
    if (!Array.isArray(value)) end = value.end
    else {
      count += value[1].length
      const rows = (state[value[0]] ??= new Map())
      for (const [key, row] of value[1]) rows.set(key, row)
    }
  })
  if (count !== end) throw new DataError(`${file} is not whole. It was not changed: move it away, or name another folder with --data.`)
  return state
}
