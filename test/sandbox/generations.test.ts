import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Change } from '../../mocks/core/store/store.ts'
import { frame } from '../../sandbox/disk/frames.ts'
import { DiskJournal } from '../../sandbox/disk/journal.ts'
import { temporaryFolder } from './folder.ts'

const header = (kind: 'tables' | 'journal', version = 1) => frame(JSON.stringify({ format: `pql-sandbox/${kind}`, version })).toString()
const set = (...changes: Change[]) =>
  changes.map((change, index) => frame(JSON.stringify(index === changes.length - 1 ? [...change, 1] : change)).toString()).join('')
const row = (key: number, value: string): Change => ['t', key, { id: key, value }]
const end = frame('{"end":true}').toString()

/** A folder with these files. */
function folderOf(files: Record<string, string>): string {
  const folder = temporaryFolder()
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

const contentOf = (folder: string) =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]))

async function read(folder: string) {
  const damage: string[] = []
  const journal = new DiskJournal(folder, { onDamage: (message) => damage.push(message) })
  const state = await journal.read()
  const rows = [...(state.t ?? [])].map(([, { value }]) => value)
  await journal.close()
  return { rows, damage }
}

async function expectRefusal(files: Record<string, string>, message: string | RegExp) {
  const folder = folderOf(files)
  await expect(read(folder)).rejects.toThrow(message)
  await expect(read(folder)).rejects.toMatchObject({ name: 'DataError' })
  expect(contentOf(folder)).toEqual(files)
}

const first = header('journal') + set(row(1, 'one'))
const second = header('journal') + set(row(2, 'two'))
const snapshot = header('tables') + set(row(1, 'kept')) + end
const missing = (name: string) => new RegExp(`/${name.replaceAll('.', '\\.')} is missing\\. Nothing was changed: bring it back from a copy`)

test('reads a snapshot and every journal that follows it', async () => {
  const folder = folderOf({
    'tables.2.jsonl': snapshot,
    'journal.2.jsonl': second,
    'journal.3.jsonl': header('journal') + set(row(3, 'three')),
  })
  expect(await read(folder)).toEqual({ rows: ['kept', 'two', 'three'], damage: [] })
})

test('reads journals in the order of their numbers, not of their names', async () => {
  const changes = Object.fromEntries(
    [9, 10, 11].map((number) => [`journal.${number}.jsonl`, header('journal') + set(row(number, `${number}`))]),
  )
  const folder = folderOf({ 'tables.9.jsonl': snapshot, 'tables.8.jsonl': 'old', ...changes })
  expect(await read(folder)).toEqual({ rows: ['kept', '9', '10', '11'], damage: [] })
})

test('reads journals alone when the first of them is the first of all', async () => {
  expect(await read(folderOf({ 'journal.1.jsonl': first, 'journal.2.jsonl': second }))).toEqual({ rows: ['one', 'two'], damage: [] })
})

test('leaves out older generations, which a crash has kept from being removed', async () => {
  const folder = folderOf({ 'tables.1.jsonl': 'old', 'journal.1.jsonl': 'old', 'tables.2.jsonl': snapshot, 'journal.2.jsonl': second })
  expect(await read(folder)).toEqual({ rows: ['kept', 'two'], damage: [] })
})

test('removes a snapshot that was not finished, and nothing else', async () => {
  const folder = folderOf({
    'journal.1.jsonl': first,
    'tables.2.jsonl.tmp': 'half',
    'tables.tmp': '',
    'x.tables.2.jsonl.tmp': '',
    'tables.2.jsonl.tmp.x': '',
  })
  await read(folder)
  expect(readdirSync(folder).sort()).toEqual(['journal.1.jsonl', 'tables.2.jsonl.tmp.x', 'tables.tmp', 'x.tables.2.jsonl.tmp'])
})

test('refuses a journal whose snapshot is missing', () => expectRefusal({ 'journal.2.jsonl': second }, missing('tables.2.jsonl')))

test('refuses a snapshot whose journal is missing', () => expectRefusal({ 'tables.2.jsonl': snapshot }, missing('journal.2.jsonl')))

test('refuses a snapshot whose journal is missing although an older one is there', () =>
  expectRefusal({ 'tables.2.jsonl': snapshot, 'journal.1.jsonl': first }, missing('journal.2.jsonl')))

test('refuses a row of journals with a gap', () =>
  expectRefusal({ 'journal.1.jsonl': first, 'journal.3.jsonl': second }, missing('journal.2.jsonl')))

test('refuses a gap after a snapshot', () =>
  expectRefusal({ 'tables.2.jsonl': snapshot, 'journal.2.jsonl': second, 'journal.4.jsonl': second }, missing('journal.3.jsonl')))

test('refuses a snapshot whose own journal is missing and another follows', () =>
  expectRefusal({ 'tables.2.jsonl': snapshot, 'journal.3.jsonl': second }, missing('journal.2.jsonl')))

const incomplete = /journal\.1\.jsonl is incomplete, although another follows it\. Nothing was changed: move them away/

