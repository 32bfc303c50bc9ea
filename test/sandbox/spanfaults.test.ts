import fs, { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { WriteError } from '../../mocks/core/store/storage.ts'
import { Writes } from '../../mocks/core/store/writes.ts'
import type { Run } from '../../mocks/core/system/record.ts'
import { Traces } from '../../mocks/core/traces/traces.ts'
import { frame } from '../../sandbox/disk/frames.ts'
import type { SpanOptions } from '../../sandbox/disk/options.ts'
import { DiskSpans } from '../../sandbox/disk/spans.ts'
import { broken, failing, faulty, SmallDisk, systemError } from './disks.ts'
import { temporaryFolder } from './folder.ts'

const plenty = 2 ** 30
const traceId = (number: number) => number.toString(16).padStart(32, '0')

const run = (number: number): Run => ({
  type: 'run',
  id: number.toString(16).padStart(16, '0'),
  trace_id: traceId(number),
  parent_id: null,
  system: 'customersdot',
  queue: 'default',
  class: 'Workato::CreateLeadWorker',
  job_id: String(number),
  attempt: 1,
  started_at: new Date(number * 1000).toISOString(),
  duration_ms: 1,
  outcome: 'done',
  steps: [],
  logs: [],
  tags: { email: `person${number}@example.com`, lead_id: number },
})

async function opened(folder: string, options: SpanOptions = {}) {
  const damage: string[] = []
  const said: string[] = []
  const writes = new Writes({ say: (sentence) => said.push(sentence) })
  const log = await new DiskSpans(folder, { writes, onDamage: (message) => damage.push(message), ...options }).open()
  onTestFinished(() => log.close())
  const traces = new Traces(log)
  const known = () => traces.list({ limit: 1000 }).rows.map(({ lead_ids }) => lead_ids[0] as number)
  const readable = async () => {
    const found: number[] = []
    for await (const { span } of traces.backward()) found.push((span.tags as { lead_id: number }).lead_id)
    return found
  }
  const append = (from: number, to = from) => {
    for (let number = from; number <= to; number++) traces.append(run(number))
  }
  return { log, traces, damage, writes, said, known, readable, append }
}

const names = (folder: string) => readdirSync(folder).sort()
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, index) => from - index)

/** A folder with runs 1 to `count` in files of about four, closed. */
async function written(count: number) {
  const folder = temporaryFolder()
  const { append, log } = await opened(folder, { segmentBytes: 1000 })
  append(1, count)
  await log.close()
  return folder
}

/** Changes one bit of a file. */
function flip(file: string, byte: number) {
  const content = readFileSync(file)
  content[byte] = (content[byte] as number) ^ 4
  writeFileSync(file, content)
}

test('begins its first file with its first span', async () => {
  const folder = join(temporaryFolder(), 'traces')
  const { append, readable } = await opened(folder)
  expect(names(folder)).toEqual([])
  expect(await readable()).toEqual([])
  append(1, 2)
  expect(names(folder)).toEqual(['00000001.jsonl'])
  expect(await readable()).toEqual([2, 1])
})

test('refuses a span that does not fit, reports it, and takes the next that does', async () => {
  const folder = temporaryFolder()
  const disk = new SmallDisk(folder, plenty)
  const { append, known, readable, writes, log } = await opened(folder, { fs: disk.fs })
  append(1)
  disk.size = disk.used + 100
  expect(() => append(2)).toThrow(new WriteError(`${join(folder, '00000001.jsonl')} cannot be written: no space left on device (ENOSPC).`))
  expect(writes.failing?.reason).toContain('no space left')
  expect(() => log.probe()).toThrow(WriteError)
  disk.size = plenty
  log.probe()
  log.check()
  append(3)
  expect(known()).toEqual([3, 1])
  expect(await readable()).toEqual([3, 1])
})

test('refuses a span when no file can be begun for it, and begins one when there is room', async () => {
  const folder = temporaryFolder()
  const disk = new SmallDisk(folder, 10)
  const { append, readable } = await opened(folder, { fs: disk.fs })
  expect(() => append(1)).toThrow('no space left')
  disk.size = plenty
  append(2)
  expect(await readable()).toEqual([2])
  let may = false
  const openSync = failing(
    fs.openSync,
    () => !may,
    () => systemError('EMFILE', 'too many open files', 'open'),
  )
  const other = await opened(temporaryFolder(), { fs: faulty({ openSync }) })
  expect(() => other.append(1)).toThrow(/00000001\.jsonl cannot be written: too many open files \(EMFILE\)\./)
  may = true
  other.append(1)
})

