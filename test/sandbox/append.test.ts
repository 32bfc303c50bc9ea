import fs, { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { WriteError } from '../../mocks/core/store/storage.ts'
import { AppendFile, type AppendOptions } from '../../sandbox/disk/append.ts'
import { broken, failing, faulty, full, SmallDisk, systemError } from './disks.ts'
import { temporaryFolder } from './folder.ts'

const line = (text: string) => Buffer.from(`${text}\n`)

function opened(options: AppendOptions = {}, folder = temporaryFolder()) {
  const path = join(folder, 'file')
  const file = new AppendFile(path, options)
  onTestFinished(() => file.close())
  return { file, path, folder, content: () => readFileSync(path, 'utf8') }
}

/** The file functions with one that fails while `failing` is set. */
function faultyFile(name: 'writeSync' | 'ftruncateSync' | 'fsyncSync', options: AppendOptions = {}) {
  const state = { failing: false }
  const work = failing(
    fs[name] as (...args: unknown[]) => unknown,
    () => state.failing,
    () => broken(name.replace('Sync', '')),
  )
  return { ...opened({ ...options, fs: faulty({ [name]: work }) }), state }
}

test('appends lines one after the other, after what the file had', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'file'), 'old\n')
  const { file, content } = opened({}, folder)
  expect(file.bytes).toBe(4)
  file.append(line('one'))
  file.append(line('two'))
  expect(content()).toBe('old\none\ntwo\n')
  expect(file.bytes).toBe(12)
  expect(file.read(4, 3).toString()).toBe('one')
})

test('removes the part of a line that did fit, and names the full file', () => {
  const folder = temporaryFolder()
  const disk = new SmallDisk(folder, 10)
  const { file, path, content } = opened({ fs: disk.fs }, folder)
  file.append(line('one'))
  expect(() => file.append(line('too long'))).toThrow(new WriteError(`${path} cannot be written: no space left on device (ENOSPC).`))
  expect(content()).toBe('one\n')
  expect(file.bytes).toBe(4)
  file.append(line('two'))
  disk.size = 100
  file.append(line('too long'))
  expect(content()).toBe('one\ntwo\ntoo long\n')
})

test('writes the rest of a line when the system writes only a part', () => {
  const writeSync = ((descriptor: number, bytes: Buffer, offset = 0) => fs.writeSync(descriptor, bytes, offset, 1)) as typeof fs.writeSync
  const { file, content } = opened({ fs: faulty({ writeSync }) })
  file.append(line('whole'))
  expect(content()).toBe('whole\n')
})

test('removes a half-written line before the next one when it could not do so immediately', () => {
  let mayCut = true
  const folder = temporaryFolder()
  const disk = new SmallDisk(folder, 10)
  const ftruncateSync = failing(
    fs.ftruncateSync,
    () => !mayCut,
    () => broken('ftruncate'),
  )
  const { file, content } = opened({ fs: { ...disk.fs, ftruncateSync } }, folder)
  file.append(line('one'))
  mayCut = false
  expect(() => file.append(line('half-written'))).toThrow('no space left')
  expect(content()).toBe('one\nhalf-w')
  disk.size = 1000
  expect(() => file.append(line('two'))).toThrow('i/o error (EIO)')
  expect(() => file.settle()).toThrow('i/o error (EIO)')
  expect(content()).toBe('one\nhalf-w')
  mayCut = true
  file.append(line('two'))
  expect(content()).toBe('one\ntwo\n')
  expect(file.bytes).toBe(8)
})

test('leaves nothing of a failed write behind when it settles or is closed', () => {
  for (const end of ['settle', 'close'] as const) {
    let mayCut = false
    const folder = temporaryFolder()
    const ftruncateSync = failing(
      fs.ftruncateSync,
      () => !mayCut,
      () => broken('ftruncate'),
    )
    const { file, content } = opened({ fs: { ...new SmallDisk(folder, 3).fs, ftruncateSync } }, folder)
    expect(() => file.append(line('half-written'))).toThrow(WriteError)
    expect(content()).toBe('hal')
    mayCut = true
    file[end]()
    expect(content()).toBe('')
  }
})

test('flushes each line only with fsync, and removes a line that could not be flushed', () => {
  const without = faultyFile('fsyncSync')
  without.state.failing = true
  without.file.append(line('one'))
  const { file, state, content } = faultyFile('fsyncSync', { fsync: true })
  file.append(line('one'))
  state.failing = true
  expect(() => file.append(line('two'))).toThrow('cannot be written: i/o error (EIO).')
  expect(() => file.flush()).toThrow('EIO')
  expect(content()).toBe('one\n')
})

test('refuses lines for a file that was removed', () => {
  const { file, path, content } = opened()
  file.append(line('one'))
  file.check()
  rmSync(path)
  expect(() => file.append(line('two'))).toThrow(`${path} cannot be written: it was removed while in use.`)
  expect(() => file.check()).toThrow('it was removed while in use')
  expect(() => file.probe()).toThrow('it was removed while in use')
  expect(file.bytes).toBe(4)
  writeFileSync(path, 'another')
  expect(() => file.append(line('two'))).toThrow('it was removed while in use')
  expect(content()).toBe('another')
})

