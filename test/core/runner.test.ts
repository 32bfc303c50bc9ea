import { describe, expect, test, vi } from 'vitest'
import { MemoryJournal } from '../../mocks/core/memory.ts'
import type { Run } from '../../mocks/core/system/record.ts'
import type { Outcome } from '../../mocks/core/system/system.ts'
import type { Row } from '../../mocks/core/system/table.ts'
import type { World } from '../../mocks/core/world.ts'
import { created, jobs, type NotesContext, noon, notes, open, portal, spans, trigger, worker } from './made-up.ts'

type Perform = (args: Record<string, unknown>, context: NotesContext) => Promise<Outcome>

/** A world whose portal enqueues `asked` when it is triggered, each as `[class, seconds of delay]`. */
async function openWith(workers: Record<string, ReturnType<typeof worker>>, ...asked: [name: string, delay?: number][]) {
  const system = portal({
    workers,
    handlers: {
      async createIterable(_asked, context) {
        for (const [index, [name, delay = 0]] of asked.entries()) await context.enqueue(name, { index }, { delay })
        return created
      },
    },
  })
  return open([system])
}

/** What a process finds that begins after another one ended with the given jobs. */
function journalOf(world: World): MemoryJournal {
  class Left extends MemoryJournal {
    override async read() {
      return { 'control.jobs': new Map(world.store.relation('control.jobs').rows) }
    }
  }
  return new Left()
}

const runs = async (world: World) => (await spans(world)).filter((span): span is Run => span.type === 'run')
const seconds = (count: number) => count * 1000
const at = (count: number) => new Date(noon + seconds(count)).toISOString()

describe('a job', () => {
  test('runs once its change set is committed, and is gone then', async () => {
    const perform = vi.fn<Perform>(async () => undefined)
    const { world } = await openWith({ Save: worker(perform) }, ['Save'])
    await trigger(world)
    expect([perform.mock.calls.length, jobs(world).length]).toEqual([0, 1])
    await world.settle()
    expect(perform.mock.calls.map(([args]) => args)).toEqual([{ index: 0 }])
    expect(jobs(world)).toEqual([])
  })

  test('is not there when the handler that enqueued it failed', async () => {
    const { world } = await open([
      portal({
        workers: { Save: worker(async () => undefined) },
        handlers: {
          async createIterable(_asked, context) {
            await context.enqueue('Save', {})
            throw new Error('a bug')
          },
        },
      }),
    ])
    await trigger(world)
    expect(jobs(world)).toEqual([])
  })

  test('waits for its delay', async () => {
    const { world } = await openWith({ Save: worker(async () => undefined) }, ['Save', 60])
    await trigger(world)
    await world.runner.advance(seconds(59))
    expect(jobs(world)).toMatchObject([{ state: 'scheduled', run_at: at(60) }])
    await world.runner.advance(seconds(1))
    expect(jobs(world)).toEqual([])
  })

  test('changes tables and goes in one change set', async () => {
    const { world } = await openWith(
      {
        Save: worker(async (_args, { tables }) => {
          await tables.notes.insert({ name: 'saved', topic: null })
          return undefined
        }),
      },
      ['Save'],
    )
    await trigger(world)
    const committed = vi.spyOn(world.store, 'commit')
    await world.settle()
    expect(committed.mock.calls.map(([wanted]) => wanted.map(({ table }) => table))).toEqual([['customersdot.notes', 'control.jobs']])
    expect(notes(world)).toEqual([{ id: 1, name: 'saved', topic: null }])
  })

  test('may enqueue others, which settle runs as well', async () => {
    const second = vi.fn<Perform>(async () => undefined)
    const { world } = await openWith(
      {
        First: worker(async (_args, context) => {
          await context.enqueue('Second', {})
          return undefined
        }),
        Second: worker(second),
      },
      ['First'],
    )
    await trigger(world)
    await world.settle()
    expect(second).toHaveBeenCalledOnce()
  })

  test('stands in the trace of what enqueued it', async () => {
    const { world } = await openWith({ Save: worker(async () => undefined) }, ['Save'])
    const sent = await trigger(world)
    await world.settle()
    const [exchange, run] = await spans(world)
    expect(run).toMatchObject({
      type: 'run',
      trace_id: sent.headers['x-sandbox-trace'],
      parent_id: exchange?.id,
      outcome: 'done',
      attempt: 1,
    })
  })

  test('of an unknown class is refused', async () => {
    const { world, bugs } = await openWith({}, ['Nothing'])
    expect((await trigger(world)).status).toBe(500)
    expect(String(bugs[0])).toContain('has no worker "Nothing"')
  })
})

