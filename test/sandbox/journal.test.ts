import { appendFileSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Change } from '../../mocks/core/store/store.ts'
import { DiskJournal } from '../../sandbox/disk/journal.ts'
import type { JournalOptions } from '../../sandbox/disk/options.ts'
import type { DiskState } from '../../sandbox/disk/snapshot.ts'
import { temporaryFolder } from './folder.ts'

async function opened(folder: string, options: JournalOptions = {}) {
  const journal = new DiskJournal(folder, options)
  const state = await journal.read()
  return { journal, state }
}

const jane: Change[] = [
  ['customersdot.leads', 1, { id: 1, email: 'jane@example.com' }],
  ['control.jobs', 'a1', { id: 'a1', class: 'Workato::CreateLeadWorker' }],
]

async function written(folder: string, changeSets: Change[][]) {
  const { journal } = await opened(folder)
  for (const changes of changeSets) journal.append(changes)
  await journal.close()
}

test('reads back every change set, removals included', async () => {
  const folder = temporaryFolder()
  await written(folder, [jane, [['control.jobs', 'a1', null]]])
  const { state, journal } = await opened(folder)
  expect(state['customersdot.leads']?.get(1)).toEqual({ id: 1, email: 'jane@example.com' })
  expect(state['control.jobs']?.size).toBe(0)
  await journal.close()
})

test('drops an incomplete change set, reports it, and continues after it', async () => {
  const folder = temporaryFolder()
  await written(folder, [jane])
  const file = join(folder, 'journal.1.jsonl')
  const whole = statSync(file).size
  await written(folder, [[...jane.map(([table, key]): Change => [table, `${key}-2`, { incomplete: true }])]])
  const content = readFileSync(file)
  for (const cut of [whole + 1, whole + 9, Math.floor((whole + content.length) / 2), content.length - 1]) {
    writeFileSync(file, content)
    truncateSync(file, cut)
    const damage: string[] = []
    const { state, journal } = await opened(folder, { onDamage: (message) => damage.push(message) })
    expect(state['customersdot.leads']?.size).toBe(1)
    expect(state['control.jobs']?.size).toBe(1)
    expect(damage).toEqual([expect.stringContaining(`dropped the last ${cut - whole} bytes`)])
    journal.append([['gitlab.users', 7, { id: 7 }]])
    await journal.close()
    const again = await opened(folder)
    expect(again.state['gitlab.users']?.get(7)).toEqual({ id: 7 })
    await again.journal.close()
  }
})

test('refuses a file that is damaged in its middle, and leaves it unchanged', async () => {
  const folder = temporaryFolder()
  await written(folder, [jane, jane])
  const file = join(folder, 'journal.1.jsonl')
  const damaged = readFileSync(file, 'utf8').replace('jane@', 'june@')
  writeFileSync(file, damaged)
  await expect(opened(folder)).rejects.toThrow(/journal\.1\.jsonl is damaged at byte \d+: it was not read, and not changed/)
  expect(readFileSync(file, 'utf8')).toBe(damaged)
})

test('refuses a file of another program', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'journal.1.jsonl'), '{"hello":"world"}\n')
  await expect(opened(folder)).rejects.toThrow(/is damaged/)
  expect(readFileSync(join(folder, 'journal.1.jsonl'), 'utf8')).toBe('{"hello":"world"}\n')
})

test('refuses a file of a newer version, and says which', async () => {
  const folder = temporaryFolder()
  const { frame } = await import('../../sandbox/disk/frames.ts')
  writeFileSync(join(folder, 'journal.1.jsonl'), frame('{"format":"pql-sandbox/journal","version":2}'))
  await expect(opened(folder)).rejects.toThrow('has version 2 of pql-sandbox/journal, and this pql-sandbox knows 1')
})

test('replaces the journal by a snapshot, and keeps the changes that are made in the meantime', async () => {
  const folder = temporaryFolder()
  const { journal, state } = await opened(folder)
  for (let id = 1; id <= 5000; id++) put(journal, state, id, { id })
  const writing = journal.write(state)
  for (let id = 1; id <= 10; id++) put(journal, state, id, { id, changed: true })
  put(journal, state, 11, null)
  await writing
  expect(readdirSync(folder).sort()).toEqual(['journal.2.jsonl', 'tables.2.jsonl'])
  put(journal, state, 5001, { id: 5001 })
  const before = contents(state)
  await journal.close()
  const again = await opened(folder)
  expect(contents(again.state)).toEqual(before)
  expect(before).toHaveLength(5000)
  await again.journal.close()
})

