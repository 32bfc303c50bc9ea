import fc from 'fast-check'
import { Low } from 'lowdb'
import { describe, expect, test } from 'vitest'
import { pageOf } from '../../mocks/core/collections/page.ts'
import { MemoryJournal } from '../../mocks/core/memory.ts'
import { ChangeSet, Conflict } from '../../mocks/core/store/changes.ts'
import { type Change, type State, Store } from '../../mocks/core/store/store.ts'
import type { Table } from '../../mocks/core/system/table.ts'
import { type Note, tables } from './made-up.ts'

type Notes = Table<Note, 'name' | 'topic'>

function newStore(data: State = {}, journal = new MemoryJournal()) {
  const store = new Store(new Low<State>(journal, data), journal, { 'own.notes': tables.notes })
  /** A change set with its view of the table and the way to commit it. */
  const begin = () => {
    const changes = new ChangeSet(store)
    return { changes, notes: changes.tables<typeof tables>('own').notes as Notes, commit: () => store.commit(changes.wanted()) }
  }
  return { store, begin }
}

const note = (name: string, topic: string | null = null) => ({ name, topic })

/** A store that holds the given notes, numbered from 1. */
async function holding(...rows: ReturnType<typeof note>[]) {
  const made = newStore()
  const { notes, commit } = made.begin()
  for (const row of rows) await notes.insert(row)
  commit()
  return made
}

describe('a change set', () => {
  test('reads its own writes', async () => {
    const { begin } = newStore()
    const { notes } = begin()
    const row = await notes.insert(note('a', 'red'))
    expect(await notes.get(row.id)).toEqual({ id: 1, name: 'a', topic: 'red' })
    const updated = await notes.update(row, { topic: 'blue' })
    expect([await notes.find('topic', 'red'), await notes.find('topic', 'blue')]).toEqual([[], [updated]])
    await notes.remove(updated)
    expect([await notes.get(row.id), await notes.first('name', 'a')]).toEqual([undefined, undefined])
  })

  test('is seen by nobody else before it is committed, and then by everybody', async () => {
    const { begin } = newStore()
    const [one, other] = [begin(), begin()]
    await one.notes.insert(note('a', 'red'))
    expect([await other.notes.get(1), await other.notes.find('topic', 'red'), await other.notes.count()]).toEqual([undefined, [], 0])
    expect(one.commit()).toEqual({ done: true })
    expect([await other.notes.get(1), (await other.notes.find('topic', 'red')).length, await other.notes.count()]).toEqual([
      { id: 1, name: 'a', topic: 'red' },
      1,
      1,
    ])
  })

  test('is committed whole or not at all', async () => {
    const { begin, store } = await holding(note('a'))
    const [one, other] = [begin(), begin()]
    const row = (await one.notes.get(1)) as Note
    await one.notes.insert(note('b'))
    await one.notes.update(row, { topic: 'mine' })
    await other.notes.update(row, { topic: 'theirs' })
    other.commit()
    expect(one.commit()).toEqual({ done: false, conflict: 'own.notes 1 has changed' })
    expect([...store.relation('own.notes').rows.values()]).toEqual([{ id: 1, name: 'a', topic: 'theirs' }])
  })

  test('conflicts with a row that was removed meanwhile', async () => {
    const { begin } = await holding(note('a'))
    const [one, other] = [begin(), begin()]
    await one.notes.update((await one.notes.get(1)) as Note, { topic: 'mine' })
    await other.notes.remove((await other.notes.get(1)) as Note)
    other.commit()
    expect(one.commit()).toMatchObject({ done: false })
  })

  test('conflicts with a unique value that was taken meanwhile', async () => {
    const { begin, store } = newStore()
    const [one, other] = [begin(), begin()]
    await one.notes.insert(note('a'))
    await other.notes.insert(note('a'))
    other.commit()
    expect(one.commit()).toEqual({ done: false, conflict: 'own.notes already has name: a' })
    expect(store.relation('own.notes').rows.size).toBe(1)
  })

  test('does not conflict over rows it only read', async () => {
    const { begin } = await holding(note('a'), note('b'))
    const [one, other] = [begin(), begin()]
    const row = (await one.notes.get(1)) as Note
    await one.notes.update((await one.notes.get(2)) as Note, { topic: row.name })
    await other.notes.update(row, { topic: 'theirs' })
    other.commit()
    expect(one.commit()).toEqual({ done: true })
  })

  test('refuses a key and a unique value that exist', async () => {
    const { notes } = (await holding(note('a'), note('b'))).begin()
    await expect(notes.insert({ id: 1, ...note('c') })).rejects.toThrow(new Conflict('own.notes already has id: 1'))
    await expect(notes.insert(note('a'))).rejects.toThrow(Conflict)
    await expect(notes.update((await notes.get(2)) as Note, { name: 'a' })).rejects.toThrow('own.notes already has name: a')
  })

  test('refuses a unique value that it has given to another row itself', async () => {
    const { notes } = newStore().begin()
    await notes.insert(note('a'))
    await expect(notes.insert(note('a'))).rejects.toThrow(Conflict)
  })

  test('gives a unique value to another row once it has freed it', async () => {
    const { begin, store } = await holding(note('a'), note('b'))
    const { notes, commit } = begin()
    await notes.update((await notes.get(1)) as Note, { name: 'c' })
    await notes.remove((await notes.get(2)) as Note)
    await notes.insert(note('a'))
    await notes.insert(note('b'))
    expect(commit()).toEqual({ done: true })
    expect(store.relation('own.notes').keys('name', 'a')).toEqual([3])
    expect(store.relation('own.notes').keys('name', 'b')).toEqual([4])
  })

  test('lets a row keep its own unique value', async () => {
    const { begin } = await holding(note('a'))
    const { notes, commit } = begin()
    await notes.update((await notes.get(1)) as Note, { topic: 'red' })
    expect(commit()).toEqual({ done: true })
  })

  test('wants nothing of a row that it inserted and removed', async () => {
    const { changes, notes } = newStore().begin()
    await notes.remove(await notes.insert(note('a')))
    expect(changes.wanted()).toEqual([])
  })

  test('lists its writes in order', async () => {
    const { changes, notes } = newStore().begin()
    await notes.remove(await notes.update(await notes.insert(note('a')), { topic: 'red' }))
    expect(changes.written.map(({ change }) => change)).toEqual(['inserted', 'updated', 'removed'])
  })

  test('forgets what it is told to discard', async () => {
    const { changes, notes } = newStore().begin()
    await notes.insert(note('a'))
    changes.discard()
    expect([changes.wanted(), changes.written, await notes.find('name', 'a')]).toEqual([[], [], []])
  })

  test('refuses to find by what is not declared', async () => {
    const { notes } = newStore().begin()
    await expect(notes.find('colour' as never, 'red')).rejects.toThrow('own.notes is not found by "colour"')
  })
})

