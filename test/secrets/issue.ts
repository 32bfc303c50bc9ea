import type { Sandbox } from '../../sandbox/server/sandbox.ts'
import { json } from '../sandbox/sandbox.ts'
import type { issued } from './planted.ts'

type Issued = Exclude<(typeof issued)[number], 'sandbox access token'>

/** Secrets that a sandbox issues when it is asked, and the credentials that it was started with. */
export async function issue({ url, systems, world, token }: Sandbox): Promise<Record<Issued, string>> {
  const { gitlab, customersdot, platypus, workato, marketo, salesforce } = world.credentials
  const grant = ({ clientId, clientSecret }: { clientId: string; clientSecret: string }) => ({
    ...{ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret },
  })
  const code = () => codeOf(systems.salesforce as string, salesforce.clientId)
  const post = async (system: string, path: string, body: object) => {
    const form = new URLSearchParams(body as Record<string, string>)
    return (await fetch(`${systems[system]}${path}`, { method: 'POST', body: form })).json()
  }
  const session = await json(`${url}/_sandbox/session`, { body: { username: 'jane' }, headers: { authorization: `Bearer ${token}` } })
  const redirect_uri = 'http://localhost/cb'
  const exchanged = { ...grant(salesforce), grant_type: 'authorization_code', redirect_uri, code: await code() }
  const tokens = await post('salesforce', '/services/oauth2/token', exchanged)
  const identity = `/identity/oauth/token?${new URLSearchParams(grant(marketo))}`
  return {
    'Salesforce access token': tokens.access_token,
    'Salesforce refresh token': tokens.refresh_token,
    'Salesforce authorization code': await code(),
    'Marketo access token': (await json(`${systems.marketo}${identity}`)).body.access_token,
    'Workato access token': (await post('workato', '/oauth2/token', grant(workato))).access_token,
    'Platypus access token': (await post('platypus', '/oauth/token', grant(platypus))).access_token,
    'GitLab session': session.headers.get('set-cookie')?.match(/=(\w+)/)?.[1] as string,
    'GitLab admin token': gitlab.adminToken,
    'CustomersDot admin token': customersdot.adminToken,
    'Workato API token': workato.apiToken,
    'Workato developer token': workato.developerToken,
    'Platypus client secret': platypus.clientSecret,
    'Workato client secret': workato.clientSecret,
    'Marketo client secret': marketo.clientSecret,
    'Salesforce client secret': salesforce.clientSecret,
    'Salesforce password': salesforce.password,
    JWT: 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJ4In0.c2lnbmF0dXJl',
    'GitLab personal access token': 'glpat-1TSESvWeugxvFHRBTTbf',
  }
}

async function codeOf(base: string, client_id: string): Promise<string> {
  const query = new URLSearchParams({ response_type: 'code', client_id, redirect_uri: 'http://localhost/cb', state: 'x' })
  const { headers } = await fetch(`${base}/services/oauth2/authorize?${query}`, { redirect: 'manual' })
  return new URL(headers.get('location') as string).searchParams.get('code') as string
}
