import fs, { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WriteError } from '../../mocks/core/store/storage.ts'
import type { Change } from '../../mocks/core/store/store.ts'
import { Writes } from '../../mocks/core/store/writes.ts'
import type { FileSystem } from '../../sandbox/disk/filesystem.ts'
import { DiskJournal } from '../../sandbox/disk/journal.ts'
import type { JournalOptions } from '../../sandbox/disk/options.ts'
import type { DiskState } from '../../sandbox/disk/snapshot.ts'
import { broken, failing, faulty, full, SmallDisk } from './disks.ts'
import { temporaryFolder } from './folder.ts'

async function opened(folder: string, options: JournalOptions = {}) {
  const writes = new Writes({ say() {} })
  const damage: string[] = []
  const journal = new DiskJournal(folder, { writes, onDamage: (message) => damage.push(message), ...options })
  const state = await journal.read()
  return { journal, state, writes, damage }
}

/** What a commit does: journal first, then the rows. */
function put(journal: DiskJournal, state: DiskState, key: number, row: Record<string, unknown> | null) {
  journal.append([['t', key, row]])
  const rows = (state.t ??= journal.rows())
  if (row) rows.set(key, row)
  else rows.delete(key)
}

const contents = (state: DiskState) => [...(state.t ?? [])].toSorted(([one], [other]) => Number(one) - Number(other))

async function readBack(folder: string) {
  const { journal, state, damage } = await opened(folder)
  const found = contents(state)
  await journal.close()
  return { found, damage }
}

const names = (folder: string) => readdirSync(folder).sort()

test('completes the same generation when a snapshot has failed, and needs no more than two of them', async () => {
  const folder = temporaryFolder()
  const disk = new SmallDisk(folder, 2 ** 30)
  const { journal, state } = await opened(folder, { fs: disk.fs })
  for (let id = 1; id <= 500; id++) put(journal, state, id, { id })
  for (let attempt = 0; attempt < 10; attempt++) {
    disk.size = disk.used + 1000
    await expect(journal.write(state)).rejects.toThrow('ENOSPC')
    expect(names(folder)).toEqual(['journal.1.jsonl', 'journal.2.jsonl'])
    disk.size = 2 ** 30
    put(journal, state, attempt + 1, { id: attempt + 1, attempt })
  }
  const before = contents(state)
  await journal.write(state)
  expect(names(folder)).toEqual(['journal.2.jsonl', 'tables.2.jsonl'])
  expect(contents(state)).toEqual(before)
  await journal.close()
  expect(await readBack(folder)).toEqual({ found: before, damage: [] })
})

test('completes after a restart the generation that a crash has left without a snapshot', async () => {
  const folder = temporaryFolder()
  const disk = new SmallDisk(folder, 2 ** 30)
  const first = await opened(folder, { fs: disk.fs })
  put(first.journal, first.state, 1, { id: 1 })
  disk.size = disk.used + 100
  await expect(first.journal.write(first.state)).rejects.toThrow('ENOSPC')
  await first.journal.close()
  const { journal, state } = await opened(folder)
  await journal.write(state)
  expect(names(folder)).toEqual(['journal.2.jsonl', 'tables.2.jsonl'])
  await journal.write(state)
  expect(names(folder)).toEqual(['journal.3.jsonl', 'tables.3.jsonl'])
  await journal.close()
})

/** Each file function that a snapshot and a reset use, and how it fails. */
const steps: (keyof FileSystem)[] = [
  'openSync',
  'writeSync',
  'fsyncSync',
  'renameSync',
  'rmSync',
  'readdirSync',
  'closeSync',
  'fstatSync',
  'ftruncateSync',
  'statSync',
]