describe('a job that fails', () => {
  const failing = (delays: number[]) => worker(async () => ({ failed: 'no luck' }), delays)

  test('runs again at the time asked for, and is dead when it has no more attempts', async () => {
    const { world } = await openWith({ Save: failing([15, 30]) }, ['Save'])
    await trigger(world)
    await world.settle()
    expect(jobs(world)).toMatchObject([{ state: 'retry', attempt: 1, run_at: at(15), error: 'no luck' }])
    await world.runner.advance(seconds(15))
    expect(jobs(world)).toMatchObject([{ state: 'retry', attempt: 2, run_at: at(45) }])
    await world.runner.advance(seconds(1000))
    expect(jobs(world)).toMatchObject([{ state: 'dead', attempt: 3 }])
    expect((await runs(world)).map(({ started_at, outcome, attempt }) => [started_at, outcome, attempt])).toEqual([
      [at(0), 'retry', 1],
      [at(15), 'retry', 2],
      [at(45), 'dead', 3],
    ])
  })

  test('keeps what it changed before it gave up', async () => {
    const { world } = await openWith(
      {
        Save: worker(async (_args, { tables }) => {
          await tables.notes.insert({ name: 'tried', topic: null })
          return { failed: 'no luck' }
        }),
      },
      ['Save'],
    )
    await trigger(world)
    await world.settle()
    expect(notes(world)).toHaveLength(1)
  })

  test('is dead at once when it says so', async () => {
    const { world } = await openWith({ Save: worker(async () => ({ failed: 'never', dead: true }), [1, 1]) }, ['Save'])
    await trigger(world)
    await world.settle()
    expect(jobs(world)).toMatchObject([{ state: 'dead', attempt: 1 }])
  })

  test('is not forgotten when many fail at the same moment', async () => {
    const all = Array.from({ length: 30 }, (): [string] => ['Save'])
    const { world } = await openWith({ Save: worker(async () => ({ failed: 'no luck' }), [10]) }, ...all)
    await trigger(world)
    await world.settle()
    await world.runner.advance(seconds(10))
    expect(jobs(world).map(({ state }) => state)).toEqual(all.map(() => 'dead'))
  })

  test('is not forgotten when another one fails at the same moment and jobs run by themselves', async () => {
    const workers = { Slow: failing([20]), Quick: failing([10]) }
    const { world } = await openWith(workers, ['Slow', 5], ['Quick', 5])
    await trigger(world)
    const automatic = await open([portal({ workers })], { automatic: true, journal: journalOf(world) })
    automatic.world.clock.advance(seconds(5))
    await automatic.world.settle()
    await automatic.world.runner.advance(seconds(20))
    expect(jobs(automatic.world).map(({ state }) => state)).toEqual(['dead', 'dead'])
    await automatic.world.close()
  })
})

describe('a job whose worker throws', () => {
  test('has failed, changes nothing and is reported', async () => {
    const bug = new TypeError('a bug')
    const { world, bugs } = await openWith(
      {
        Save: worker(
          async (_args, { tables }) => {
            await tables.notes.insert({ name: 'half-done', topic: null })
            throw bug
          },
          [60],
        ),
      },
      ['Save'],
    )
    await trigger(world)
    await world.settle()
    expect(bugs).toEqual([bug])
    expect(notes(world)).toEqual([])
    expect(jobs(world)).toMatchObject([{ state: 'retry', error: 'a bug' }])
    expect(await runs(world)).toMatchObject([{ outcome: 'retry', error: 'a bug', retry_at: at(60) }])
  })

  test('leaves the others alone', async () => {
    const fine = vi.fn<Perform>(async () => undefined)
    const { world } = await openWith({ Bad: worker(() => Promise.reject(new Error('a bug'))), Fine: worker(fine) }, ['Bad'], ['Fine'])
    await trigger(world)
    await world.settle()
    expect(fine).toHaveBeenCalledOnce()
  })

  test('has failed when it runs into the same conflict each time', async () => {
    const { world, bugs } = await openWith(
      {
        Save: worker(
          async (_args, { tables }) => {
            await tables.notes.insert({ id: 1, name: String(await tables.notes.count()), topic: null })
            return undefined
          },
          [60],
        ),
      },
      ['Save'],
      ['Save', 1],
    )
    await trigger(world)
    await world.runner.advance(seconds(1))
    expect(bugs).toHaveLength(1)
    expect(jobs(world)).toMatchObject([{ state: 'retry', error: expect.stringContaining('customersdot.notes already has id: 1') }])
  })
})

describe('moving the clock', () => {
  test('runs what falls due on the way in its order, each at its own time', async () => {
    const seen: [unknown, string][] = []
    const save = worker(async ({ index }, { clock }) => {
      seen.push([index, clock.stamp()])
      return undefined
    })
    const { world } = await openWith({ Save: save }, ['Save', 30], ['Save', 10], ['Save', 20])
    await trigger(world)
    await world.runner.advance(seconds(25))
    expect(seen).toEqual([
      [1, at(10)],
      [2, at(20)],
    ])
    expect(world.clock.stamp()).toBe(at(25))
  })

  test('runs what a job enqueues on the way', async () => {
    const second = vi.fn<Perform>(async () => undefined)
    const { world } = await openWith(
      {
        First: worker(async (_args, context) => {
          await context.enqueue('Second', {}, { delay: 5 })
          return undefined
        }),
        Second: worker(second),
      },
      ['First', 5],
    )
    await trigger(world)
    await world.runner.advance(seconds(10))
    expect(second).toHaveBeenCalledOnce()
  })
})

