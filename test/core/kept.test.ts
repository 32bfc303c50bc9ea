import { expect, test } from 'vitest'
import type { KeptRow, Span } from '../../mocks/core/system/record.ts'
import { table } from '../../mocks/core/system/table.ts'
import type { World } from '../../mocks/core/world.ts'
import { created, type Note, type NotesContext, open, portal, spans, tables, trigger, worker } from './made-up.ts'

/** A table whose rows belong to leads, and one that spans do not keep. */
const keeping = {
  ...tables,
  notes: table<Note & { password?: string }>()('id', { keep: { tag: 'lead_id', besides: ['topic'], shared: true } }),
}

type Work = (context: NotesContext) => Promise<unknown>
const first = { id: 1, name: 'first', topic: 'a' }

/** Does some work in handlers, one trace after the other, and then in the jobs that they enqueue; answers with what each span keeps. */
async function kept(handlers: Work[], job: Work = read): Promise<(KeptRow[] | undefined)[]> {
  const next = handlers.values()
  const createIterable = (_asked: unknown, context: NotesContext) => (next.next().value as Work)(context).then(() => created)
  const workers = { Save: worker(async (_args, context) => void (await job(context))) }
  ;({ world } = await open([portal({ tables: keeping, workers, handlers: { createIterable }, seed: () => ({ notes: [first] }) } as never)]))
  for (const _ of handlers) await trigger(world)
  await world.settle()
  return (await spans(world)).map(({ rows }: Span) => rows)
}
let world: World

const read = async (context: NotesContext) => {
  context.tag({ lead_id: 1 })
  return (await context.tables.notes.get(1)) as Note
}
const rename = async (context: NotesContext, name: string) => context.tables.notes.update(await read(context), { name, topic: name })
const renameAndEnqueue = (name: string) => async (context: NotesContext) => {
  await rename(context, name)
  await context.enqueue('Save', {})
}
const row = { table: 'customersdot.notes', key: 1 }
const writers = () => [...world.store.relation('control.writers').rows.values()]

test('a span keeps the row of its lead as it left it, with what it had read there', async () => {
  expect(await kept([(context) => rename(context, 'second')])).toEqual([
    [{ ...row, row: { id: 1, name: 'second' }, before: { name: 'first' } }],
  ])
})

test('a span keeps a new row whole, without secrets', async () => {
  const insert: Work = async (context) => {
    context.tag({ lead_id: 2 })
    await context.tables.notes.insert({ id: 2, name: 'new', topic: null, password: 'hunter2' } as Note)
  }
  expect(await kept([insert])).toEqual([[{ ...row, key: 2, row: { id: 2, name: 'new', password: '[REDACTED]' }, before: null }]])
})

test('a span keeps the row of its lead only, and none that it removed', async () => {
  const another: Work = async (context) => {
    await rename(context, 'second')
    context.tag({ lead_id: 2 })
  }
  const remove: Work = async (context) => context.tables.notes.remove(await read(context))
  expect([await kept([another]), await kept([remove])]).toEqual([[undefined], [undefined]])
})

test('a row is kept once, and not by each job that finds it as it was left', async () => {
  const [first, second] = await kept([renameAndEnqueue('second')])
  expect([first?.[0]?.row, second]).toEqual([{ id: 1, name: 'second' }, undefined])
})

test('a job keeps what another trace wrote since, and what its lead had there', async () => {
  const [, , rows] = await kept([renameAndEnqueue('second'), (context) => rename(context, 'third')])
  const [, { trace_id }] = (await spans(world)) as [Span, Span]
  expect(rows).toEqual([{ ...row, row: { id: 1, name: 'third' }, others: { name: { trace_id, instead: 'second' } } }])
})

test('a job keeps what its own change left, not what another trace had written there', async () => {
  const [, , rows] = await kept([renameAndEnqueue('second'), (context) => rename(context, 'third')], (context) => rename(context, 'fourth'))
  expect(rows).toEqual([{ ...row, row: { id: 1, name: 'fourth' }, before: { name: 'third' } }])
})

test('a job finds its own value again when others have written it back', async () => {
  const [, , , rows] = await kept([
    renameAndEnqueue('second'),
    (context) => rename(context, 'third'),
    (context) => rename(context, 'second'),
  ])
  expect(rows).toBeUndefined()
})

test('who wrote what is noted only while a job of another trace waits', async () => {
  await kept([(context) => rename(context, 'second'), renameAndEnqueue('third')])
  expect(writers()).toEqual([])
  await kept([renameAndEnqueue('second'), (context) => rename(context, 'third')])
  const [, { trace_id }] = (await spans(world)) as [Span, Span]
  expect(writers()).toEqual([{ id: 'customersdot.notes 1', fields: { name: trace_id } }])
})