/** The real file functions, whose n-th call fails. */
function failingAt(count: number) {
  let left = count
  const state = { armed: false, failed: false }
  const meet = () => {
    if (!state.armed || left-- !== 0) return
    state.failed = true
    throw broken('anything')
  }
  const faults = steps.map((name) => {
    const real = fs[name] as (...args: unknown[]) => unknown
    return [
      name,
      (...args: unknown[]) => {
        meet()
        return real(...args)
      },
    ]
  })
  const open = async (path: string, flags: string) => {
    meet()
    const handle = await fs.promises.open(path, flags)
    const wrapped =
      (name: 'write' | 'sync' | 'close') =>
      async (...args: unknown[]) => {
        if (name === 'close') await handle.close()
        meet()
        return name === 'close' ? undefined : (handle[name] as (...args: unknown[]) => unknown)(...args)
      }
    return { write: wrapped('write'), sync: wrapped('sync'), close: wrapped('close') }
  }
  return { state, fs: faulty({ ...Object.fromEntries(faults), promises: { ...fs.promises, open } } as Partial<FileSystem>) }
}

test.each(['write', 'replace'] as const)('keeps every row when any call of a %s fails', async (what) => {
  for (let count = 0; ; count++) {
    const folder = temporaryFolder()
    const { fs, state: fault } = failingAt(count)
    const { journal, state } = await opened(folder, { fs })
    for (let id = 1; id <= 5; id++) put(journal, state, id, { id })
    let before = contents(state)
    fault.armed = true
    const seed: Change[] = [['t', 9, { id: 9 }]]
    const outcome = await (async () => (what === 'write' ? journal.write(state) : journal.replace(seed)))().then(
      () => 'done',
      (error: Error) => error,
    )
    fault.armed = false
    if (what === 'replace' && outcome === 'done') {
      state.t = journal.rows()
      state.t.set(9, seed[0]?.[2] as object as Record<string, unknown>)
      before = [[9, { id: 9 }]]
    } else expect(contents(state)).toEqual(before)
    if (what === 'replace' && outcome !== 'done') expect(outcome).toBeInstanceOf(WriteError)
    put(journal, state, 6, { id: 6 })
    await journal.close()
    expect(await readBack(folder)).toEqual({
      found: [...before, [6, { id: 6 }]].toSorted(([one], [other]) => Number(one) - Number(other)),
      damage: [],
    })
    if (!fault.failed) return
  }
})

test('removes a journal that could not be begun, and continues with the current one', async () => {
  const folder = temporaryFolder()
  const disk = new SmallDisk(folder, 2 ** 30)
  const { journal, state } = await opened(folder, { fs: disk.fs })
  put(journal, state, 1, { id: 1 })
  disk.size = disk.used + 20
  await expect(journal.write(state)).rejects.toThrow(/journal\.2\.jsonl cannot be written: no space left/)
  expect(names(folder)).toEqual(['journal.1.jsonl'])
  disk.size = 2 ** 30
  put(journal, state, 2, { id: 2 })
  await journal.close()
  expect((await readBack(folder)).found).toHaveLength(2)
})

test('begins no other generation while a failed write cannot be removed', async () => {
  const folder = temporaryFolder()
  let mayCut = true
  const disk = new SmallDisk(folder, 2 ** 30)
  const ftruncateSync = failing(
    fs.ftruncateSync,
    () => !mayCut,
    () => broken('ftruncate'),
  )
  const { journal, state } = await opened(folder, { fs: { ...disk.fs, ftruncateSync } })
  put(journal, state, 1, { id: 1 })
  disk.size = disk.used + 5
  mayCut = false
  expect(() => put(journal, state, 2, { id: 2 })).toThrow(WriteError)
  disk.size = 2 ** 30
  await expect(journal.write(state)).rejects.toThrow(WriteError)
  expect(names(folder)).toEqual(['journal.1.jsonl'])
  mayCut = true
  await journal.write(state)
  await journal.close()
  expect(await readBack(folder)).toEqual({ found: [[1, { id: 1 }]], damage: [] })
})

