import { expect, test } from 'vitest'
import { nameOf, pipeline } from '../../contracts/hops/pipeline.ts'
import type { Schema } from '../../contracts/openapi/types.ts'
import { startSandbox } from '../../sandbox/server/sandbox.ts'
import { temporaryFolder } from './folder.ts'
import { json, running } from './sandbox.ts'

type Hop = Schema<'ControlHop'>

const at = '2024-01-01T00:00:00.000Z'
const hop = { consumer: 'customersdot', provider: 'workato', interactions: [] }
const verification = {
  ...{ at, base_url: 'https://apim.workato.com', provider_version: '4f3b2c1' },
  results: [
    {
      interaction: 'a request to create a lead',
      outcome: 'failed' as const,
      mismatches: [{ at: 'status', message: 'expected 200 but was 500' }],
    },
  ],
}
const mutation = { at, killed: 412, total: 420, survivors: [] }

const contractsAt = (url: string) => {
  const path = `${url}/_sandbox/contracts`
  return {
    read: async (): Promise<Hop[]> => (await json(path)).body.hops,
    handIn: (...hops: object[]) => json(path, { body: { hops } }),
  }
}

const find = (hops: Hop[], name: string) => hops.find((one) => nameOf(one) === name)

test('lists the hops of the pacts it carries, with their interactions and nothing of a run', async () => {
  const { url } = await running()
  const hops = await contractsAt(url).read()
  expect(hops.map(nameOf).sort()).toEqual(pipeline.map(nameOf).sort())
  for (const { interactions, ...rest } of hops) {
    expect(interactions.length).toBeGreaterThan(0)
    expect(Object.keys(rest)).toEqual(['consumer', 'provider'])
  }
  expect(find(hops, 'customersdot-workato')?.interactions).toContainEqual({
    ...{ description: 'a request to create a lead', operation: 'workato.createLead', status: 200 },
    ...{ method: 'POST', path: '/gitlab-dev/services/marketo/lead' },
    states: ['an access token of the API platform is valid', 'the recipe is running'],
  })
})

test('keeps the last section of each kind that was handed in, hop by hop', async () => {
  const { url } = await running()
  const { read, handIn } = contractsAt(url)
  const carried = find(await read(), 'customersdot-workato')
  expect((await handIn({ ...hop, verification })).status).toBe(204)
  expect((await handIn({ ...hop, mutation }, { ...hop, provider: 'till', verification })).status).toBe(204)
  const later = { ...verification, at: '2024-01-02T00:00:00.000Z' }
  expect((await handIn({ ...hop, verification: later })).status).toBe(204)
  const hops = await read()
  expect(hops).toHaveLength(pipeline.length + 1)
  expect(find(hops, 'customersdot-workato')).toEqual({ ...carried, verification: later, mutation })
  expect(find(hops, 'customersdot-till')).toEqual({ ...hop, provider: 'till', verification })
})

test('still has it after a restart, and no more after a reset', async () => {
  const data = temporaryFolder()
  const first = await startSandbox({ port: 0, data })
  await contractsAt(first.url).handIn({ ...hop, verification })
  await first.close()
  const second = await running({ data })
  expect(find(await contractsAt(second.url).read(), 'customersdot-workato')?.verification).toEqual(verification)
  await json(`${second.url}/_sandbox/reset`, { method: 'POST' })
  expect(find(await contractsAt(second.url).read(), 'customersdot-workato')?.verification).toBeUndefined()
})

const wrong: [what: string, body: unknown, at: string][] = [
  ['no hops', {}, '/body/hops'],
  ['a hop without a provider', { hops: [{ consumer: 'a', interactions: [] }] }, '/body/hops/0/provider'],
  ['a section that does not exist', { hops: [{ ...hop, tests: {} }] }, '/body/hops/0/tests'],
  [
    'an outcome that does not exist',
    { hops: [{ ...hop, verification: { at, base_url: null, results: [{ outcome: 'fine' }] } }] },
    'outcome',
  ],
  ['a stamp that is none', { hops: [{ ...hop, mutation: { ...mutation, at: 'yesterday' } }] }, '/body/hops/0/mutation/at'],
]

test.each(wrong)('refuses %s, and keeps nothing of the report', async (_, body, place) => {
  const { url } = await running()
  const answer = await json(`${url}/_sandbox/contracts`, { body: { ...(body as object) } })
  expect(answer.status).toBe(400)
  expect(JSON.stringify(answer.body)).toContain(place)
  for (const one of await contractsAt(url).read()) expect(Object.keys(one)).toEqual(['consumer', 'provider', 'interactions'])
})

test('refuses what is no JSON', async () => {
  const { url } = await running()
  const response = await fetch(`${url}/_sandbox/contracts`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{' })
  expect(response.status).toBe(400)
})

test('wants the access token where others reach the sandbox', async () => {
  const { url } = await running({ host: '0.0.0.0' })
  expect((await json(`${url}/_sandbox/contracts`)).status).toBe(401)
  expect((await contractsAt(url).handIn({ ...hop, verification })).status).toBe(401)
})
