import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { lock } from '../../sandbox/disk/lock.ts'
import { startSandbox } from '../../sandbox/server/sandbox.ts'
import { temporaryFolder } from './folder.ts'
import { json, running } from './sandbox.ts'

const start = (data: string) => startSandbox({ port: 0, data })

/** A folder that was used, with one trace. */
async function used(): Promise<string> {
  const data = temporaryFolder()
  const { url, close } = await start(data)
  await json(`${url}/gitlab/-/countries`)
  await close()
  return data
}

function pipe(...path: string[]) {
  const file = join(...path)
  rmSync(file, { force: true })
  execFileSync('mkfifo', [file])
}

describe.skipIf(process.platform === 'win32')('a named pipe in place of a file', () => {
  test.each([
    ['journal.1.jsonl', 'cannot be read: it is not a file'],
    ['tables.1.jsonl', 'cannot be read: it is not a file'],
    ['lock.db', 'cannot be locked: it is not a file'],
    ['traces/00000001.jsonl', 'cannot be read: it is not a file'],
  ])('is refused in a sentence as %s', async (name, sentence) => {
    const data = await used()
    pipe(data, name)
    await expect(start(data)).rejects.toThrow(`${join(data, name)} ${sentence}`)
  })

  test('is replaced as the index of a trace file, and reported', async () => {
    const data = await used()
    pipe(data, 'traces/00000001.index')
    const { url } = await running({ data })
    const { body } = await json(`${url}/_sandbox/health`)
    expect(body).toMatchObject({ traces: 1, damage: [expect.stringContaining('was made again from the traces')] })
  })

  test('leaves the holder of the folder without a name as the description of the lock', async () => {
    const data = temporaryFolder()
    pipe(data, 'lock')
    const held = await lock(data, 20)
    await expect(lock(data, 20)).rejects.toThrow(`${data} is in use by another pql-sandbox.`)
    held.release()
  })
})

test('reports that the folder of the traces was removed while the sandbox was stopped', async () => {
  const data = await used()
  rmSync(join(data, 'traces'), { recursive: true })
  const { url } = await running({ data })
  expect((await json(`${url}/_sandbox/health`)).body.damage).toEqual([`${join(data, 'traces')} is missing: its traces are lost.`])
})

test('creates the folders above a new data folder', async () => {
  const data = join(temporaryFolder(), 'a', 'b')
  await (await start(data)).close()
  expect(existsSync(join(data, 'journal.1.jsonl'))).toBe(true)
})

test.runIf(existsSync('/proc/self'))('refuses a folder that cannot be created, such as one in /proc', async () => {
  await expect(start('/proc/x/y')).rejects.toThrow(/^\/proc\/x\/y cannot be used: ENOENT/)
})

test('refuses a file in place of the data folder', async () => {
  const data = await used()
  const other = join(data, 'other')
  renameSync(join(data, 'journal.1.jsonl'), other)
  await expect(start(other)).rejects.toThrow(`${other} cannot be used: EEXIST`)
  mkdirSync(join(data, 'journal.1.jsonl'))
  await expect(start(data)).rejects.toThrow('cannot be read: it is not a file')
})