test('reports a change set that cannot be written, and keeps nothing of it', async () => {
  const folder = temporaryFolder()
  const disk = new SmallDisk(folder, 2 ** 30)
  const { journal, state, writes } = await opened(folder, { fs: disk.fs })
  disk.size = disk.used
  expect(() => put(journal, state, 1, { id: 1 })).toThrow(
    `${join(folder, 'journal.1.jsonl')} cannot be written: no space left on device (ENOSPC).`,
  )
  expect(writes.failing?.reason).toContain('no space left')
  expect(state.t).toBeUndefined()
  expect(() => journal.probe()).toThrow(WriteError)
  disk.size = 2 ** 30
  journal.probe()
  journal.check()
  await journal.close()
  expect((await readBack(folder)).found).toEqual([])
})

test('replaces everything in one step, and reads the new rows from the snapshot', async () => {
  const folder = temporaryFolder()
  const { journal, state } = await opened(folder)
  for (let id = 1; id <= 3; id++) put(journal, state, id, { id })
  const [one, long]: Record<string, unknown>[] = [
    { id: 1, new: true },
    { id: 2, text: 'x'.repeat(300_000) },
  ]
  journal.replace([
    ['t', 1, one as Record<string, unknown>],
    ['t', 2, long as Record<string, unknown>],
  ])
  const rows = journal.rows()
  rows.set(1, one as Record<string, unknown>)
  rows.set(2, long as Record<string, unknown>)
  expect([...rows]).toEqual([
    [1, one],
    [2, long],
  ])
  await journal.close()
  expect(names(folder)).toEqual(['journal.2.jsonl', 'tables.2.jsonl'])
  expect((await readBack(folder)).found).toEqual([
    [1, one],
    [2, long],
  ])
})

test('replaces everything while a snapshot is under way, which is given up', async () => {
  const folder = temporaryFolder()
  const { journal, state } = await opened(folder)
  for (let id = 1; id <= 2000; id++) put(journal, state, id, { id })
  const writing = journal.write(state)
  const row = { id: 7 }
  journal.replace([['t', 7, row]])
  state.t = journal.rows()
  state.t.set(7, row)
  await writing
  put(journal, state, 8, { id: 8 })
  expect(contents(state)).toEqual([
    [7, { id: 7 }],
    [8, { id: 8 }],
  ])
  await journal.write(state)
  await journal.close()
  expect(names(folder)).toEqual(['journal.4.jsonl', 'tables.4.jsonl'])
  expect((await readBack(folder)).found).toHaveLength(2)
})

test('says that it is full again only after a snapshot, or when it has grown by an eighth since one failed', async () => {
  const folder = temporaryFolder()
  let broke = true
  const open = (async (...args: Parameters<typeof fs.promises.open>) => {
    if (broke) throw full()
    return fs.promises.open(...args)
  }) as typeof fs.promises.open
  const { journal, state } = await opened(folder, { fullAt: 8000, fs: faulty({ promises: { ...fs.promises, open } }) })
  let told = 0
  journal.onFull = () => told++
  const grow = async (bytes: number) => {
    const file = join(folder, `journal.${Math.max(...names(folder).map((name) => Number(name.split('.')[1])))}.jsonl`)
    for (const target = statSync(file).size + bytes; statSync(file).size < target; ) put(journal, state, 1, { text: 'x'.repeat(50) })
    await new Promise((resolve) => setImmediate(resolve))
  }
  await grow(7000)
  expect(told).toBe(0)
  await grow(2000)
  await grow(2000)
  expect(told).toBe(1)
  await expect(journal.write(state)).rejects.toThrow('ENOSPC')
  await grow(8500)
  expect(told).toBe(1)
  await grow(600)
  expect(told).toBe(2)
  await expect(journal.write(state)).rejects.toThrow('ENOSPC')
  await grow(700)
  expect(told).toBe(2)
  await grow(500)
  expect(told).toBe(3)
  broke = false
  await journal.write(state)
  await grow(200)
  expect(told).toBe(4)
  await journal.write(state)
  await grow(7000)
  expect(told).toBe(4)
  await grow(1500)
  expect(told).toBe(5)
  await journal.close()
})

