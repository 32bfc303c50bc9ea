import fc from 'fast-check'
import { expect, test } from 'vitest'
import { running } from '../sandbox/sandbox.ts'
import { oddNames, oddText } from './text.ts'
import { alike } from './world.ts'

const seed = Number(process.env.FUZZ_SEED ?? Math.floor(Math.random() * 2 ** 31))

const words = [
  ...[
    'api',
    'queues',
    'new-lead-queue',
    'customersdot',
    'workato',
    'clean',
    'retry',
    'promote',
    'pause',
    'resume',
    'empty',
    'obliterate',
    'logs',
    'add',
  ],
  ...[
    'completed',
    'failed',
    'active',
    'waiting',
    'delayed',
    'latest',
    'redis',
    'schedulers',
    'metrics',
    'flow',
    'duplicate',
    'update-data',
    'concurrency',
  ],
  ...oddNames,
]
const segment = fc
  .oneof({ weight: 6, arbitrary: fc.constantFrom(...words) }, { weight: 1, arbitrary: oddText })
  .map((text) => encodeURIComponent(text.toWellFormed()))
const asking = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'PATCH'),
  path: fc.array(segment, { maxLength: 6 }).map((segments) => `/admin/queues/${segments.join('/')}`),
  query: fc.array(fc.tuple(fc.constantFrom('activeQueue', 'status', 'page', 'jobsPerPage', ...oddNames), oddText), { maxLength: 3 }),
  body: fc.option(fc.constantFrom('{}', '{', '[]', 'null', '{"data":null}', '{"__proto__":1}', '{"attempts":1e999}'), { nil: undefined }),
})

test(`the queue board has no bug for any request (FUZZ_SEED=${seed})`, { timeout: 60_000 }, async () => {
  const bugs: unknown[] = []
  const { url } = await running({ world: { ...alike(), report: (error) => bugs.push(error) } })
  await fc.assert(
    fc.asyncProperty(asking, async ({ method, path, query, body }) => {
      const target = `${url}${path}?${new URLSearchParams(query.map(([name, value]) => [name, value.toWellFormed()]))}`
      const content = method === 'GET' || body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body }
      const { status } = await fetch(target, { method, ...content })
      expect(status).toBeLessThan(500)
      expect(bugs).toEqual([])
    }),
    { seed, numRuns: 300 },
  )
})
