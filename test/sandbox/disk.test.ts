import fs, { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StorageError } from '../../mocks/core/store/storage.ts'
import { Damage } from '../../sandbox/disk/damage.ts'
import { inFile, placeOf, TableFiles } from '../../sandbox/disk/files.ts'
import { filesystem, ifPossible, reasonOf } from '../../sandbox/disk/filesystem.ts'
import { DataError, frame, jsonOf, readFile, refusal } from '../../sandbox/disk/frames.ts'
import { Fullness } from '../../sandbox/disk/fullness.ts'
import { gapsIn } from '../../sandbox/disk/gaps.ts'
import { DiskRows } from '../../sandbox/disk/rows.ts'
import { unfinished, writeWhole } from '../../sandbox/disk/whole.ts'
import { broken, failing, faulty, full, noting, systemError } from './disks.ts'
import { temporaryFolder } from './folder.ts'

const header = { format: 'pql-sandbox/test', version: 2 }
const first = frame(JSON.stringify(header))

describe('a frame', () => {
  it('gives its JSON back', () => {
    fc.assert(fc.property(fc.json(), (json) => jsonOf(frame(json)) === json))
    expect(jsonOf(frame('"ü€😀"'))).toBe('"ü€😀"')
    expect(frame('{}').toString()).toBe('a3a6bf43 {}\n')
  })

  it('is not whole with any bit changed, without its line feed, or with more behind it', () => {
    const line = frame('{"id":1,"text":"ü"}')
    for (let bit = 0; bit < line.length * 8; bit++) {
      const damaged = Buffer.from(line)
      damaged[bit >> 3] = (line[bit >> 3] as number) ^ (1 << (bit & 7))
      expect(jsonOf(damaged)).toBeUndefined()
    }
    for (let length = 0; length < line.length; length++) expect(jsonOf(line.subarray(0, length))).toBeUndefined()
    expect(jsonOf(Buffer.concat([line, Buffer.from('\n')]))).toBeUndefined()
  })

  it('may be empty, and has its sum all the same', () => {
    expect(frame('').toString()).toBe('00000000 \n')
    expect(jsonOf(frame(''))).toBe('')
  })
})

describe('readFile', () => {
  const read = async (content: Buffer | string, use = filesystem) => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, content)
    const found: string[] = []
    const extent = await readFile(file, header, ({ json }) => found.push(json), use)
    return { extent, found }
  }

  it('gives each frame in order, without the header, and says how far whole lines go', async () => {
    const [one, two] = [frame('1'), frame('2')]
    const whole = first.length + one.length + two.length
    expect(await read(Buffer.concat([first, one, two]))).toEqual({ extent: { whole, torn: 0 }, found: ['1', '2'] })
    expect(await read(Buffer.concat([first, one, two, Buffer.from('torn')]))).toEqual({ extent: { whole, torn: 4 }, found: ['1', '2'] })
    expect(await read('')).toEqual({ extent: { whole: 0, torn: 0 }, found: [] })
    expect(await read('torn')).toEqual({ extent: { whole: 0, torn: 4 }, found: [] })
  })

  it('reads lines longer than a piece, however the system hands out the bytes', async () => {
    const lines = ['x'.repeat(3 * 2 ** 20), 'short', 'y'.repeat(2 ** 20 - 5)].map((text) => JSON.stringify(text))
    const content = Buffer.concat([first, ...lines.map(frame)])
    expect((await read(content)).found).toEqual(lines)
    const readSync = ((descriptor: number, buffer: Buffer, offset: number, length: number, position: number) =>
      fs.readSync(descriptor, buffer, offset, Math.min(length, 300_000), position)) as typeof fs.readSync
    expect(await read(content, faulty({ readSync }))).toEqual({ extent: { whole: content.length, torn: 0 }, found: lines })
  })

  it('names the byte at which a file is damaged', async () => {
    const content = Buffer.concat([first, frame('1'), frame('2')])
    const at = first.length + frame('1').length
    content[at + 9] = '3'.charCodeAt(0)
    await expect(read(content)).rejects.toThrow(
      new RegExp(
        `/file is damaged at byte ${at}: it was not read, and not changed\\. Move it away, or name another folder with --data\\.$`,
      ),
    )
  })

  it('refuses a file that cannot be opened or read, and closes what it has opened', async () => {
    await expect(readFile('/no/such/file', header, () => {})).rejects.toThrow(
      '/no/such/file cannot be read: no such file or directory (ENOENT). Move it away, or name another folder with --data.',
    )
    let open = 0
    const counting = faulty({
      openSync: noting(fs.openSync, () => open++),
      closeSync: noting(fs.closeSync, () => open--),
      readSync: failing(
        fs.readSync,
        () => true,
        () => broken('read'),
      ) as typeof fs.readSync,
    })
    await expect(read(first, counting)).rejects.toThrow('cannot be read: i/o error (EIO)')
    expect(open).toBe(0)
  })

  it('passes a DataError of the reader on, and takes any other for a line that is not ours', async () => {
    const file = join(temporaryFolder(), 'file')
    writeFileSync(file, Buffer.concat([first, frame('1')]))
    const reading = (error: Error) =>
      readFile(file, header, () => {
        throw error
      })
    await expect(reading(new DataError('own'))).rejects.toThrow('own')
    await expect(reading(new TypeError('bug'))).rejects.toThrow(`is damaged at byte ${first.length}`)
  })
})

