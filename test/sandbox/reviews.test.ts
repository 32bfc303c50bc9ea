import { expect, test } from 'vitest'
import { Client } from '../../sandbox/cli/client.ts'
import { everything } from '../../sandbox/cli/watch/everything.ts'
import { startSandbox } from '../../sandbox/server/sandbox.ts'
import { temporaryFolder } from './folder.ts'
import { desk, using } from './raise.ts'
import { json, running } from './sandbox.ts'

const note = 'Two fields are missing in Salesforce.'

test('keeps a verdict and a note with the lead, and shows them wherever it is shown', async () => {
  const { api, ask, raise } = await desk()
  const id = await raise()
  const review = await json(`${api}/traces/${id}/review`, { method: 'PUT', body: { verdict: 'question', note } })
  expect(review).toMatchObject({ status: 200, body: { trace_id: id, verdict: 'question', note, updated_at: expect.any(String) } })
  const shown = { verdict: 'question', note: true }
  expect(await ask(`/traces/${id}`)).toMatchObject({ review: review.body, summary: { review: shown } })
  expect((await ask('/traces')).traces).toMatchObject([{ id, review: shown }])
})

test('replaces a review, and takes it back', async () => {
  const { api, ask, raise } = await desk()
  const id = await raise()
  await ask(`/traces/${id}/review`, { method: 'PUT', body: { verdict: 'question', note } })
  await ask(`/traces/${id}/review`, { method: 'PUT', body: { verdict: null, note: '' } })
  expect((await ask(`/traces/${id}`)).summary.review).toEqual({ verdict: null, note: false })
  const statuses = [
    await json(`${api}/traces/${id}/review`, { method: 'DELETE' }),
    await json(`${api}/traces/${id}/review`, { method: 'DELETE' }),
  ]
  expect(statuses.map(({ status }) => status)).toEqual([204, 404])
  expect(await ask(`/traces/${id}`)).not.toHaveProperty('review')
})

test('finds leads by their verdict, and those that have none', async () => {
  const { ask, raise } = await desk()
  const [good, bad, noted, fresh] = [await raise(), await raise(), await raise(), await raise()]
  await ask(`/traces/${good}/review`, { method: 'PUT', body: { verdict: 'approved', note: '' } })
  await ask(`/traces/${bad}/review`, { method: 'PUT', body: { verdict: 'rejected', note } })
  await ask(`/traces/${noted}/review`, { method: 'PUT', body: { verdict: null, note } })
  const found = async (verdict: string) => (await ask(`/traces?verdict=${verdict}`)).traces.map(({ id }: { id: string }) => id)
  expect([await found('approved'), await found('rejected'), await found('question')]).toEqual([[good], [bad], []])
  expect(await found('none')).toEqual([fresh, noted])
})

test('refuses a review of nothing, one that is too long, and another verdict', async () => {
  const { api, raise } = await desk()
  const id = await raise()
  const put = async (trace: string, body: object) => (await json(`${api}/traces/${trace}/review`, { method: 'PUT', body })).status
  expect(await put('0'.repeat(31) + 1, { verdict: 'approved', note: '' })).toBe(404)
  expect(await put(id, { verdict: 'approved', note: 'x'.repeat(10_001) })).toBe(400)
  expect(await put(id, { verdict: 'perhaps', note: '' })).toBe(400)
  expect(await put(id, { verdict: 'approved', note: 'x'.repeat(10_000) })).toBe(200)
})

test('remembers a review after a restart and forgets it in a reset', async () => {
  const data = temporaryFolder()
  const first = using(await startSandbox({ port: 0, data }))
  const id = await first.raise()
  await first.ask(`/traces/${id}/review`, { method: 'PUT', body: { verdict: 'approved', note } })
  await first.close()
  const second = using(await running({ data }))
  expect((await second.ask(`/traces/${id}`)).review).toMatchObject({ verdict: 'approved', note })
  expect((await second.ask('/traces?verdict=approved')).total).toBe(1)
  await second.ask('/reset', { method: 'POST' })
  expect((await second.ask('/tables/control/reviews')).rows).toEqual([])
})

test('keeps a review longer than its trace, and says so to who looks for that', async () => {
  const { api, ask, raise, world } = await desk()
  const id = await raise()
  await ask(`/traces/${id}/review`, { method: 'PUT', body: { verdict: 'approved', note } })
  await world.traces.clear()
  const { status, body } = await json(`${api}/traces/${id}`)
  expect([status, body.error]).toEqual([404, expect.stringMatching(/^There is no trace .* Its review of \d{4}-\d\d-\d\d is kept\.$/)])
  expect((await json(`${api}/traces/${id}/review`, { method: 'DELETE' })).status).toBe(204)
})

test('exports the review with its trace', async () => {
  const { ask, raise, url } = await desk()
  const id = await raise()
  await ask(`/traces/${id}/review`, { method: 'PUT', body: { verdict: 'approved', note } })
  const exported: unknown[] = []
  for await (const item of everything(new Client({ url }))) exported.push(item)
  expect(exported).toContainEqual(expect.objectContaining({ type: 'trace', review: expect.objectContaining({ trace_id: id, note }) }))
})