test('keeps spans in new files although the full ones can be neither indexed nor removed, and does it later', async () => {
  const folder = temporaryFolder()
  let stuck = true
  const renameSync = failing(
    fs.renameSync,
    () => stuck,
    () => broken('rename'),
  )
  const rmSync = failing(
    fs.rmSync,
    () => stuck,
    () => broken('unlink'),
  )
  const { append, known, log } = await opened(folder, { segmentBytes: 1000, keepBytes: 3000, fs: faulty({ renameSync, rmSync }) })
  append(1, 30)
  await new Promise((resolve) => setImmediate(resolve))
  expect(names(folder).filter((name) => name.endsWith('.index'))).toEqual([])
  expect(known().length).toBeLessThan(15)
  const files = names(folder).length
  stuck = false
  append(31, 34)
  await log.close()
  expect(names(folder).filter((name) => name.endsWith('.index')).length).toBeGreaterThan(1)
  const again = await opened(folder, { segmentBytes: 1000, keepBytes: 3000 })
  expect(names(folder).length).toBeLessThan(files)
  expect(again.known()[0]).toBe(34)
})

test('leaves a damaged span of an indexed file out, and says where it is', async () => {
  const folder = await written(9)
  const file = join(folder, '00000002.jsonl')
  const content = readFileSync(file)
  const second = content.indexOf('\n', content.indexOf('\n') + 1) + 1
  flip(file, second + 20)
  const { damage, known, readable, traces } = await opened(folder)
  expect(damage).toEqual([])
  expect(known()).toEqual(down(9, 1))
  const left = await readable()
  expect(left).toHaveLength(8)
  const [lost] = down(9, 1).filter((number) => !left.includes(number))
  expect(await traces.read(traceId(lost as number))).toEqual({ spans: [], unreadable: 1 })
  expect(await traces.read(traceId(1))).toMatchObject({ spans: [expect.anything()], unreadable: 0 })
  expect(new Set(damage)).toEqual(new Set([`${file} is damaged at byte ${second}: the span there is left out.`]))
})

test('leaves out a span whose line feed is damaged, the last of a file too', async () => {
  const folder = await written(3)
  const file = join(folder, '00000001.jsonl')
  flip(file, statSync(file).size - 1)
  const { damage, readable } = await opened(folder)
  expect(await readable()).toEqual([2, 1])
  expect(damage).toHaveLength(1)
})

test('leaves out a span that cannot be read', async () => {
  const folder = await written(3)
  let broke = false
  const readSync = failing(
    fs.readSync,
    () => broke,
    () => broken('read'),
  )
  const { damage, traces } = await opened(folder, { fs: faulty({ readSync: readSync as typeof fs.readSync }) })
  broke = true
  expect(await traces.read(traceId(2))).toEqual({ spans: [], unreadable: 1 })
  expect(damage).toEqual([expect.stringContaining('is damaged at byte')])
})

test('refuses the header of an indexed file that is of another format, of a newer version, or damaged', async () => {
  for (const [header, message] of [
    ['{"format":"pql-sandbox/spans","version":7}', 'has version 7 of pql-sandbox/spans, and this pql-sandbox knows 1'],
    ['{"format":"pql-sandbox/other","version":1}', 'is not a pql-sandbox/spans file. Move it away'],
    ['"format:pql-sandbox/spans","version":1}   ', 'is not a pql-sandbox/spans file. Move it away'],
  ] as const) {
    const folder = await written(2)
    const file = join(folder, '00000001.jsonl')
    const content = readFileSync(file)
    frame(header).copy(content)
    writeFileSync(file, content)
    await expect(opened(folder)).rejects.toThrow(`${file} ${message}`)
    expect(readFileSync(file).equals(content)).toBe(true)
  }
  const folder = await written(2)
  const file = join(folder, '00000001.jsonl')
  flip(file, 12)
  await expect(opened(folder)).rejects.toThrow(`${file} is damaged at byte 0: it was not read, and not changed. Move it away`)
})

