import jsforce from 'jsforce'
import { describe, expect, test } from 'vitest'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import { planOutage } from '../../mocks/salesforce/access/outage.ts'
import { authorized, connect, doe, refusal } from './jsforce.ts'

const { clientId, clientSecret, username, password } = developmentCredentials.salesforce

/** A connection that came by an authorization code, as a web application's does. */
async function approved() {
  const { base, world } = await connect('port', '66.0')
  const oauth2 = new jsforce.OAuth2({
    clientId,
    clientSecret,
    loginUrl: base,
    redirectUri: 'http://localhost:8080/callback',
    useVerifier: true,
  })
  const response = await fetch(oauth2.getAuthorizationUrl({ scope: 'api refresh_token' }), { redirect: 'manual' })
  const connection = new jsforce.Connection({ instanceUrl: base, version: '66.0', oauth2 })
  await connection.authorize(new URL(response.headers.get('location') as string).searchParams.get('code') as string)
  return { world, connection }
}

describe('jsforce and its session', () => {
  test('comes in by an authorization code that it proves to have asked for', async () => {
    const { connection } = await approved()
    expect(connection.refreshToken).toMatch(/^5Aep/)
    expect(await connection.identity()).toMatchObject({ username })
  })

  test('refreshes a session that is refused with 401, and asks once more', async () => {
    const { connection, world } = await approved()
    const first = connection.accessToken
    world.clock.advance(7_200_000)
    expect(await connection.create('Lead', doe)).toMatchObject({ success: true })
    expect(connection.accessToken).not.toBe(first)
    expect(await connection.sobject('Lead').count()).toBe(1)
  })

  test('refreshes in the midst of a bulk load', async () => {
    const { connection, world } = await approved()
    const job = connection.bulk2.createJob({ object: 'Lead', operation: 'insert' })
    await job.open()
    await job.uploadData([doe])
    world.clock.advance(7_200_000)
    await job.close()
    await world.settle()
    expect(await job.check()).toMatchObject({ state: 'JobComplete', numberRecordsProcessed: 1 })
  })

  test('logs in again with the password', async () => {
    const { connection, world } = await connect('port', '66.0')
    await connection.login(username, password)
    world.clock.advance(7_200_000)
    expect(await connection.limits()).toHaveProperty('DailyApiRequests')
  })

  test('is not refreshed once the refresh token is revoked', async () => {
    const { connection, world } = await approved()
    await connection.oauth2.revokeToken(connection.refreshToken as string)
    world.clock.advance(7_200_000)
    expect(await refusal(connection.limits())).toMatchObject({ message: expect.stringContaining('expired access/refresh token') })
  })

  test('reads again what one planted failure kept from it, and does not write again', async () => {
    const { connection, world } = await authorized()
    const memory = world.memoryOf('salesforce')
    planOutage(1, { memory })
    expect(await connection.limits()).toHaveProperty('DailyApiRequests')
    planOutage(1, { memory })
    expect(await refusal(connection.create('Lead', doe))).toMatchObject({ errorCode: 'SERVER_UNAVAILABLE' })
    expect(await connection.sobject('Lead').count()).toBe(0)
  })
})
