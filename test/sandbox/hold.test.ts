import { expect, test } from 'vitest'
import { json, running } from './sandbox.ts'

const [one, other] = ['ci-1, process 1, since noon', 'ci-2, process 2, since one']

/** A sandbox whose timer shows `timer.now` milliseconds. */
async function held() {
  const { url, world } = await running()
  const timer = { now: 0 }
  world.timer = () => timer.now
  const hold = (holder: string, seconds: number) =>
    json(`${url}/_sandbox/verification`, { method: 'PUT', body: { holder, seconds } }).then(({ status, body }) => ({ status, body }))
  return { hold, timer, world }
}

const free = { status: 204, body: '' }
const taken = (holder: string) => ({ status: 409, body: { error: `This sandbox is being verified by ${holder}.` } })

test('is held by one verification, and the other one gets its name', async () => {
  const { hold } = await held()
  expect(await hold(one, 9)).toEqual(free)
  expect(await hold(other, 9)).toEqual(taken(one))
})

test('is free once its holder ends the hold', async () => {
  const { hold } = await held()
  await hold(one, 9)
  await hold(one, 0)
  expect(await hold(other, 9)).toEqual(free)
  expect(await hold(one, 9)).toEqual(taken(other))
})

test('is free when a hold is not renewed in time, and not before', async () => {
  const { hold, timer } = await held()
  await hold(one, 9)
  timer.now = 8_999
  expect(await hold(other, 9)).toEqual(taken(one))
  timer.now = 9_000
  expect(await hold(other, 9)).toEqual(free)
})

test('stays held as long as the hold is renewed, even if the world’s clock is moved', async () => {
  const { hold, timer, world } = await held()
  await hold(one, 9)
  for (const now of [3_000, 6_000, 9_000, 12_000]) {
    timer.now = now
    world.clock.advance(3_600_000)
    expect(await hold(other, 9)).toEqual(taken(one))
    expect(await hold(one, 9)).toEqual(free)
  }
})

test('is not held for more than a minute, or without a name', async () => {
  const { hold } = await held()
  expect(await hold(one, 61)).toMatchObject({ status: 400 })
  expect(await hold(one, -1)).toMatchObject({ status: 400 })
  expect(await hold('', 9)).toMatchObject({ status: 400 })
})