describe('a numbered table', () => {
  test('numbers new rows on, also over keys that were given', async () => {
    const { begin } = newStore()
    const first = begin()
    await first.notes.insert({ id: 7, ...note('a') })
    first.commit()
    expect(await begin().notes.insert(note('b'))).toMatchObject({ id: 8 })
  })

  test('numbers a row whose key is there but undefined', async () => {
    expect(
      await newStore()
        .begin()
        .notes.insert({ id: undefined, ...note('a') }),
    ).toEqual({ id: 1, name: 'a', topic: null })
  })

  test('does not give a number twice when two change sets are open', async () => {
    const { begin } = newStore()
    const [one, other] = [await begin().notes.insert(note('a')), await begin().notes.insert(note('b'))]
    expect(one.id).not.toBe(other.id)
  })

  test('numbers on from the rows it was opened with', async () => {
    const rows = new Map([[41, { id: 41, ...note('a', 'red') }]])
    const { notes } = newStore({ 'own.notes': rows }).begin()
    expect(await notes.insert(note('b'))).toMatchObject({ id: 42 })
    expect(await notes.find('topic', 'red')).toHaveLength(1)
  })
})

describe('a commit', () => {
  class Kept extends MemoryJournal {
    readonly kept: Change[][] = []
    override append(changes: Change[] = []) {
      this.kept.push(changes)
    }
  }

  test('is one journal record, and none when nothing changed', async () => {
    const journal = new Kept()
    const { begin } = newStore({}, journal)
    const { notes, commit } = begin()
    await notes.insert(note('a'))
    await notes.insert(note('b'))
    commit()
    begin().commit()
    expect(journal.kept).toEqual([
      [
        ['own.notes', 1, { id: 1, ...note('a') }],
        ['own.notes', 2, { id: 2, ...note('b') }],
      ],
    ])
  })

  test('that the journal cannot keep changes nothing', async () => {
    class Full extends MemoryJournal {
      override append() {
        throw new Error('No space left')
      }
    }
    const { begin, store } = newStore({}, new Full())
    const { notes, commit } = begin()
    await notes.insert(note('a'))
    expect(commit).toThrow('No space left')
    expect(store.relation('own.notes').rows.size).toBe(0)
  })
})