test('refuses a journal that ends within a line although another follows', () =>
  expectRefusal({ 'journal.1.jsonl': `${first}torn`, 'journal.2.jsonl': second }, incomplete))

test('refuses a journal that ends within a change set although another follows', () =>
  expectRefusal({ 'journal.1.jsonl': first + frame(JSON.stringify(row(5, 'five'))), 'journal.2.jsonl': second }, incomplete))

test('refuses a journal that is empty although another follows', () =>
  expectRefusal({ 'journal.1.jsonl': '', 'journal.2.jsonl': second }, incomplete))

test('drops what is not whole at the end of the last journal, and says what that may mean', async () => {
  const folder = folderOf({ 'journal.1.jsonl': first, 'journal.2.jsonl': `${second}torn` })
  const meaning =
    'After a crash, these are changes that were never acknowledged; if another program cut the file, acknowledged changes are lost.'
  const file = join(folder, 'journal.2.jsonl')
  expect(await read(folder)).toEqual({
    rows: ['one', 'two'],
    damage: [`${file}: dropped the last 4 bytes, which are not a complete change set. ${meaning}`],
  })
  expect(await read(folder)).toEqual({ rows: ['one', 'two'], damage: [] })
  expect(readFileSync(file, 'utf8')).toBe(second)
  truncateSync(file)
  expect(await read(folder)).toEqual({ rows: ['one'], damage: [`${file} was empty. ${meaning}`] })
  expect(readFileSync(file, 'utf8')).toBe(header('journal'))
})

test('refuses a header with a right sum that is not JSON, not an object, or of another format', async () => {
  for (const json of ['not JSON', 'null', '7', '{}', '{"format":"pql-sandbox/tables","version":1}'])
    await expectRefusal(
      { 'journal.1.jsonl': frame(json).toString() },
      /journal\.1\.jsonl is not a pql-sandbox\/journal file\. Move it away/,
    )
})

test('refuses a header of a newer version or without one', async () => {
  await expectRefusal({ 'journal.1.jsonl': header('journal', 2) }, 'has version 2 of pql-sandbox/journal, and this pql-sandbox knows 1')
  await expectRefusal({ 'journal.1.jsonl': frame('{"format":"pql-sandbox/journal"}').toString() }, 'has version undefined of')
  await expectRefusal({ 'journal.1.jsonl': first, 'tables.1.jsonl': header('tables', 9) }, 'has version 9 of pql-sandbox/tables')
})

test('refuses a line with a right sum that is not a row', async () => {
  for (const json of ['{}', '["t"]', '["t",1]', 'nonsense', '[1,2,3,1]']) {
    const start = header('journal').length + set(row(1, 'one')).length
    await expectRefusal({ 'journal.1.jsonl': first + frame(json) }, `journal.1.jsonl is damaged at byte ${start}: it was not read`)
    await expectRefusal(
      { 'journal.1.jsonl': first, 'tables.1.jsonl': header('tables') + frame(json) + end },
      `tables.1.jsonl is damaged at byte ${header('tables').length}`,
    )
  }
})

test('refuses each bit that is not as it was written, up to the last line feed', async () => {
  const content = Buffer.from(first + set(row(2, 'two')))
  const file = join(folderOf({}), 'journal.1.jsonl')
  for (let byte = 0; byte < content.length - 1; byte++) {
    const damaged = Buffer.from(content)
    damaged[byte] = (content[byte] as number) ^ (1 << (byte % 8))
    writeFileSync(file, damaged)
    await expect(read(join(file, '..'))).rejects.toMatchObject({ name: 'DataError' })
    expect(readFileSync(file).equals(damaged)).toBe(true)
  }
})

test('refuses a snapshot without its end, with bytes or lines after it, or with half a line', async () => {
  const whole = header('tables') + set(row(1, 'one'))
  const journal = { 'journal.2.jsonl': second }
  for (const content of [whole, whole + end + set(row(2, 'two')), `${whole}${end}torn`, `${whole}torn`, header('tables'), ''])
    await expectRefusal({ 'tables.2.jsonl': content, ...journal }, /tables\.2\.jsonl is not whole\. It was not changed: move it away/)
})

test('refuses a folder where a file should be, and a file where a folder should be, in one sentence', async () => {
  const folder = folderOf({})
  mkdirSync(join(folder, 'tables.1.jsonl'))
  writeFileSync(join(folder, 'journal.1.jsonl'), first)
  await expect(read(folder)).rejects.toThrow(/tables\.1\.jsonl cannot be read: it is not a file\. Move it away/)
  rmSync(join(folder, 'tables.1.jsonl'), { recursive: true })
  renameSync(join(folder, 'journal.1.jsonl'), join(folder, 'other'))
  mkdirSync(join(folder, 'journal.1.jsonl'))
  await expect(read(folder)).rejects.toThrow(/journal\.1\.jsonl cannot be read: it is not a file/)
  await expect(read(join(folder, 'other'))).rejects.toThrow(/other cannot be used: EEXIST: .*\. Name another folder with --data\.$/)
})