describe('running a job now', () => {
  test('does not wait for its time', async () => {
    const { world } = await openWith({ Save: worker(async () => undefined) }, ['Save', 3600])
    await trigger(world)
    expect(await world.runner.run(jobs(world)[0]?.id as string)).toEqual({ outcome: 'done' })
    expect(jobs(world)).toEqual([])
  })

  test('gives a dead one another chance', async () => {
    let luck = false
    const { world } = await openWith({ Save: worker(async () => (luck ? undefined : { failed: 'no luck' })) }, ['Save'])
    await trigger(world)
    await world.settle()
    luck = true
    expect(await world.runner.run(jobs(world)[0]?.id as string)).toEqual({ outcome: 'done' })
  })

  test('joins a run that is under way', async () => {
    let goOn = () => {}
    const gate = new Promise<void>((resolve) => (goOn = resolve))
    const perform = vi.fn<Perform>(async () => {
      await gate
      return undefined
    })
    const { world } = await openWith({ Save: worker(perform) }, ['Save'])
    await trigger(world)
    const id = jobs(world)[0]?.id as string
    const both = [world.runner.run(id), world.runner.run(id)]
    goOn()
    expect(await Promise.all(both)).toEqual([{ outcome: 'done' }, { outcome: 'done' }])
    expect(perform).toHaveBeenCalledOnce()
  })

  test('tells when there is no such job', async () => {
    const { world } = await openWith({})
    expect(await world.runner.run('unknown')).toBeUndefined()
  })
})

test('jobs left by an earlier process run when the world is opened again', async () => {
  const perform = vi.fn<Perform>(async () => undefined)
  const { world } = await openWith({ Save: worker(perform) }, ['Save'])
  await trigger(world)
  const again = await open([portal({ workers: { Save: worker(perform) } })], { journal: journalOf(world) })
  await again.world.settle()
  expect(perform).toHaveBeenCalledOnce()
})

test('a job that was removed while it ran keeps nothing, does not run again, and says so', async () => {
  const perform = vi.fn<Perform>(async (_args, { tables }) => {
    await tables.notes.insert({ name: 'late', topic: null })
    const [[id, row]] = [...world.store.relation('control.jobs').rows] as [[string, Row]]
    world.store.commit([{ table: 'control.jobs', key: id, before: row, after: null }])
    return undefined
  })
  const { world, bugs } = await openWith({ Save: worker(perform) }, ['Save'])
  await trigger(world)
  await world.settle()
  expect(perform).toHaveBeenCalledOnce()
  const error = expect.stringMatching(/^Job [0-9a-f]{24} was removed while it ran\.$/)
  expect({ notes: notes(world), bugs, runs: await runs(world) }).toMatchObject({ notes: [], bugs: [], runs: [{ outcome: 'dead', error }] })
})

test('a world that begins anew waits for what runs and keeps nothing of it', async () => {
  const { world, bugs } = await openWith(
    {
      Save: worker(async (_args, { tables }) => {
        await tables.notes.insert({ name: 'late', topic: null })
        return undefined
      }),
    },
    ['Save'],
  )
  await trigger(world)
  const running = world.runner.run(jobs(world)[0]?.id as string)
  await world.reset()
  await running
  expect({ notes: notes(world), jobs: jobs(world), bugs, traces: world.traces.size }).toEqual({ notes: [], jobs: [], bugs: [], traces: 0 })
})

test('a job that cannot be read is reported and does not keep the others from running', async () => {
  const perform = vi.fn<Perform>(async () => undefined)
  const { world, bugs } = await openWith({ Save: worker(perform) }, ['Save'], ['Save'])
  await trigger(world)
  const rows = world.jobs
  const damaged = [...rows.keys()][0]
  const bug = new Error('damaged')
  Object.defineProperty(world, 'jobs', {
    value: {
      ...{ has: (id: string) => rows.has(id), keys: () => rows.keys(), values: () => rows.values() },
      get(id: string) {
        if (id === damaged) throw bug
        return rows.get(id)
      },
    },
  })
  await world.settle()
  expect(perform.mock.calls).toEqual([[{ index: 1 }, expect.anything(), expect.anything()]])
  expect(bugs).toEqual([bug])
  expect(await world.runner.run(damaged as string)).toEqual({ outcome: 'retry', error: 'damaged' })
})

test('jobs run by themselves again after moving the clock has failed', async () => {
  const perform = vi.fn<Perform>(async () => undefined)
  const system = portal({
    workers: { Save: worker(perform) },
    handlers: { createIterable: (_asked, context) => context.enqueue('Save', {}).then(() => created) },
  })
  const { world } = await open([system], { automatic: true })
  const stop = world.clock.onMove(() => {
    throw new Error('no room')
  })
  await expect(world.runner.advance(1000)).rejects.toThrow('no room')
  stop()
  await trigger(world)
  await vi.waitFor(() => expect(perform).toHaveBeenCalledOnce())
})
