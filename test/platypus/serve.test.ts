import { expect, test } from 'vitest'
import { begin, run } from '../cli/process.ts'
import { json } from '../sandbox/sandbox.ts'

// A process, which may have to build the pages first.
test('serve takes the way of 2022 when it is told to, and refuses a way that there is not', { timeout: 60_000 }, async () => {
  const refusal = run(['serve', '--memory', '--lead-route', 'sherpa'])
  const serving = begin(['serve', '--memory', '--port', '0', '--lead-route', 'platypus'])
  const banner = await serving.printed(/Nothing is kept/)
  const url = banner.match(/http:\/\/127\.0\.0\.1:\d+/)?.[0]
  const { body } = await json(`${url}/_sandbox/tables/customersdot/settings?name=lead_route`)
  expect(body.rows).toEqual([{ name: 'lead_route', value: 'platypus' }])
  expect(banner).toMatch(/Platypus +http:/)
  expect(await refusal).toMatchObject({ code: 2, err: expect.stringContaining('Allowed choices are workato, platypus') })
})
