import { setupServer } from 'msw/node'
import { expect, onTestFinished, test } from 'vitest'
import type { SystemName } from '../../contracts/openapi/types.ts'
import { createMocks } from '../../mocks/index.ts'
import { systems } from '../../mocks/systems.ts'
import { asJane, exchanges, findings, handRaise, handRaiseHops, handRaisePath, hops, rowsOf, spansOf } from './pipeline.ts'

/** Every hop is sent by real `fetch` to the real host, and answered by our MSW handlers. */
async function overTheNetwork() {
  const hosts: Partial<Record<SystemName, string>> = {
    gitlab: 'https://gitlab.com',
    customersdot: 'https://customers.gitlab.com',
    workato: 'https://apim.workato.com',
    marketo: 'https://284-RPR-133.mktorest.com',
    salesforce: 'https://gitlab.my.salesforce.com',
  }
  const mocks = await createMocks({ upstreams: hosts, automatic: false })
  const server = setupServer(...mocks.handlers)
  server.listen({ onUnhandledFrame: 'error' })
  onTestFinished(() => server.close())
  return { ...mocks, hosts }
}

const send = (url: string, body: object) =>
  fetch(url, { method: 'POST', headers: { ...asJane, 'content-type': 'application/json' }, body: JSON.stringify(body), redirect: 'manual' })

test('a hand raise crosses the real host names, each exchange recorded once', async () => {
  const { world, settle, hosts } = await overTheNetwork()
  const response = await send(`${hosts.gitlab}${handRaisePath}`, handRaise)
  expect(response.status).toBe(200)
  await settle()
  expect(rowsOf(world, 'salesforce', 'leads')).toEqual([expect.objectContaining({ Email: 'jane@example.com', Country: 'United States' })])
  const spans = await spansOf(world, response)
  expect(findings(spans)).toEqual([])
  expect(exchanges(spans).map(({ transport }) => transport)).toEqual(Array(8).fill('network'))
  expect(hops(spans).slice(1)).toEqual(handRaiseHops)
})

test('a trial crosses the real host names, with CustomersDot calling back to GitLab', async () => {
  const { world, settle, hosts } = await overTheNetwork()
  const { namespace_id, first_name, last_name, company_name, phone_number, country, state } = handRaise
  const form = { namespace_id, first_name, last_name, company_name, phone_number, country, state }
  const response = await send(`${hosts.gitlab}/-/trials?step=full&glm_source=gitlab.com&glm_content=top-right-dropdown`, form)
  expect(response.status).toBe(302)
  await settle()
  expect(rowsOf(world, 'customersdot', 'trial_histories')).toEqual([expect.objectContaining({ gl_namespace_id: '1000' })])
  expect(rowsOf(world, 'salesforce', 'leads')).toHaveLength(1)
  const spans = await spansOf(world, response)
  expect(findings(spans)).toEqual([])
  expect(hops(spans)).toContain('customersdot → gitlab 201')
})

test('each system has the host that openapi.yaml names', async () => {
  const { world } = await createMocks()
  expect(systems.map(({ name }) => world.baseOf(name as SystemName))).toEqual([
    'https://gitlab.com',
    'https://customers.gitlab.com',
    'https://apim.workato.com',
    'https://284-RPR-133.mktorest.com',
    'https://gitlab.my.salesforce.com',
    'https://staging.ci.nexus.gitlabenvironment.cloud',
  ])
})
