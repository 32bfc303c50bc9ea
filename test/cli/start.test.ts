import { execFileSync, spawn } from 'node:child_process'
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, it } from 'vitest'
import { StorageError } from '../../mocks/core/store/storage.ts'
import { frame } from '../../sandbox/disk/frames.ts'
import { builtPages } from '../../sandbox/server/build.ts'
import { startSandbox } from '../../sandbox/server/sandbox.ts'
import { type Ended, folder } from './process.ts'

// They would be built by the command otherwise, whose files are limited here.
beforeAll(() => builtPages(), 60_000)

const launcher = fileURLToPath(new URL('../../sandbox/bin.js', import.meta.url))

/** Runs `pql-sandbox serve` under a command such as a shell that limits it. */
function serveUnder(command: string, args: string[], data: string): Promise<Ended> {
  const child = spawn(command, [...args, process.execPath, launcher, 'serve', '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { out: '', err: '' }
  child.stdout.setEncoding('utf8').on('data', (text: string) => (said.out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said.err += text))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, ...said })))
}

const header = (kind: string, version = 1) => frame(JSON.stringify({ format: `pql-sandbox/${kind}`, version }))

/** Faults of a data folder: the name, the cause, and the sentence that reports it. */
const faults: [fault: string, cause: (data: string) => void, sentence: RegExp][] = [
  ['a damaged journal', (data) => writeFileSync(join(data, 'journal.1.jsonl'), 'not ours\n'), /journal\.1\.jsonl is damaged at byte 0/],
  [
    'a header that is not JSON',
    (data) => writeFileSync(join(data, 'journal.1.jsonl'), frame('no JSON')),
    /is not a pql-sandbox\/journal file/,
  ],
  [
    'a newer version',
    (data) => writeFileSync(join(data, 'journal.1.jsonl'), header('journal', 9)),
    /has version 9 of pql-sandbox\/journal/,
  ],
  [
    'a snapshot without its journal',
    (data) => writeFileSync(join(data, 'tables.2.jsonl'), header('tables')),
    /journal\.2\.jsonl is missing/,
  ],
  [
    'a journal without its snapshot',
    (data) => writeFileSync(join(data, 'journal.2.jsonl'), header('journal')),
    /tables\.2\.jsonl is missing/,
  ],
  [
    'a folder in place of a journal',
    (data) => mkdirSync(join(data, 'journal.1.jsonl')),
    /journal\.1\.jsonl cannot be read: it is not a file/,
  ],
  [
    'a folder in place of a snapshot',
    (data) => {
      writeFileSync(join(data, 'journal.1.jsonl'), header('journal'))
      mkdirSync(join(data, 'tables.1.jsonl'))
    },
    /tables\.1\.jsonl cannot be read: it is not a file/,
  ],
  ['a folder in place of the lock', (data) => mkdirSync(join(data, 'lock.db')), /lock\.db cannot be locked: it is not a file/],
  ['a file in place of the folder of traces', (data) => writeFileSync(join(data, 'traces'), ''), /traces cannot be used: EEXIST/],
]

it.each(faults)('refuses %s in one sentence, and leaves it unchanged', async (_fault, cause, sentence) => {
  const data = await folder()
  cause(data)
  const before = readdirSync(data)
  const error = await startSandbox({ port: 0, data }).catch((error: Error) => error)
  expect(error).toBeInstanceOf(StorageError)
  const { message } = error as Error
  expect(message).toMatch(sentence)
  expect(message).toContain(data)
  expect(message).not.toContain('\n')
  expect(readdirSync(data)).toEqual(expect.arrayContaining(before))
})

it('exits with 1 and one sentence when its files may not grow', async () => {
  const data = await folder()
  const { code, out, err } = await serveUnder('sh', ['-c', 'ulimit -f 4; exec "$@"', 'sh'], data)
  expect({ code, out }).toEqual({ code: 1, out: '' })
  expect(err).toBe(`${join(data, 'journal.1.jsonl')} cannot be written: file too large (EFBIG).\n`)
}, 60_000)

/** Whether this user may mount: root may, in most containers. */
const mounts = (() => {
  try {
    execFileSync('unshare', ['--mount', 'sh', '-c', 'mount -t tmpfs tmpfs /mnt'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
})()

it.runIf(mounts)(
  'exits with 1 and one sentence on a full and on a read-only file system',
  async () => {
    const [full, readonly] = [await folder(), await folder()]
    const fill = `mount -t tmpfs -o size=64k tmpfs '${full}' && exec "$@"`
    const lock = `mount -t tmpfs tmpfs '${readonly}' && mount -o remount,ro '${readonly}' && exec "$@"`
    const [one, other] = await Promise.all([
      serveUnder('unshare', ['--mount', 'sh', '-c', fill, 'sh'], full),
      serveUnder('unshare', ['--mount', 'sh', '-c', lock, 'sh'], readonly),
    ])
    expect(one).toEqual({ code: 1, out: '', err: expect.stringMatching(/^\S+ cannot be written: no space left on device \(ENOSPC\)\.\n$/) })
    expect(other).toEqual({
      code: 1,
      out: '',
      err: expect.stringMatching(/^\S+lock\.db cannot be locked: .*\. Name another folder with --data\.\n$/),
    })
  },
  60_000,
)
