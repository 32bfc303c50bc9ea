import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import { WriteError } from '../../mocks/core/store/storage.ts'
import type { Target } from '../../mocks/core/store/writes.ts'
import { ifPossible } from './filesystem.ts'
import { DataError, refusal } from './frames.ts'
import { makeFolder } from './makefolder.ts'
import { openDatabase } from './sqlite.ts'

/** How long to wait for a folder in use by default: long enough that one of two processes that start together gets it. */
const usualWaitMs = 500

/**
 * Locks a data folder for this process. Throws a DataError that names the holder when another process on this machine holds it, on
 * any mount and in any container.
 *
 * The lock is SQLite's exclusive lock on the empty file `lock.db`: the kernel holds it and releases it when the process ends (docs/decisions/0017). `lock` only describes the holder to people.
 */
export async function lock(folder: string, waitMs = usualWaitMs): Promise<Lock> {
  try {
    makeFolder(folder)
  } catch (error) {
    throw refusal(folder, error)
  }
  return new Lock(folder, hold(folder, waitMs))
}

/** A lock that is held for as long as something refers to it: the kernel releases it when the database is collected. */
export class Lock implements Target {
  readonly #folder: string
  readonly #database: DatabaseSync
  readonly #inode: number | undefined

  constructor(folder: string, database: DatabaseSync) {
    this.#folder = folder
    this.#database = database
    this.#inode = inodeOf(fileIn(folder))
    describe(join(folder, 'lock'))
  }

  /** Throws a WriteError when the file was removed or replaced, so that another process might lock the new one. */
  check() {
    const file = fileIn(this.#folder)
    if (inodeOf(file) !== this.#inode)
      throw new WriteError(`${file} was removed or replaced while in use, and keeps no other process away.`)
  }

  probe() {
    this.check()
  }

  release() {
    if (!this.#database.isOpen) return
    ifPossible(() => rmSync(join(this.#folder, 'lock'), { force: true }))
    this.#database.close()
  }
}

const fileIn = (folder: string) => join(folder, 'lock.db')
const statOf = (file: string) => statSync(file, { throwIfNoEntry: false })
const inodeOf = (file: string) => statOf(file)?.ino
/** Opening a named pipe would wait for its other end. */
const isFileOrFree = (file: string) => statOf(file)?.isFile() !== false

function hold(folder: string, waitMs: number): DatabaseSync {
  const file = fileIn(folder)
  // Only SQLite may open the file: opening and closing it here would release this process's own lock.
  if (!isFileOrFree(file)) throw unusable(file, 'it is not a file')
  let database: DatabaseSync | undefined
  try {
    database = openDatabase(file)
    database.exec(`PRAGMA busy_timeout = ${waitMs}`)
    // Nothing is ever written, so there is nothing to roll back: no journal file is left behind by a process that was killed.
    database.exec('PRAGMA journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
    return database
  } catch (error) {
    database?.close()
    const { message } = error as Error
    // How SQLite words SQLITE_BUSY. Deno gives no code.
    throw message.includes('database is locked') ? inUse(folder) : unusable(file, message)
  }
}

const unusable = (file: string, reason: string) => new DataError(`${file} cannot be locked: ${reason}. Name another folder with --data.`)

const inUse = (folder: string) =>
  new DataError(`${folder} is in use by ${holderOf(join(folder, 'lock'))}. Stop it, or name another folder with --data.`)

interface Holder {
  pid: number
  host: string
  since: string
}

/** A folder that is full, or in which `lock` is not a file, is locked without a description. */
function describe(file: string) {
  if (!isFileOrFree(file)) return
  const holder: Holder = { pid: process.pid, host: hostname(), since: new Date().toISOString() }
  ifPossible(() => writeFileSync(file, `${JSON.stringify(holder)}\n`))
}

function holderOf(file: string): string {
  if (!isFileOrFree(file)) return 'another pql-sandbox'
  try {
    const { pid, host, since } = JSON.parse(readFileSync(file, 'utf8')) as Holder
    return `the pql-sandbox with process id ${pid} on host ${host}, since ${since}`
  } catch {
    return 'another pql-sandbox'
  }
}