test('keeps writing to a file of a file system that does not count names', () => {
  const fstatSync = ((descriptor: number) => Object.assign(fs.fstatSync(descriptor), { nlink: 0 })) as typeof fs.fstatSync
  const { file, content } = opened({ fs: faulty({ fstatSync }) })
  file.append(line('one'))
  file.check()
  expect(content()).toBe('one\n')
})

test('refuses lines from the check on that finds the file moved or replaced, until it is back', () => {
  const { file, folder, path, content } = opened()
  const away = join(temporaryFolder(), 'away')
  file.append(line('one'))
  renameSync(path, away)
  expect(() => file.check()).toThrow(`${path} cannot be written: it was moved or replaced while in use.`)
  expect(() => file.append(line('two'))).toThrow('moved or replaced')
  expect(() => file.probe()).toThrow('moved or replaced')
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, 'one\n')
  expect(() => file.check()).toThrow('moved or replaced')
  expect(() => file.append(line('two'))).toThrow('moved or replaced')
  renameSync(away, path)
  file.append(line('two'))
  file.check()
  expect(content()).toBe('one\ntwo\n')
})

test('removes the bytes of another program, and refuses the line that was written after them', () => {
  const { file, path, content } = opened()
  file.append(line('one'))
  appendFileSync(path, 'foreign\n')
  expect(() => file.append(line('two'))).toThrow('another program has written to it')
  expect(content()).toBe('one\n')
  appendFileSync(path, 'foreign\n')
  expect(() => file.check()).toThrow('another program has written to it')
  file.append(line('two'))
  expect(content()).toBe('one\ntwo\n')
  file.check()
})

test('refuses every line for a file that another program has cut, and leaves it unchanged', () => {
  for (const meet of ['append', 'check', 'probe'] as const) {
    const { file, path, content } = opened()
    file.append(line('one'))
    file.append(line('two'))
    truncateSync(path, 2)
    const first = () => (meet === 'append' ? file.append(line('three')) : file[meet]())
    expect(first).toThrow('another program has cut it')
    const left = content()
    expect(left).toBe(meet === 'append' ? 'onthree\n' : 'on')
    for (const next of [() => file.append(line('four')), () => file.check(), () => file.probe()])
      expect(next).toThrow('another program has cut it. Restart, to see what is left.')
    file.close()
    expect(content()).toBe(left)
  }
})

test('never fills up a file that was cut before a failed write could be removed', () => {
  const { file, path, state, content } = faultyFile('ftruncateSync')
  file.append(line('one'))
  state.failing = true
  appendFileSync(path, 'foreign\n')
  expect(() => file.append(line('two'))).toThrow('another program has written to it')
  truncateSync(path, 2)
  state.failing = false
  expect(() => file.append(line('two'))).toThrow('another program has cut it')
  expect(content()).toBe('on')
})

test('probes for room without leaving anything behind', () => {
  const folder = temporaryFolder()
  const disk = new SmallDisk(folder, 100)
  const { file, content } = opened({ fs: disk.fs }, folder)
  file.append(line('one'))
  expect(() => file.probe()).toThrow('no space left')
  expect(content()).toBe('one\n')
  disk.size = 2 ** 18 + 4
  file.probe()
  expect(content()).toBe('one\n')
  file.append(line('two'))
  expect(content()).toBe('one\ntwo\n')
})

test('probes for the size of the longest line that did not fit', () => {
  const folder = temporaryFolder()
  const disk = new SmallDisk(folder, 2 ** 18)
  const { file } = opened({ fs: disk.fs }, folder)
  expect(() => file.append(Buffer.alloc(2 ** 19 + 1))).toThrow('no space left')
  expect(() => file.append(Buffer.alloc(2 ** 18 + 1))).toThrow('no space left')
  for (const size of [2 ** 18, 2 ** 19, 3 * 2 ** 18 - 1]) {
    disk.size = size
    expect(() => file.probe()).toThrow('no space left')
  }
  disk.size = 3 * 2 ** 18
  file.probe()
  disk.size = 2 ** 18
  file.probe()
})

test('flushes a probe with fsync, since some devices refuse only then', () => {
  const { file, state, content } = faultyFile('fsyncSync', { fsync: true })
  state.failing = true
  expect(() => file.probe()).toThrow('i/o error (EIO)')
  expect(content()).toBe('')
  state.failing = false
  file.probe()
})

test('writes nothing once it is closed', () => {
  const { file, content } = opened()
  file.append(line('one'))
  file.close()
  file.close()
  expect(() => file.append(line('two'))).toThrow(WriteError)
  expect(() => file.check()).toThrow(WriteError)
  expect(content()).toBe('one\n')
})

test('closes a file even when the system reports a failure of earlier writes', () => {
  const closeSync = failing(
    fs.closeSync,
    () => true,
    () => systemError('EIO', 'i/o error', 'close'),
  )
  const { file } = opened({ fs: faulty({ closeSync }) })
  file.append(line('one'))
  file.close()
  expect(() => file.append(line('two'))).toThrow(WriteError)
})

test('throws the error of the system when it cannot be opened', () => {
  const folder = temporaryFolder()
  expect(() => new AppendFile(folder)).toThrow('EISDIR')
  expect(() => new AppendFile(join(folder, 'missing', 'file'))).toThrow('ENOENT')
  expect(full().message).toContain('ENOSPC')
})
