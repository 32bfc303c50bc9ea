import { expect, onTestFinished, test } from 'vitest'
import type { LogLine } from '../../mocks/core/system/record.ts'
import { type Reader, Readers } from '../../sandbox/server/readers.ts'
import { speak } from './raw.ts'
import { running } from './sandbox.ts'

/** Opens the event stream; `text` is what came, from the comment that every stream begins with. */
async function read(url: string): Promise<{ text(): string; close(): void }> {
  const abort = new AbortController()
  onTestFinished(() => abort.abort())
  const response = await fetch(`${url}/_sandbox/events`, { signal: abort.signal })
  const stream = (response.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  let text = decoder.decode((await stream.read()).value)
  const collect = async () => {
    for (let part = await stream.read(); !part.done; part = await stream.read()) text += decoder.decode(part.value)
  }
  collect().catch(() => {})
  return { text: () => text, close: () => abort.abort() }
}

/** A log line that counts how often it is made JSON. */
function counting() {
  const counted = { times: 0 }
  const line = {
    toJSON: () => {
      counted.times++
      return { message: 'Completed 200' }
    },
  }
  return { counted, line: line as unknown as LogLine }
}

test('closes the connection of a HEAD that asks for it', async () => {
  const { url } = await running()
  const reply = await speak(url, 'HEAD /_sandbox/events HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n')
  expect(reply).toMatch(/^HTTP\/1\.1 200 .*\r\nconnection: close\r\n/is)
})

test('writes an event to every reader, and makes it JSON once', async () => {
  const { url, world } = await running()
  const readers = await Promise.all(Array.from({ length: 20 }, () => read(url)))
  const { counted, line } = counting()
  world.events.emit({ type: 'log', line })
  await expect
    .poll(() => readers.map(({ text }) => text()))
    .toEqual(Array(20).fill(': following\n\nevent: log\ndata: {"message":"Completed 200"}\n\n'))
  expect(counted.times).toBe(1)
})

test('makes no JSON of events without a reader, before the first one and after the last', async () => {
  const { url, world } = await running()
  const { counted, line } = counting()
  world.events.emit({ type: 'log', line })
  expect(counted.times).toBe(0)
  const { text, close } = await read(url)
  world.events.emit({ type: 'log', line })
  await expect.poll(text).toContain('event: log')
  close()
  await expect
    .poll(() => {
      const { times } = counted
      world.events.emit({ type: 'log', line })
      return counted.times - times
    })
    .toBe(0)
  const again = await read(url)
  world.events.emit({ type: 'log', line })
  await expect.poll(again.text).toContain('event: log')
})

test('writes events in their order, those of one turn and those of the next', async () => {
  const { url, world } = await running()
  const { text } = await read(url)
  const emit = (message: string) => world.events.emit({ type: 'log', line: { message } as LogLine })
  emit('one')
  emit('two')
  await expect.poll(text).toContain('two')
  emit('three')
  await expect.poll(() => text().match(/one|two|three/g)).toEqual(['one', 'two', 'three'])
})

/** A reader that takes so many bytes of each write and leaves the rest waiting. */
class Slow implements Reader {
  writableLength = 0
  isGone = false
  readonly #takes: number

  constructor(takes: number) {
    this.#takes = takes
  }

  write = (bytes: Uint8Array) => {
    this.writableLength += Math.max(0, bytes.length - this.#takes)
    return true
  }

  destroy() {
    this.isGone = true
    return this as never
  }
}

function readersOf(speeds: number[]) {
  const readers = new Readers({ each: 1000, all: 2000 })
  const slow = speeds.map((speed) => new Slow(speed))
  for (const reader of slow) readers.add(reader)
  return { readers, slow, gone: () => slow.map(({ isGone }) => isGone) }
}

test('disconnects a reader that leaves too many bytes waiting, and no other', () => {
  const { readers, gone } = readersOf([100, 0])
  for (let count = 0; count < 10; count++) readers.write(Buffer.alloc(100))
  expect(gone()).toEqual([false, false])
  readers.write(Buffer.alloc(100))
  expect(gone()).toEqual([false, true])
  expect(readers.size).toBe(1)
})

test('disconnects the slowest readers when too many bytes wait for all of them', () => {
  const { readers, slow, gone } = readersOf([60, 0, 40, 20, 40, 100])
  while (!gone().includes(true)) readers.write(Buffer.alloc(100))
  expect(gone()).toEqual([false, true, false, false, false, false])
  for (let count = 0; count < 100; count++) {
    readers.write(Buffer.alloc(100))
    const waiting = slow.filter(({ isGone }) => !isGone).reduce((sum, { writableLength }) => sum + writableLength, 0)
    expect(waiting).toBeLessThanOrEqual(2000)
  }
  expect(gone()).toEqual([true, true, true, true, true, false])
})
