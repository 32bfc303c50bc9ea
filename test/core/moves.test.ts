import { expect, test, vi } from 'vitest'
import type { Outcome } from '../../mocks/core/system/system.ts'
import type { NotesContext } from './made-up.ts'
import { created, jobs, noon, open, portal, trigger, worker } from './made-up.ts'

type Perform = (args: Record<string, unknown>, context: NotesContext) => Promise<Outcome>

/** A job that ends when the test says so. */
function held() {
  let end = () => {}
  const ended = new Promise<void>((resolve) => (end = resolve))
  return { perform: async () => void (await ended), end }
}

/** A world with one job, which is due after `delay` seconds; triggered again, it enqueues another one. */
async function openWith(perform: Perform, { delay = 0, automatic = false } = {}) {
  const system = portal({
    workers: { Save: worker(perform) },
    handlers: {
      async createIterable(_asked, context) {
        await context.enqueue('Save', {}, { delay })
        return created
      },
    },
  })
  const { world } = await open([system], { automatic })
  await trigger(world)
  return world
}

const minute = 60_000

test('adds up moves of the clock that overlap', async () => {
  const world = await openWith(async () => undefined, { delay: 30 })
  expect(await Promise.all([world.runner.advance(minute), world.runner.advance(minute)])).toEqual([true, true])
  expect(world.clock.now()).toBe(noon + 2 * minute)
})

test('runs jobs automatically again after moves that overlapped', async () => {
  const job = held()
  const perform = vi.fn<Perform>(job.perform)
  const world = await openWith(perform, { automatic: true })
  const moves = [world.runner.advance(1000), world.runner.advance(minute)]
  job.end()
  await Promise.all(moves)
  await trigger(world)
  await vi.waitFor(() => expect(jobs(world)).toEqual([]))
})

test('gives up a move when the world begins again', async () => {
  const job = held()
  const world = await openWith(job.perform)
  const move = world.runner.advance(minute)
  const reset = world.reset()
  job.end()
  await Promise.all([move, reset])
  expect(world.clock.state.offset).toBe(0)
})

test('gives up a move when it is interrupted, and moves again afterwards', async () => {
  const job = held()
  const world = await openWith(job.perform)
  const move = world.runner.advance(minute)
  world.runner.interrupt()
  job.end()
  await move
  expect(world.clock.now()).toBe(noon)
  await world.runner.advance(minute)
  expect(world.clock.now()).toBe(noon + minute)
})

test('refuses a move that would end too late, also after another one', async () => {
  const world = await openWith(async () => undefined)
  const moves = [world.runner.advance(minute, noon + minute), world.runner.advance(minute, noon + minute)]
  expect(await Promise.all(moves)).toEqual([true, false])
  expect(world.clock.now()).toBe(noon + minute)
})

test('begins no job after the world was closed, also when it closes during a move', async () => {
  const job = held()
  const perform = vi.fn<Perform>(job.perform)
  const world = await openWith(perform)
  const move = world.runner.advance(minute)
  await vi.waitFor(() => expect(perform).toHaveBeenCalled())
  await trigger(world)
  const closed = world.close()
  job.end()
  await Promise.all([move, closed])
  expect(perform).toHaveBeenCalledTimes(1)
  expect(jobs(world)).toHaveLength(1)
})