test('refuses a row that is damaged while in use, reports it, and keeps it out of a snapshot', async () => {
  const folder = temporaryFolder()
  const { journal, state, damage } = await opened(folder)
  for (let id = 1; id <= 1500; id++) put(journal, state, id, { id })
  const file = join(folder, 'journal.1.jsonl')
  const content = readFileSync(file)
  const at = content.indexOf('{"id":7}')
  content[at + 6] = '8'.charCodeAt(0)
  writeFileSync(file, content)
  const line = content.lastIndexOf('\n', at) + 1
  const message = `${file} was damaged at byte ${line} while in use: the row there is refused.`
  expect(() => state.t?.get(7)).toThrow(message)
  expect(() => [...(state.t ?? [])]).toThrow(message)
  expect(state.t?.get(8)).toEqual({ id: 8 })
  await expect(journal.write(state)).rejects.toThrow(message)
  expect(names(folder)).toEqual(['journal.1.jsonl', 'journal.2.jsonl'])
  expect(new Set(damage)).toEqual(new Set([message]))
  await journal.close()
})

test('removes older files that it could not remove before with the next snapshot', async () => {
  const folder = temporaryFolder()
  let stuck = true
  const rmSync = failing(
    fs.rmSync,
    () => stuck,
    () => broken('unlink'),
  )
  const { journal, state } = await opened(folder, { fs: faulty({ rmSync }) })
  put(journal, state, 1, { id: 1 })
  await journal.write(state)
  expect(names(folder)).toEqual(['journal.1.jsonl', 'journal.2.jsonl', 'tables.2.jsonl'])
  stuck = false
  await journal.write(state)
  expect(names(folder)).toEqual(['journal.3.jsonl', 'tables.3.jsonl'])
  expect(contents(state)).toEqual([[1, { id: 1 }]])
  await journal.close()
})

test('fails as long as a folder is where a snapshot should be written, and loses nothing', async () => {
  const folder = temporaryFolder()
  const { journal, state } = await opened(folder)
  put(journal, state, 1, { id: 1 })
  mkdirSync(join(folder, 'tables.2.jsonl.tmp'))
  await expect(journal.write(state)).rejects.toThrow('EISDIR')
  put(journal, state, 2, { id: 2 })
  rmSync(join(folder, 'tables.2.jsonl.tmp'), { recursive: true })
  await journal.write(state)
  await journal.close()
  expect((await readBack(folder)).found).toHaveLength(2)
})

test('holds the same as a plain map after any changes, snapshots, replacements and full disks', async () => {
  const step = fc.record({
    key: fc.integer({ min: 1, max: 8 }),
    value: fc.option(fc.string()),
    next: fc.constantFrom('nothing', 'nothing', 'snapshot', 'replace', 'restart'),
    room: fc.option(fc.integer({ min: 0, max: 400 }), { freq: 2 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
      const folder = temporaryFolder()
      const disk = new SmallDisk(folder, 2 ** 30)
      let { journal, state } = await opened(folder, { fs: disk.fs })
      const expected = new Map<number, Record<string, unknown>>()
      for (const { key, value, next, room } of steps) {
        if (room !== null) disk.size = disk.used + room
        const row = value === null ? null : { value }
        try {
          if (next === 'replace') {
            journal.replace([['t', key, { value }]])
            state = { t: journal.rows() }
            state.t?.set(key, { value })
            expected.clear()
            expected.set(key, { value })
          } else {
            put(journal, state, key, row)
            if (row) expected.set(key, row)
            else expected.delete(key)
          }
          if (next === 'snapshot') await journal.write(state)
        } catch (error) {
          expect(String(error)).toMatch(/ENOSPC/)
        }
        disk.size = 2 ** 30
        if (next === 'restart') {
          await journal.close()
          ;({ journal, state } = await opened(folder, { fs: disk.fs }))
        }
      }
      expect(new Map(contents(state))).toEqual(expected)
      await journal.close()
      const { found, damage } = await readBack(folder)
      expect({ found: new Map(found), damage }).toEqual({ found: expected, damage: [] })
    }),
    { numRuns: 60 },
  )
}, 60_000)