describe('a refusal', () => {
  it('names the folder and the reason when the error is of the system, and returns bugs unchanged', () => {
    const refused = refusal('/data', systemError('EACCES', 'permission denied', 'open'))
    expect(refused).toEqual(new DataError('/data cannot be used: EACCES: permission denied, open. Name another folder with --data.'))
    expect(refused).toBeInstanceOf(StorageError)
    expect((refused as Error).name).toBe('DataError')
    const bug = new Error('bug')
    expect(refusal('/data', bug)).toBe(bug)
    expect(refusal('/data', 'text')).toBe('text')
  })

  it("gives the system's reason without its call, and other messages unchanged", () => {
    expect(reasonOf(full())).toBe('no space left on device (ENOSPC)')
    expect(reasonOf(systemError('E2BIG', 'argument list too long', 'spawn'))).toBe('argument list too long (E2BIG)')
    expect(reasonOf(new Error('EIO: not of the system, really'))).toBe('EIO: not of the system, really')
    expect(reasonOf(new Error('plain words'))).toBe('plain words')
    expect(reasonOf(Object.assign(new Error('see ENOSPC: words'), { code: 'ENOSPC' }))).toBe('see ENOSPC: words')
  })

  it('is not thrown where the work is only done if possible', () => {
    expect(ifPossible(() => 7)).toBe(7)
    expect(
      ifPossible(() => {
        throw new Error('no')
      }),
    ).toBeUndefined()
  })
})

describe('a whole file', () => {
  const target = () => join(temporaryFolder(), 'file')

  it('gets its name when it is written, flushed and ready', () => {
    const path = target()
    const done: string[] = []
    const use = faulty({
      writeSync: ((descriptor: number, bytes: Buffer, offset: number) => fs.writeSync(descriptor, bytes, offset, 1)) as typeof fs.writeSync,
      fsyncSync: noting(fs.fsyncSync, () => done.push('flushed')),
      renameSync: noting(fs.renameSync, () => done.push('named')),
    })
    writeWhole(use, path, Buffer.from('whole content'), { ready: () => done.push(`ready ${readFileSync(unfinished(path), 'utf8')}`) })
    expect(readFileSync(path, 'utf8')).toBe('whole content')
    expect(done).toEqual(['flushed', 'ready whole content', 'named'])
    writeWhole(use, path, Buffer.from('other'), { sync: false })
    expect(readFileSync(path, 'utf8')).toBe('other')
    expect(done.slice(3)).toEqual(['named'])
    expect(readdirSync(join(path, '..'))).toEqual(['file'])
  })

  it.each(['openSync', 'writeSync', 'fsyncSync', 'closeSync', 'renameSync'] as const)('leaves nothing behind when %s fails', (name) => {
    const path = target()
    writeFileSync(path, 'before')
    let closed = 0
    const fault = () => {
      throw broken(name)
    }
    const closeSync = noting(fs.closeSync, () => closed++)
    const closeAndFail = (descriptor: number) => {
      closeSync(descriptor)
      fault()
    }
    const use = faulty({ closeSync, [name]: name === 'closeSync' ? closeAndFail : fault })
    expect(() => writeWhole(use, path, Buffer.from('after'))).toThrow('EIO')
    expect(readdirSync(join(path, '..'))).toEqual(['file'])
    expect(readFileSync(path, 'utf8')).toBe('before')
    expect(closed).toBe(name === 'openSync' ? 0 : 1)
  })

  it('does not get its name when what must be ready is not', () => {
    const path = target()
    const notReady = () => {
      throw new Error('not ready')
    }
    expect(() => writeWhole(filesystem, path, Buffer.from('x'), { ready: notReady })).toThrow('not ready')
    expect(readdirSync(join(path, '..'))).toEqual([])
  })
})

