import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { StorageError, WriteError } from '../../mocks/core/store/storage.ts'
import { type Target, Writes } from '../../mocks/core/store/writes.ts'

const full = new WriteError('/data/journal cannot be written: no space left.')

/** A file that fails with these, as long as they are set. */
class Flaky implements Target {
  checked = 0
  probed = 0
  check: () => void
  probe: () => void
  error: Error | undefined

  constructor() {
    this.check = () => this.#meet(() => this.checked++)
    this.probe = () => this.#meet(() => this.probed++)
  }

  #meet(count: () => void) {
    count()
    if (this.error) throw this.error
  }
}

function begun({ everyMs }: { everyMs?: number } = {}) {
  let now = Date.parse('2030-01-01T00:00:00.000Z')
  const said: string[] = []
  const writes = new Writes({ say: (sentence) => said.push(sentence), now: () => now, ...(everyMs ? { everyMs } : {}) })
  const changes: string[] = []
  writes.onChange(() => changes.push(writes.failing ? 'failing' : 'fine'))
  return { writes, said, changes, pass: (ms: number) => (now += ms) }
}

describe('Writes', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('is fine until a write fails, and says so once', () => {
    const { writes, said, changes, pass } = begun()
    expect(writes.failing).toBeUndefined()
    writes.failed(full)
    pass(5000)
    writes.failed(new WriteError('another'))
    expect(writes.failing).toEqual({ reason: full.message, since: '2030-01-01T00:00:00.000Z' })
    expect(said).toEqual([`${full.message} Changes are refused until it can be written again.`])
    expect(changes).toEqual(['failing'])
  })

  it('recovers when every target can be probed, and says so once', () => {
    const { writes, said, changes } = begun()
    const [one, other] = [new Flaky(), new Flaky()]
    writes.watch([one, other])
    other.error = full
    writes.look()
    expect(writes.failing?.reason).toBe(full.message)
    writes.look()
    expect(writes.failing).toBeDefined()
    other.error = undefined
    writes.look()
    writes.look()
    expect(writes.failing).toBeUndefined()
    expect([one, other].map(({ checked, probed }) => ({ checked, probed }))).toEqual([
      { checked: 2, probed: 2 },
      { checked: 2, probed: 2 },
    ])
    expect(said.slice(1)).toEqual(['Data can be written again.'])
    expect(changes).toEqual(['failing', 'fine'])
  })

  it('looks at every target each second, until it is closed', () => {
    const { writes } = begun()
    const [one, other] = [new Flaky(), new Flaky()]
    writes.watch([one, other])
    vi.advanceTimersByTime(999)
    expect(one.checked).toBe(0)
    vi.advanceTimersByTime(2001)
    expect([one.checked, other.checked]).toEqual([3, 3])
    writes.watch([other])
    vi.advanceTimersByTime(1000)
    expect([one.checked, other.checked]).toEqual([3, 4])
    writes.close()
    expect(vi.getTimerCount()).toBe(0)
    writes.watch([one])
    vi.advanceTimersByTime(1000)
    expect([one.checked, other.checked]).toEqual([4, 4])
  })

  it('checks the others too when one fails, and names the first reason', () => {
    const { writes } = begun()
    const [one, other] = [new Flaky(), new Flaky()]
    writes.watch([one, other])
    one.error = full
    other.error = new WriteError('another')
    writes.look()
    expect(writes.failing?.reason).toBe(full.message)
    expect(other.checked).toBe(1)
  })

  it('looks as often as it is asked to', () => {
    const { writes } = begun({ everyMs: 10 })
    const target = new Flaky()
    writes.watch([target])
    vi.advanceTimersByTime(50)
    expect(target.checked).toBe(5)
  })

  it('counts dropped traces, and says with the recovery how many there were', () => {
    const { writes, said, changes, pass } = begun()
    expect(writes.lost).toBeUndefined()
    writes.failed(full)
    pass(1000)
    writes.dropped()
    pass(1000)
    writes.dropped()
    expect(writes.lost).toEqual({ count: 2, since: '2030-01-01T00:00:01.000Z', last: '2030-01-01T00:00:02.000Z' })
    writes.look()
    expect(said.at(-1)).toBe('Data can be written again. Lost spans of traces: 2, since 2030-01-01T00:00:01.000Z.')
    expect(changes).toEqual(['failing', 'failing', 'fine'])
  })

  it('does not repeat at a later recovery what was lost before', () => {
    const { writes, said, pass } = begun()
    writes.failed(full)
    writes.dropped()
    writes.look()
    pass(1000)
    writes.failed(full)
    writes.look()
    expect(said.at(-1)).toBe('Data can be written again.')
    expect(writes.lost?.count).toBe(1)
  })

  it('writes to standard error, by the clock of the machine, by default', () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    vi.setSystemTime('2031-02-03T00:00:00.000Z')
    const writes = new Writes()
    writes.failed(full)
    expect(said).toHaveBeenCalledOnce()
    expect(writes.failing?.since).toBe('2031-02-03T00:00:00.000Z')
    said.mockRestore()
  })

  it('keeps no process alive', () => {
    const { writes } = begun()
    const unref = vi.fn()
    const set = vi.spyOn(globalThis, 'setInterval').mockReturnValue({ unref } as never)
    writes.watch([new Flaky()])
    expect(unref).toHaveBeenCalledOnce()
    set.mockReturnValue(7 as never)
    new Writes().watch([new Flaky()])
    set.mockRestore()
  })
})

describe('a WriteError', () => {
  it('is a StorageError, by its own name', () => {
    expect(full).toBeInstanceOf(StorageError)
    expect([full.name, new StorageError('').name]).toEqual(['WriteError', 'StorageError'])
  })
})
