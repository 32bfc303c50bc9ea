import fs from 'node:fs'
import { dirname } from 'node:path'

/**
 * Creates a folder and the folders above it, unless they exist. Throws the system's error. Node's own `recursive` option never
 * returns where a folder exists and refuses new ones as not found, as `/proc` does.
 */
export function makeFolder(path: string) {
  if (isFolder(path)) return
  makeFolder(dirname(path))
  try {
    fs.mkdirSync(path)
  } catch (error) {
    // Another process may have created it at the same instant.
    if (!isFolder(path)) throw error
  }
}

const isFolder = (path: string) => fs.statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
