import type { DatabaseSync } from 'node:sqlite'

/**
 * Opens a database with the SQLite of the runtime: Node.js 22.13, Deno 2.2 and Bun 1.4 have it. Without the warning that
 * Node.js 22 prints about it: of what may still change, nothing is used here.
 */
export function openDatabase(path: string): DatabaseSync {
  const { emitWarning } = process
  process.emitWarning = () => {}
  try {
    const sqlite = process.getBuiltinModule('node:sqlite')
    if (!sqlite) throw new Error('this runtime has no node:sqlite')
    return new sqlite.DatabaseSync(path)
  } finally {
    process.emitWarning = emitWarning
  }
}
