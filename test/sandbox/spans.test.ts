import { readdirSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Run } from '../../mocks/core/system/record.ts'
import { Traces } from '../../mocks/core/traces/traces.ts'
import { frame } from '../../sandbox/disk/frames.ts'
import type { SpanOptions } from '../../sandbox/disk/options.ts'
import { DiskSpans } from '../../sandbox/disk/spans.ts'
import { temporaryFolder } from './folder.ts'

const traceId = (number: number) => number.toString(16).padStart(32, '0')

function run(number: number, more: Partial<Run> = {}): Run {
  return {
    type: 'run',
    id: number.toString(16).padStart(16, '0'),
    trace_id: traceId(number),
    parent_id: null,
    system: 'customersdot',
    queue: 'default',
    class: 'Workato::CreateLeadWorker',
    job_id: String(number),
    attempt: 1,
    started_at: new Date(number * 1000).toISOString(),
    duration_ms: 1,
    outcome: 'done',
    steps: [],
    logs: [],
    tags: { email: `person${number}@example.com`, lead_id: number },
    ...more,
  }
}

async function opened(folder: string, options: SpanOptions = {}) {
  const log = await new DiskSpans(folder, options).open()
  return { log, traces: new Traces(log) }
}

test('finds traces after a restart by id, e-mail and lead, without and with the index', async () => {
  const folder = temporaryFolder()
  const first = await opened(folder, { segmentBytes: 2000 })
  for (let number = 1; number <= 50; number++) first.traces.append(run(number))
  first.traces.append(run(7, { id: 'ffffffffffffffff', outcome: 'retry', started_at: new Date(99_000).toISOString() }))
  await first.log.close()
  for (const name of [undefined, ...readdirSync(folder).filter((name) => name.endsWith('.index'))]) {
    if (name) rmSync(join(folder, name))
    const { traces, log } = await opened(folder, { segmentBytes: 2000 })
    expect(traces.size).toBe(50)
    expect(traces.list({ email: 'Person7@example.com', limit: 5 }).rows).toEqual([
      expect.objectContaining({ id: traceId(7), spans: 2, errors: 1, lead_ids: [7] }),
    ])
    expect((await traces.spans(traceId(7)))?.map((span) => span.id)).toEqual(['0000000000000007', 'ffffffffffffffff'])
    expect(traces.list({ lead: 50, limit: 5 }).rows[0]?.id).toBe(traceId(50))
    await log.close()
  }
})

test('reads spans backward over all files, and from a position on', async () => {
  const { traces, log } = await opened(temporaryFolder(), { segmentBytes: 1000 })
  for (let number = 1; number <= 20; number++) traces.append(run(number))
  const seen: { id: string; position: number }[] = []
  for await (const { span, position } of traces.backward()) seen.push({ id: span.trace_id, position })
  expect(seen.map(({ id }) => id)).toEqual(Array.from({ length: 20 }, (_, index) => traceId(20 - index)))
  const rest: string[] = []
  for await (const { span } of traces.backward(seen[4]?.position)) rest.push(span.trace_id)
  expect(rest).toEqual(seen.slice(5).map(({ id }) => id))
  await log.close()
})

test('drops an incomplete span, reports it, and continues', async () => {
  const folder = temporaryFolder()
  const first = await opened(folder)
  first.traces.append(run(1))
  first.traces.append(run(2))
  await first.log.close()
  const file = join(folder, '00000001.jsonl')
  truncateSync(file, statSync(file).size - 10)
  const damage: string[] = []
  const { traces, log } = await opened(folder, { onDamage: (message) => damage.push(message) })
  expect(damage).toEqual([expect.stringContaining('10 bytes shorter'), expect.stringContaining('which are not a complete span')])
  expect(traces.size).toBe(1)
  traces.append(run(3))
  expect(await traces.spans(traceId(3))).toHaveLength(1)
  await log.close()
})