test('does not read a snapshot that was not finished', async () => {
  const folder = temporaryFolder()
  await written(folder, [jane])
  writeFileSync(join(folder, 'tables.2.jsonl.tmp'), 'half')
  const { state, journal } = await opened(folder)
  expect(state['customersdot.leads']?.size).toBe(1)
  await journal.close()
})

test('refuses a snapshot that was cut short', async () => {
  const folder = temporaryFolder()
  const { journal, state } = await opened(folder)
  put(journal, state, 1, { id: 1 })
  await journal.write(state)
  await journal.close()
  const file = join(folder, 'tables.2.jsonl')
  truncateSync(file, readFileSync(file, 'utf8').lastIndexOf('\n', statSync(file).size - 2) + 1)
  await expect(opened(folder)).rejects.toThrow('is not whole')
})

test('calls onFull once when it is full', async () => {
  const folder = temporaryFolder()
  const { journal } = await opened(folder, { fullAt: 1000 })
  let told = 0
  journal.onFull = () => told++
  for (let id = 0; id < 100; id++) journal.append([['gitlab.users', id, { id }]])
  await new Promise((resolve) => setImmediate(resolve))
  expect(told).toBe(1)
  await journal.close()
})

test('holds the same as a plain map after any changes and snapshots', async () => {
  const change = fc.record({ key: fc.integer({ min: 1, max: 8 }), value: fc.option(fc.string()), snapshot: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 30 }), async (changes) => {
      const folder = temporaryFolder()
      const { journal, state } = await opened(folder)
      for (const { key, value, snapshot } of changes) {
        put(journal, state, key, value === null ? null : { value })
        if (snapshot) await journal.write(state)
      }
      const before = contents(state)
      await journal.close()
      const again = await opened(folder)
      expect(contents(again.state)).toEqual(before)
      await again.journal.close()
    }),
    { numRuns: 30 },
  )
})

test('reads rows from the snapshot, from the journal and from memory alike, long ones too', async () => {
  const folder = temporaryFolder()
  const { journal, state } = await opened(folder)
  const long = { text: 'ü'.repeat(400_000) }
  for (let id = 1; id <= 3000; id++) put(journal, state, id, id === 5 ? long : { id })
  await journal.write(state)
  for (let id = 3001; id <= 6000; id++) put(journal, state, id, { id })
  expect(state.t?.get(1)).toEqual({ id: 1 })
  expect(state.t?.get(3500)).toEqual({ id: 3500 })
  expect(state.t?.get(6000)).toEqual({ id: 6000 })
  await journal.close()
  const again = await opened(folder)
  expect(again.state.t?.get(5)).toEqual(long)
  expect(again.state.t?.size).toBe(6000)
  await again.journal.close()
})

test('reports no damage for a journal without changes', async () => {
  const folder = temporaryFolder()
  await written(folder, [])
  const damage: string[] = []
  const { journal } = await opened(folder, { onDamage: (message) => damage.push(message) })
  expect(damage).toEqual([])
  await journal.close()
})

test('never reads bytes after the last complete line as a change set', async () => {
  const folder = temporaryFolder()
  await written(folder, [jane])
  appendFileSync(join(folder, 'journal.1.jsonl'), '00000000 [["gitlab.users",1,{"id":1}]]')
  const { state, journal } = await opened(folder, { onDamage() {} })
  expect(state['gitlab.users']).toBeUndefined()
  await journal.close()
})

/** All rows of the table by key, in any order. */
const contents = (state: DiskState) => [...(state.t ?? [])].toSorted(([one], [other]) => Number(one) - Number(other))

/** What a commit does: journal first, then the rows. */
function put(journal: DiskJournal, state: DiskState, key: number, row: Record<string, unknown> | null) {
  journal.append([['t', key, row]])
  const rows = (state.t ??= journal.rows())
  if (row) rows.set(key, row)
  else rows.delete(key)
}