test('refuses a damaged file without an index that fits, and leaves it unchanged', async () => {
  const folder = await written(2)
  const file = join(folder, '00000001.jsonl')
  rmSync(join(folder, '00000001.index'))
  flip(file, 100)
  const content = readFileSync(file)
  await expect(opened(folder)).rejects.toThrow(/00000001\.jsonl is damaged at byte \d+: it was not read, and not changed/)
  expect(readFileSync(file).equals(content)).toBe(true)
})

test('refuses a line with a right sum that is not a span', async () => {
  for (const json of ['nonsense', 'null', '{}', '7']) {
    const folder = await written(1)
    const file = join(folder, '00000001.jsonl')
    const { size } = statSync(file)
    writeFileSync(file, frame(json), { flag: 'a' })
    await expect(opened(folder)).rejects.toThrow(`${file} is damaged at byte ${size}`)
  }
})

test('makes a damaged index again, says so once, and takes one that is only outdated for what it is', async () => {
  const folder = await written(2)
  const index = join(folder, '00000001.index')
  const whole = readFileSync(index)
  const remade = `${index} cannot be read. It was made again from the traces, and nothing was lost.`
  const damages: (() => void)[] = [
    () => flip(index, 100),
    () => truncateSync(index, whole.length - 1),
    () => truncateSync(index, whole.indexOf('\n') + 1),
    () => writeFileSync(index, ''),
    () => writeFileSync(index, Buffer.concat([whole, frame('nonsense')])),
    () => writeFileSync(index, frame('{"format":"pql-sandbox/span-index","version":99}')),
  ]
  for (const damage of damages) {
    damage()
    const first = await opened(folder)
    expect({ damage: first.damage, known: first.known() }).toEqual({ damage: [remade], known: [2, 1] })
    await first.log.close()
    expect(readFileSync(index).equals(whole)).toBe(true)
  }
  writeFileSync(join(folder, '00000001.jsonl'), frame(JSON.stringify(run(3))), { flag: 'a' })
  const { damage, known } = await opened(folder)
  expect({ damage, known: known() }).toEqual({ damage: [], known: [3, 2, 1] })
})

test('starts without an index that cannot be written', async () => {
  const folder = await written(6)
  for (const name of names(folder).filter((name) => name.endsWith('.index'))) {
    rmSync(join(folder, name))
    mkdirSync(join(folder, name))
  }
  const { known, readable, damage } = await opened(folder)
  expect(known()).toEqual(down(6, 1))
  expect(await readable()).toEqual(down(6, 1))
  expect(damage.every((message) => message.includes('cannot be read. It was made again'))).toBe(true)
})

test('reports missing files between others, and files with only an index left', async () => {
  const folder = await written(20)
  const files = names(folder).filter((name) => name.endsWith('.jsonl'))
  expect(files).toHaveLength(7)
  for (const number of [2, 4, 5]) for (const kind of ['jsonl', 'index']) rmSync(join(folder, `0000000${number}.${kind}`))
  rmSync(join(folder, '00000007.jsonl'))
  const missing = (number: number, more = '') => `${join(folder, `0000000${number}.jsonl`)}${more} is missing: its traces are lost.`
  const first = await opened(folder)
  expect(first.damage).toEqual([missing(2), missing(4, ' and 1 after it'), missing(7)])
  expect(names(folder)).not.toContain('00000007.index')
  await first.log.close()
  const second = await opened(folder)
  expect(second.damage).toEqual([missing(2), missing(4, ' and 1 after it')])
})

test('takes nothing for missing when the oldest files were dropped', async () => {
  const folder = await written(20)
  for (const number of [1, 2]) for (const kind of ['index', 'jsonl']) rmSync(join(folder, `0000000${number}.${kind}`))
  expect((await opened(folder)).damage).toEqual([])
})

test('removes an index before its file, so that a crash between the two is not reported as damage', async () => {
  const folder = temporaryFolder()
  const removed: string[] = []
  const rmSync = ((path: string, options: fs.RmOptions) => {
    removed.push(basename(path))
    fs.rmSync(path, options)
  }) as typeof fs.rmSync
  const { append, traces } = await opened(folder, { fs: faulty({ rmSync }) })
  append(1)
  await traces.clear()
  expect(removed).toEqual(['00000001.index', '00000001.jsonl'])
})

