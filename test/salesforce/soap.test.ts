import { expect, test } from 'vitest'
import { developmentCredentials } from '../../mocks/core/system/credentials.ts'
import { spendDay } from '../../mocks/salesforce/access/limits.ts'
import { describeEachWay } from '../ways.ts'
import { type Org, signIn } from './org.ts'

const { username, password } = developmentCredentials.salesforce
const logIn = `<login xmlns="urn:partner.soap.sforce.com"><username>${username}</username><password>${password}</password></login>`

const envelope = (body: string, session = '') => {
  const header = session && `<e:Header><SessionHeader><sessionId>${session}</sessionId></SessionHeader></e:Header>`
  return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">${header}<e:Body>${body}</e:Body></e:Envelope>`
}

const post = ({ call }: Org, body: string, version = '64.0') =>
  call('POST', `/services/Soap/u/${version}`, { body, headers: { 'content-type': 'text/xml; charset=UTF-8', soapaction: '""' } })

const textOf = (xml: string, element: string) => xml.match(new RegExp(`<${element}>([^<]*)</${element}>`))?.[1]

/** Envelopes that Salesforce refuses, with the code of the fault. */
const refused: Record<string, [body: string, faultcode: string, version?: string]> = {
  'a wrong password': [envelope(logIn.replace(password, 'guess')), 'INVALID_LOGIN'],
  'a login without a password': [envelope('<login><username>x</username></login>'), 'soapenv:Client'],
  'a login since v65.0': [envelope(logIn), 'sf:UNSUPPORTED_API_VERSION', '65.0'],
  'an unknown version': [envelope(logIn), 'sf:UNSUPPORTED_API_VERSION', '41.0'],
  'a call without a session': [envelope('<logout/>'), 'sf:INVALID_SESSION_ID'],
  'a call with an unknown session': [envelope('<logout/>', 'unknown'), 'sf:INVALID_SESSION_ID'],
  'what is no XML': ['{}', 'soapenv:Client'],
  'a document type': ['<!DOCTYPE x><x/>', 'soapenv:Client'],
  'what is no envelope': ['<login/>', 'soapenv:Client'],
  'an element named like a member of objects': ['<E><constructor>1</constructor></E>', 'soapenv:Client'],
  'a call named like a member of objects': [envelope('<x:__proto__/>'), 'soapenv:Client'],
  'elements that are nested too deeply': [envelope('<a>'.repeat(10_000) + '</a>'.repeat(10_000)), 'soapenv:Client'],
}

describeEachWay('The SOAP API of Salesforce', (open) => {
  test('opens a session that REST takes too, under the base of the caller', async () => {
    const org = await signIn(open)
    const reply = await post(org, envelope(logIn))
    expect(reply.status).toBe(200)
    expect(reply.headers.get('content-type')).toBe('text/xml; charset=utf-8')
    expect(textOf(reply.body, 'serverUrl')).toMatch(/^http.*\/services\/Soap\/u\/64\.0$/)
    const authorization = `Bearer ${textOf(reply.body, 'sessionId')}`
    expect((await org.call('GET', '/limits', { headers: { authorization } })).status).toBe(200)
  })

  for (const [name, [body, faultcode, version]] of Object.entries(refused)) {
    test(`refuses ${name} with a fault`, async () => {
      const org = await signIn(open)
      const reply = await post(org, body, version)
      expect(reply.status).toBe(500)
      expect(textOf(reply.body, 'faultcode')).toBe(faultcode)
      expect(reply.body).toContain('<soapenv:Fault>')
    })
  }

  test('refuses an envelope that is too large with a fault', async () => {
    const reply = await post(await signIn(open), `<a>${'b'.repeat(5 * 2 ** 20)}</a>`)
    expect(reply.status).toBe(500)
    expect(textOf(reply.body, 'faultcode')).toBe('sf:EXCEEDED_MAX_SIZE_REQUEST')
  })

  test('refuses a call that it does not know, and one beyond the day', async () => {
    const org = await signIn(open)
    const session = textOf((await post(org, envelope(logIn))).body, 'sessionId')
    const unknown = await post(org, envelope('<merge/>', session))
    expect(textOf(unknown.body, 'faultstring')).toBe('No operation available for request merge')
    spendDay({ clock: org.world.clock, memory: org.world.memoryOf('salesforce') })
    expect(textOf((await post(org, envelope('<logout/>', session))).body, 'faultcode')).toBe('sf:REQUEST_LIMIT_EXCEEDED')
  })

  test('ends a session', async () => {
    const org = await signIn(open)
    const session = textOf((await post(org, envelope(logIn))).body, 'sessionId')
    expect((await post(org, envelope('<logout/>', session))).body).toContain('logoutResponse')
    expect(textOf((await post(org, envelope('<logout/>', session))).body, 'faultcode')).toBe('sf:INVALID_SESSION_ID')
  })

  test('counts calls of the day like REST', async () => {
    const org = await signIn(open)
    await post(org, envelope(logIn))
    await post(org, envelope('<logout/>', 'unknown'))
    expect((await org.call('GET', '/limits')).headers.get('sforce-limit-info')).toBe('api-usage=2/15000')
  })

  test('keeps neither password nor session in traces', async () => {
    const org = await signIn(open)
    const session = textOf((await post(org, envelope(logIn))).body, 'sessionId') as string
    const whole = JSON.stringify(await org.lastExchange())
    await post(org, `${envelope(logIn)}<`)
    const broken = JSON.stringify(await org.lastExchange())
    expect(whole + broken).not.toContain(password)
    expect(whole).not.toContain(session)
  })
})