describe('pages', () => {
  test('hold committed rows, newest first, and lead to the end', async () => {
    const { notes } = (await holding(note('a'), note('b'), note('c'))).begin()
    const first = await notes.page({ limit: 2 })
    expect(first.rows.map(({ name }) => name)).toEqual(['c', 'b'])
    expect(await notes.page({ limit: 2, after: first.next })).toEqual({ rows: [{ id: 1, ...note('a') }], next: null })
  })

  test('hold what is looked for', async () => {
    const { notes } = (await holding(note('a', 'red'), note('b'), note('c', 'red'))).begin()
    const { rows } = await notes.page({ limit: 9, where: ({ topic }) => topic === 'red' })
    expect(rows.map(({ name }) => name)).toEqual(['c', 'a'])
  })

  test('together give every matching row once, whatever their size', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9)), fc.integer({ min: 1, max: 5 }), fc.nat(9), (rows, limit, least) => {
        const where = (row: number) => row >= least
        const seen: number[] = []
        let after: string | null = null
        do {
          const page: { rows: number[]; next: string | null } = pageOf(rows, { limit, after, where }, (row) => row)
          seen.push(...page.rows)
          after = page.next
        } while (after !== null)
        expect(seen).toEqual(rows.filter(where).reverse())
      }),
    )
  })
})

test('behave like a plain Map with one lock, whatever is done', async () => {
  const id = fc.integer({ min: 1, max: 4 })
  const name = fc.constantFrom('a', 'b', 'c', 'd')
  const topic = fc.constantFrom('red', 'blue', null)
  const change = fc.oneof(
    fc.record({ do: fc.constant('insert' as const), id, name, topic }),
    fc.record({ do: fc.constant('update' as const), id, name, topic }),
    fc.record({ do: fc.constant('remove' as const), id }),
  )
  const sets = fc.array(fc.record({ changes: fc.array(change, { maxLength: 6 }), kept: fc.boolean() }), { maxLength: 8 })

  await fc.assert(
    fc.asyncProperty(sets, async (sets) => {
      const { begin, store } = newStore()
      let model = new Map<number, Note>()
      for (const { changes, kept } of sets) {
        const { notes, commit } = begin()
        const draft = new Map(model)
        for (const step of changes) {
          const own = draft.get(step.id)
          const taken = step.do !== 'remove' && [...draft.values()].some((row) => row.name === step.name && row.id !== step.id)
          if (step.do === 'insert') {
            const { do: _, ...row } = step
            const inserted = await notes.insert(row).catch((error) => error)
            expect(inserted instanceof Conflict).toBe(taken || !!own)
            if (!taken && !own) draft.set(step.id, row)
          } else if (own && step.do === 'update') {
            const { do: _, ...row } = step
            const updated = await notes.update((await notes.get(step.id)) as Note, row).catch((error) => error)
            expect(updated instanceof Conflict).toBe(taken)
            if (!taken) draft.set(step.id, row)
          } else if (own) {
            await notes.remove((await notes.get(step.id)) as Note)
            draft.delete(step.id)
          }
          await same(notes, draft)
        }
        if (!kept) continue
        expect(commit()).toEqual({ done: true })
        model = draft
      }
      expect(new Map(store.relation('own.notes').rows)).toEqual(model)
      await same(begin().notes, model)
    }),
    { numRuns: 300 },
  )
})

async function same(notes: Notes, model: Map<number, Note>) {
  const byId = (rows: Note[]) => rows.toSorted((one, other) => one.id - other.id)
  for (const id of [1, 2, 3, 4]) expect(await notes.get(id)).toEqual(model.get(id))
  for (const name of ['a', 'b', 'c', 'd'])
    expect(await notes.find('name', name)).toEqual([...model.values()].filter((row) => row.name === name))
  for (const topic of ['red', 'blue'])
    expect(byId(await notes.find('topic', topic))).toEqual(byId([...model.values()].filter((row) => row.topic === topic)))
}