test('lets go of files that were removed to make room, and begins another', async () => {
  const folder = join(temporaryFolder(), 'traces')
  const { append, damage, log, readable, writes } = await opened(folder, { segmentBytes: 1000 })
  append(1, 8)
  const [first, second, third] = [1, 2, 3].map((number) => join(folder, `0000000${number}.jsonl`))
  rmSync(first as string)
  log.probe()
  expect(damage).toEqual([`${first} was removed while in use: its traces are lost.`])
  expect(await readable()).toEqual(down(8, 4))
  rmSync(folder, { recursive: true })
  expect(() => append(9)).toThrow('it was removed while in use')
  expect(writes.failing).toBeDefined()
  expect(() => log.check()).toThrow('it was removed while in use')
  log.probe()
  expect(damage.slice(1)).toEqual([second, third].map((path) => `${path} was removed while in use: its traces are lost.`))
  append(10)
  expect(names(folder)).toEqual(['00000004.jsonl'])
  expect(await readable()).toEqual([10])
})

test('keeps what it can still read when the folder of all data is removed, and makes no new one', async () => {
  const home = temporaryFolder()
  const { append, damage, log, readable } = await opened(join(home, 'data', 'traces')).catch(async () => {
    mkdirSync(join(home, 'data'))
    return opened(join(home, 'data', 'traces'))
  })
  append(1, 2)
  rmSync(join(home, 'data'), { recursive: true })
  expect(() => log.probe()).toThrow('it was removed while in use')
  expect(await readable()).toEqual([2, 1])
  await log.close()
  expect({ damage, left: names(home) }).toEqual({ damage: [], left: [] })
})

test('drops the oldest file although another program has removed it', async () => {
  const folder = temporaryFolder()
  const { append, known, log } = await opened(folder, { segmentBytes: 1000, keepBytes: 4000 })
  append(1, 8)
  await new Promise((resolve) => setImmediate(resolve))
  rmSync(join(folder, '00000001.jsonl'))
  append(9, 30)
  await log.close()
  expect(known().length).toBeLessThan(16)
  expect(known()).not.toContain(1)
})

test('lists no spans of a file whose index and content are both damaged while in use, and says so', async () => {
  const folder = await written(6)
  const { damage, log, readable } = await opened(folder, { segmentBytes: 1000 })
  rmSync(join(folder, '00000001.index'))
  flip(join(folder, '00000001.jsonl'), 100)
  expect(await readable()).toEqual(down(6, 4))
  expect(damage[0]).toMatch(/00000001\.jsonl is damaged at byte \d+/)
  await log.close()
})

test('refuses a folder that is a file, a file that is a folder, and names them', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'traces'), '')
  await expect(opened(join(folder, 'traces'))).rejects.toThrow(/traces cannot be used: EEXIST: .*\. Name another folder with --data\.$/)
  mkdirSync(join(folder, '00000001.jsonl'))
  await expect(opened(folder)).rejects.toThrow(/00000001\.jsonl cannot be read: it is not a file/)
})

test('drops the rest of a span at the end of any file, and says how much', async () => {
  const folder = await written(6)
  const [one, two] = ['00000001.jsonl', '00000002.jsonl'].map((name) => join(folder, name)) as [string, string]
  truncateSync(one, statSync(one).size - 10)
  truncateSync(two, 5)
  renameSync(join(folder, '00000002.index'), join(folder, 'x'))
  const { damage, readable, append } = await opened(folder)
  expect(damage).toEqual([
    `${one} is 10 bytes shorter than its index says: the spans that were there are lost.`,
    expect.stringMatching(new RegExp(`^${one}: dropped the last \\d{3} bytes, which are not a complete span\\.$`)),
    `${two}: dropped the last 5 bytes, which are not a complete span.`,
  ])
  expect(await readable()).toEqual([2, 1])
  append(7)
  expect(await readable()).toEqual([7, 2, 1])
  expect(readFileSync(two, 'utf8').split('\n')[0]).toContain('pql-sandbox/spans')
})