describe('the gaps in a row of numbers', () => {
  it.each([
    [[], [], []],
    [[1, 2, 3], [1, 2], []],
    [[5, 6], [], []],
    [[1, 3], [], [{ first: 2, count: 1 }]],
    [
      [1, 5, 7],
      [5],
      [
        { first: 2, count: 3 },
        { first: 6, count: 1 },
      ],
    ],
    [[1, 2], [3], [{ first: 3, count: 1 }]],
    [[2], [1], [{ first: 1, count: 1 }]],
    [[1], [3], [{ first: 2, count: 2 }]],
    [[], [4], [{ first: 4, count: 1 }]],
    [[10, 9], [11], [{ first: 11, count: 1 }]],
  ])('of %j, with %j known to have been there, are %j', (there, known, gaps) => {
    expect(gapsIn(there, known)).toEqual(gaps)
  })
})

describe('a journal', () => {
  it('is full at its limit, and that is news once', () => {
    const fullness = new Fullness(100)
    expect([99, 100, 101].map((bytes) => fullness.isNews(bytes))).toEqual([false, true, false])
    fullness.settled(0)
    expect(fullness.isNews(100)).toBe(true)
  })

  it('is full at the size of its snapshot when that is more', () => {
    const fullness = new Fullness(100)
    fullness.settled(300)
    expect([299, 300].map((bytes) => fullness.isNews(bytes))).toEqual([false, true])
  })

  it('is full again when it has grown by an eighth of its limit after a snapshot has failed', () => {
    const fullness = new Fullness(80)
    fullness.isNews(90)
    fullness.postponed(95)
    expect([104, 105, 106].map((bytes) => fullness.isNews(bytes))).toEqual([false, true, false])
    fullness.postponed(20)
    expect([89, 90].map((bytes) => fullness.isNews(bytes))).toEqual([false, true])
    fullness.settled(8)
    expect(fullness.isNews(80)).toBe(true)
  })

  it('is full at 64 MiB by default', () => {
    const fullness = new Fullness()
    expect([2 ** 26 - 1, 2 ** 26].map((bytes) => fullness.isNews(bytes))).toEqual([false, true])
  })
})

describe('damage', () => {
  it('is listed and logged once each', () => {
    const said: string[] = []
    const damage = new Damage((sentence) => said.push(sentence))
    for (const message of ['one', 'other', 'one', 'other']) damage.note(message)
    expect({ list: damage.list, said }).toEqual({ list: ['one', 'other'], said: ['one', 'other'] })
  })

  it('is not listed without end', () => {
    const said: string[] = []
    const damage = new Damage((sentence) => said.push(sentence))
    for (let number = 1; number <= 300; number++) damage.note(`damage ${number}`)
    expect(damage.list).toHaveLength(101)
    expect(damage.list.slice(-2)).toEqual(['damage 100', 'More damage was found than is listed.'])
    expect(said).toEqual(damage.list)
  })
})

