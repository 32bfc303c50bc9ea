import { expect, test } from 'vitest'
import { example } from '../../contracts/openapi/spec.ts'
import { rowsOf } from '../journey/pipeline.ts'
import { using } from '../sandbox/raise.ts'
import { json, running } from '../sandbox/sandbox.ts'

test("a lead sent to Platypus is sent again with the sandbox's own credentials", async () => {
  const { ask, url, world } = using(await running({ world: { automatic: false } }))
  const { clientId: client_id, clientSecret: client_secret } = world.credentials.platypus
  const grant = { grant_type: 'client_credentials', client_id, client_secret }
  const token = (await json(`${url}/platypus/oauth/token`, { body: grant })).body.access_token
  const headers = { authorization: `Bearer ${token}` }
  const first = await json(`${url}/platypus/leads`, { body: example('PlatypusLead'), headers })
  await world.runner.advance(3_600_000)
  const again = await ask(`/traces/${first.headers.get('x-sandbox-trace')}/replay`, { method: 'POST' })
  expect([first.status, again.status]).toEqual([202, 202])
  await world.settle()
  expect(rowsOf(world, 'platypus', 'completed_jobs')).toHaveLength(2)
})

test('the set-ups of CustomersDot and Platypus are told where to find each other', async () => {
  const { ask, systems } = using(await running())
  expect((await ask('/env/customersdot')).variables).toMatchObject({
    PLATYPUS_URL: systems.platypus,
    PLATYPUS_CLIENT_ID: 'platypus_client_id',
    PLATYPUS_CLIENT_SECRET: 'platypus_client_secret',
  })
  expect((await ask('/env/platypus')).variables).toEqual({
    WORKATO_URL: `${systems.workato}/gitlab-dev/services/platypus/lead`,
    WORKATO_CLIENT_ID: 'workato_client_id',
    WORKATO_CLIENT_SECRET: 'workato_client_secret',
  })
})