test.each(['all of it', 'the last span'])('reports how much is missing when another program has cut a file: %s', async (part) => {
  const folder = temporaryFolder()
  const first = await opened(folder)
  const file = join(folder, '00000001.jsonl')
  first.traces.append(run(1))
  const { size: before } = statSync(file)
  first.traces.append(run(2))
  await first.log.close()
  const { size } = statSync(file)
  const left = part === 'all of it' ? 0 : before
  truncateSync(file, left)
  const damage: string[] = []
  const { traces, log } = await opened(folder, { onDamage: (message) => damage.push(message) })
  expect(damage).toEqual([`${file} is ${size - left} bytes shorter than its index says: the spans that were there are lost.`])
  expect(traces.size).toBe(left ? 1 : 0)
  await log.close()
})

test('makes a damaged index again from the spans', async () => {
  const folder = temporaryFolder()
  const first = await opened(folder)
  first.traces.append(run(1))
  await first.log.close()
  writeFileSync(join(folder, '00000001.index'), 'nonsense\n')
  const { traces, log } = await opened(folder)
  expect(await traces.spans(traceId(1))).toHaveLength(1)
  await log.close()
})

test('makes an index of an older version again from the spans', async () => {
  const folder = temporaryFolder()
  const first = await opened(folder)
  first.traces.append(run(1, { attempt: 2, outcome: 'dead', error: 'HTTP status code: 404' }))
  const known = first.traces.summary(traceId(1))
  const place = (await first.log.backward().next()).value?.position
  await first.log.close()
  const { error, retries, ...less } = known as NonNullable<typeof known>
  const { size } = statSync(join(folder, '00000001.jsonl'))
  const lines = [{ format: 'pql-sandbox/span-index', version: 1 }, { bytes: size }, { summary: less, places: [place] }]
  writeFileSync(join(folder, '00000001.index'), Buffer.concat(lines.map((line) => frame(JSON.stringify(line)))))
  const { traces, log } = await opened(folder)
  expect(traces.summary(traceId(1))).toEqual({ ...less, error, retries: 1 })
  expect(retries).toBe(1)
  await log.close()
})

test('forgets the oldest files when there are too many bytes', async () => {
  const folder = temporaryFolder()
  const { traces, log } = await opened(folder, { segmentBytes: 2000, keepBytes: 6000 })
  for (let number = 1; number <= 100; number++) traces.append(run(number))
  await log.close()
  expect(traces.size).toBeLessThan(25)
  expect(traces.summary(traceId(1))).toBeUndefined()
  expect(traces.list({ email: 'person1@example.com', limit: 1 }).rows).toEqual([])
  const again = await opened(folder, { segmentBytes: 2000, keepBytes: 6000 })
  expect(again.traces.size).toBe(traces.size)
  expect(await again.traces.spans(traceId(100))).toHaveLength(1)
  await again.log.close()
  expect(readdirSync(folder).filter((name) => name.endsWith('.jsonl')).length).toBeLessThan(5)
})

test('keeps what is left of a trace whose first spans are forgotten', async () => {
  const { traces, log } = await opened(temporaryFolder(), { segmentBytes: 1000, keepBytes: 3000 })
  traces.append(run(1))
  for (let number = 2; number <= 30; number++) traces.append(run(number))
  traces.append(run(1, { id: 'ffffffffffffffff' }))
  await log.close()
  const reopened = traces.summary(traceId(1))
  expect(reopened?.lead_ids).toEqual([1])
})

test('forgets files that are too old', async () => {
  const folder = temporaryFolder()
  const first = await opened(folder, { segmentBytes: 500 })
  for (let number = 1; number <= 10; number++) first.traces.append(run(number))
  await first.log.close()
  const later = Date.now() + 8 * 86_400_000
  const { traces, log } = await opened(folder, { keepMs: 7 * 86_400_000, now: () => later })
  expect(traces.size).toBeLessThan(3)
  await log.close()
})

test('forgets everything when it is cleared', async () => {
  const folder = temporaryFolder()
  const { traces, log } = await opened(folder, { segmentBytes: 500 })
  for (let number = 1; number <= 10; number++) traces.append(run(number))
  await traces.clear()
  traces.append(run(11))
  expect(traces.size).toBe(1)
  expect(await traces.spans(traceId(11))).toHaveLength(1)
  await log.close()
  expect((await opened(folder)).traces.size).toBe(1)
})
