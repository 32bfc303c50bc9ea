import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { answer } from '../../mocks/core/engine/answer.ts'
import { createWorld } from '../../mocks/core/open.ts'
import { StorageError } from '../../mocks/core/store/storage.ts'
import { systems } from '../../mocks/systems.ts'
import { DiskJournal } from '../../sandbox/disk/journal.ts'
import { DiskSpans } from '../../sandbox/disk/spans.ts'
import { startSandbox } from '../../sandbox/server/sandbox.ts'
import { handRaise, handRaisePath } from '../journey/pipeline.ts'
import { json } from '../sandbox/sandbox.ts'

/** A folder with a file of each kind: a snapshot, a journal, and several segments of traces with their indexes. */
export async function makeFolder(data: string) {
  const journal = new DiskJournal(data)
  const spanLog = await new DiskSpans(join(data, 'traces'), { segmentBytes: 60_000 }).open()
  const world = await createWorld({ systems, journal, spanLog, automatic: false })
  for (let number = 0; number < 12; number++) {
    await raise(world, number)
    await world.settle()
    if (number === 7) await world.store.compact()
  }
  await world.close()
  await journal.close()
  await spanLog.close()
}

type World = Awaited<ReturnType<typeof createWorld>>

const raise = (world: World, number: number) =>
  answer(world, {
    system: 'gitlab',
    method: 'POST',
    path: handRaisePath,
    query: '',
    headers: { 'content-type': 'application/json', 'x-sandbox-user': 'jane' },
    body: JSON.stringify({ ...handRaise, company_name: `Company ${number}` }),
    base: 'https://gitlab.com',
  })

/** The effect of a flipped bit. Only the first two are correct. */
export type Outcome = 'refused' | 'reported' | 'harmless' | 'believed' | 'crashed'

export interface Flip {
  file: string
  byte: number
  bit: number
  outcome: Outcome
  /** The refusal or the reported damage. */
  says: string
}

/** Flips so many random bits, each in a fresh copy of the folder, and reads everything that is kept there. */
export async function flipOften(count: number, data: string, scratch: string, random: () => number): Promise<Flip[]> {
  const whole = await lookAt(data)
  if ('refusal' in whole) throw whole.refusal
  const files = filesIn(data)
  const flips: Flip[] = []
  for (let number = 0; number < count; number++) {
    const file = files[Math.floor(random() * files.length)] as string
    rmSync(scratch, { recursive: true, force: true })
    cpSync(data, scratch, { recursive: true })
    const content = readFileSync(join(scratch, file))
    const byte = Math.floor(random() * content.length)
    const bit = Math.floor(random() * 8)
    content[byte] = (content[byte] as number) ^ (1 << bit)
    writeFileSync(join(scratch, file), content)
    flips.push({ file, byte, bit, ...judge(await lookAt(scratch), whole.content) })
  }
  return flips
}

type Seen = { content: string; damage: string[] } | { refusal: unknown }

function judge(seen: Seen, whole: string): Pick<Flip, 'outcome' | 'says'> {
  if ('refusal' in seen) return { outcome: seen.refusal instanceof StorageError ? 'refused' : 'crashed', says: String(seen.refusal) }
  if (seen.damage.length) return { outcome: 'reported', says: seen.damage.join(' ') }
  return { outcome: seen.content === whole ? 'harmless' : 'believed', says: '' }
}

/** Files that hold data, by their paths in the folder. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(jsonl|index)$/.test(name))

/** Everything that a sandbox says about what is in a folder. */
async function lookAt(data: string): Promise<Seen> {
  try {
    const sandbox = await startSandbox({ port: 0, data, say() {}, world: { automatic: false } })
    try {
      const { store, traces } = sandbox.world
      const rows = store.names.map((name) => [...store.relation(name).rows])
      const ids = traces.list({ limit: 10_000 }).rows.map(({ id }) => id)
      const found = await Promise.all(ids.map((id) => traces.read(id)))
      const logs = await json(`${sandbox.url}/_sandbox/logs?limit=500`)
      return { content: JSON.stringify([rows, ids, found, logs.status, logs.body]), damage: sandbox.damage }
    } finally {
      await sandbox.close()
    }
  } catch (refusal) {
    return { refusal }
  }
}

/** Pseudo-random numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
