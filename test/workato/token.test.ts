import { expect, test } from 'vitest'
import { workato } from '../../mocks/workato/system.ts'
import { describeEachWay } from '../ways.ts'

const client = { client_id: 'workato_client_id', client_secret: 'workato_client_secret' }
const grant = { grant_type: 'client_credentials' }

describeEachWay('Workato token endpoint', (open) => {
  const forms = {
    'HTTP Basic': { form: grant, headers: { authorization: `Basic ${btoa('workato_client_id:workato_client_secret')}` } },
    'a JSON body': { json: { ...grant, ...client } },
    'a form body': { form: { ...grant, ...client } },
  }
  for (const [name, sending] of Object.entries(forms)) {
    test(`issues a token for credentials in ${name}`, async () => {
      const { send } = await open({ systems: [workato] })
      const response = await send('workato', '/oauth2/token', { method: 'POST', ...sending })
      expect(response.status).toBe(200)
      expect(await response.json()).toEqual({
        access_token: expect.stringMatching(/^[0-9a-f]{64}$/),
        token_type: 'bearer',
        expires_in: 3599,
      })
    })
  }

  test('refuses a wrong secret and stores no token', async () => {
    const { send, world } = await open({ systems: [workato] })
    const response = await send('workato', '/oauth2/token', { method: 'POST', json: { ...grant, ...client, client_secret: 'guess' } })
    expect(response.status).toBe(401)
    expect(await response.json()).toEqual({ error: 'invalid_client', error_description: 'Client authentication failed.' })
    expect(world.store.relation('workato.tokens').rows.size).toBe(0)
  })
})
