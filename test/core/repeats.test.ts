import { beforeEach, describe, expect, test } from 'vitest'
import type { Exchange, Run, Span } from '../../mocks/core/system/record.ts'
import type { Row } from '../../mocks/core/system/table.ts'
import type { World } from '../../mocks/core/world.ts'
import { created, engine, type Note, type NotesContext, notes, open, portal, spans, trigger, worker } from './made-up.ts'

const query = { grant_type: 'client_credentials', client_id: 'a', client_secret: 'b' }
const token = { status: 200, body: { access_token: 'x', token_type: 'bearer', expires_in: 3599, scope: 'a@b.example' } }
const seed = () => ({ notes: [{ id: 1, name: 'count', topic: null }] })

type Work = (context: NotesContext) => Promise<void>

let world: World
let all: Span[]
/** How often another piece of work still changes the note while Marketo is asked. */
let conflicts: number
beforeEach(() => {
  conflicts = 1
})

function interfere() {
  if (conflicts-- <= 0) return
  const before = world.store.relation('customersdot.notes').rows.get(1) as Row
  world.store.commit([{ table: 'customersdot.notes', key: 1, before, after: { ...before, topic: 'changed' } }])
}

const marketo = engine({
  handlers: {
    getToken() {
      interfere()
      return token
    },
  } as never,
})

/** Does some work in a handler; answers with its span. */
async function handle(work: Work): Promise<Exchange> {
  const handlers = { createIterable: async (_asked: unknown, context: NotesContext) => work(context).then(() => created) }
  ;({ world } = await open([portal({ seed, handlers }), marketo]))
  await trigger(world)
  all = await spans(world)
  return all.at(-1) as Exchange
}

/** Does some work in a job; answers with its run. */
async function run(work: Work): Promise<Run> {
  const workers = { Save: worker(async (_args, context) => void (await work(context))) }
  const handlers = { createIterable: async (_asked: unknown, context: NotesContext) => context.enqueue('Save', {}).then(() => created) }
  ;({ world } = await open([portal({ seed, workers, handlers }), marketo]))
  await trigger(world)
  await world.settle()
  all = await spans(world)
  return all.find((span) => span.type === 'run') as Run
}

const read = async ({ tables }: NotesContext) => (await tables.notes.get(1)) as Note
const ask = (context: NotesContext) => context.step('ask', () => context.ask('marketo.getToken', { query }))
const change = (note: Note, { tables }: NotesContext) => tables.notes.update(note, { name: `${note.name}!` })

async function askAndChange(context: NotesContext) {
  const note = await read(context)
  await ask(context)
  await context.step('change', () => change(note, context))
}

const stepsOf = ({ steps }: Span) => steps.map(({ name, discarded }) => [name, discarded])
/** Below which of a span's steps each question to Marketo is. */
const places = ({ steps }: Span) =>
  all.flatMap((span) =>
    span.type === 'exchange' && span.provider === 'marketo' ? [steps.findIndex(({ id }) => id === span.parent_id)] : [],
  )
const written = { table: 'customersdot.notes', key: 1, change: 'updated' }
const conflict = 'customersdot.notes 1 has changed'

describe.each([
  ['handler', handle],
  ['run', run],
])('a %s that is repeated after a conflict', (_title, perform) => {
  test('keeps the steps of each attempt, with what each asked below them', async () => {
    const span = await perform(askAndChange)
    expect(stepsOf(span)).toEqual([
      ['ask', conflict],
      ['change', conflict],
      ['ask', undefined],
      ['change', undefined],
    ])
    expect(places(span)).toEqual([0, 2])
    expect(notes(world)).toMatchObject([{ name: 'count!', topic: 'changed' }])
  })

  test('wrote rows in the attempt that was committed only', async () => {
    const { steps } = await perform(askAndChange)
    expect(steps.map(({ rows }) => rows)).toEqual([undefined, undefined, undefined, [written]])
  })

  test('has not gone wrong when only an earlier attempt failed', async () => {
    let attempts = 0
    const { trace_id } = await perform(async (context) => {
      if (attempts++ === 0) await context.step('check', () => context.fail('not yet'))
      await askAndChange(context)
    })
    expect(world.traces.summary(trace_id)).toMatchObject({ errors: 0 })
    expect(world.traces.summary(trace_id)).not.toHaveProperty('error')
  })

  test('does not ask Salesforce again when only the end of its work is done again', async () => {
    const span = await perform(async (context) => {
      await ask(context)
      conflicts = 1
      await context.step('keep', () =>
        context.conclude(async () => {
          const note = await read(context)
          interfere()
          await change(note, context)
        }),
      )
    })
    expect([stepsOf(span), places(span)]).toEqual([
      [
        ['ask', undefined],
        ['keep', undefined],
      ],
      [0],
    ])
    expect(span.steps[1]?.rows).toEqual([written])
    expect(notes(world)).toMatchObject([{ name: 'count!', topic: 'changed' }])
  })
})

test('a handler that throws keeps its steps, with what they asked below them', async () => {
  conflicts = 0
  const span = await handle(async (context) => {
    await askAndChange(context)
    throw new Error('a bug')
  })
  expect([span.status, stepsOf(span), places(span)]).toEqual([
    500,
    [
      ['ask', 'a bug'],
      ['change', 'a bug'],
    ],
    [0],
  ])
  expect(notes(world)).toMatchObject([{ name: 'count' }])
})

test('a run that cannot be committed keeps its steps, with what they asked below them', async () => {
  conflicts = 0
  const span = await run(async (context) => {
    await ask(context)
    world.store.commit = () => {
      world.store.commit = Object.getPrototypeOf(world.store).commit
      throw new Error('the disk is full')
    }
  })
  expect([span.outcome, span.error, stepsOf(span), places(span)]).toEqual(['dead', 'the disk is full', [['ask', 'the disk is full']], [0]])
})