describe('table files', () => {
  const lines = Array.from({ length: 3000 }, (_, id) => frame(JSON.stringify(['t', id, { id, text: 'x'.repeat(id % 700) }])))

  function opened(damage: string[] = []) {
    const path = join(temporaryFolder(), 'tables')
    const content = Buffer.concat(lines)
    writeFileSync(path, content)
    const files = new TableFiles({ onDamage: (message) => damage.push(message) })
    const number = files.number(path)
    let offset = 0
    const places = lines.map((line) => {
      const place = placeOf(number, offset + 9, line.length - 10) as number
      offset += line.length
      return place
    })
    return { path, files, places, number }
  }

  it('read each row where it is, one by one and in a row, in any order', () => {
    const { files, places } = opened()
    const order = [...places.keys()]
    for (const keys of [order, order.toReversed(), order.toSorted((one, other) => ((one * 7919) % 3000) - ((other * 7919) % 3000))])
      for (const key of keys) {
        const row = { id: key, text: 'x'.repeat(key % 700) }
        expect(files.row(places[key] as number, true)).toEqual(row)
        expect(files.row(places[key] as number)).toEqual(row)
      }
    files.keep([])
  })

  it('refuse and report a line that is damaged, and one that is not a row', () => {
    const damage: string[] = []
    const { files, places, path } = opened(damage)
    const at = lines.slice(0, 5).reduce((sum, { length }) => sum + length, 0)
    const content = readFileSync(path)
    content[at + 12] = 0
    writeFileSync(path, content)
    const message = `${path} was damaged at byte ${at} while in use: the row there is refused.`
    for (const sequential of [true, false]) expect(() => files.read(places[5] as number, sequential)).toThrow(new DataError(message))
    expect(damage).toEqual([message, message])
    expect(files.read(places[4] as number)).toContain('["t",4,')
    writeFileSync(path, Buffer.concat([frame('not a row'), Buffer.alloc(200)]))
    const place = placeOf(files.number(path), 9, 'not a row'.length) as number
    expect(() => files.row(place)).toThrow(`${path} was damaged at byte 0 while in use`)
    expect(files.read(place)).toBe('not a row')
    files.keep([])
  })

  it('are opened once each by their names, eight at most, and their numbers are used again', () => {
    const folder = temporaryFolder()
    const paths = Array.from({ length: 9 }, (_, index) => join(folder, `file-${index}`))
    for (const path of paths) writeFileSync(path, path)
    const files = new TableFiles()
    expect(paths.slice(0, 8).map((path) => files.number(path))).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(files.number(paths[3] as string)).toBe(3)
    expect(() => files.number(paths[8] as string)).toThrow('More than 8 table files are open')
    files.close(paths[3] as string)
    files.close('unknown')
    expect(files.number(paths[8] as string)).toBe(3)
    files.keep([paths[0] as string])
    expect(files.number('/gone', paths[1])).toBe(1)
    expect(files.number('/gone')).toBe(1)
    files.keep([])
  })

  it('never read from what was read ahead of a file that is closed', () => {
    const { files, places, path } = opened()
    files.read(places[0] as number, true)
    files.close(path)
    writeFileSync(path, Buffer.concat([frame('["t",0,{"id":"new"}]'), Buffer.alloc(100)]))
    const number = files.number(path)
    expect(files.row(placeOf(number, 9, '["t",0,{"id":"new"}]'.length) as number, true)).toEqual({ id: 'new' })
    files.keep([])
  })

  it('free the number of a file that cannot be closed', () => {
    const path = join(temporaryFolder(), 'file')
    writeFileSync(path, '')
    const files = new TableFiles({
      fs: faulty({
        closeSync: failing(
          fs.closeSync,
          () => true,
          () => broken('close'),
        ),
      }),
    })
    files.number(path)
    files.close(path)
    writeFileSync(`${path}-2`, '')
    expect(files.number(`${path}-2`)).toBe(0)
  })

  it('give no place to a line that is too long or too far away', () => {
    expect(placeOf(0, 0, 2 ** 18)).toBeUndefined()
    expect(placeOf(0, 2 ** 32, 1)).toBeUndefined()
    const last = placeOf(7, 2 ** 32 - 1, 2 ** 18 - 1) as number
    expect(Number.isSafeInteger(last)).toBe(true)
    expect(inFile(7, placeOf(0, 12, 5) as number)).toBe(placeOf(7, 12, 5))
  })
})

describe('rows', () => {
  it('stay in memory when a snapshot has no place for them, unless they were changed in the meantime', () => {
    const path = join(temporaryFolder(), 'tables')
    const line = frame('["t",1,{"id":1}]')
    writeFileSync(path, line)
    const files = new TableFiles()
    const place = placeOf(files.number(path), 9, line.length - 10) as number
    const rows = new DiskRows(files, () => undefined)
    rows.found(1, place)
    rows.moved(1, place + 1, undefined)
    expect([...rows.places()]).toEqual([[1, place]])
    rows.moved(1, place, undefined)
    files.keep([])
    expect([...rows.places()]).toEqual([[1, { id: 1 }]])
    expect([rows.get(1), rows.size, rows.has(1)]).toEqual([{ id: 1 }, 1, true])
    rows.found(1, place)
    expect([...rows.places()]).toEqual([[1, place]])
  })
})
