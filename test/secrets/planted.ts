import type { SystemName } from '../../contracts/openapi/types.ts'

/** A request that carries a secret. `SECRET` marks its place. */
export interface Planted {
  kind: string
  system: SystemName
  method?: string
  path: string
  headers?: Record<string, string>
  body?: string
}

const form = 'application/x-www-form-urlencoded'
const json = 'application/json'
const xml = 'text/xml'
const token = '/services/oauth2/token'
const soap = '/services/Soap/u/64.0'
const api = '/api/v4/namespaces/1000'
const lead = '/gitlab-dev/services/marketo/lead'

const header = (system: SystemName, path: string, name: string, value = 'SECRET'): Planted => ({
  ...{ kind: `header ${name}: ${value}`, system, path, headers: { [name]: value } },
})
const query = (system: SystemName, path: string, name: string): Planted => ({
  ...{ kind: `query ${name}`, system, path: `${path}?a=1&${name}=SECRET&b=2` },
})
const post = (kind: string, system: SystemName, path: string, type: string, body: string): Planted => ({
  ...{ kind, system, method: 'POST', path, headers: { 'content-type': type }, body },
})
const grant = (name: string, more = 'grant_type=password'): Planted =>
  post(`form ${name}`, 'salesforce', token, form, `${more}&client_id=x&${name}=SECRET&format=json`)
const member = (name: string): Planted =>
  post(`JSON ${name}`, 'customersdot', '/leads/gitlab_com/hand_raises', json, `{"lead":[{"${name}":"SECRET","a":1}]}`)
const part = (kind: string, head: string): Planted =>
  post(kind, 'workato', '/oauth2/token', 'multipart/form-data; boundary=b', `--b\r\n${head}\r\n\r\nSECRET\r\n--b--\r\n`)
const disposition = 'Content-Disposition: form-data;'

/** Secrets found by the name or the place that a client gives them: documented ways to sign in, and mistakes. */
export const planted: Planted[] = [
  // Headers
  ...['Bearer SECRET', 'Basic SECRET', 'OAuth SECRET', 'Token SECRET', 'Digest response="SECRET"', 'SECRET'].map((value) =>
    header('salesforce', '/services/data/v66.0/sobjects', 'Authorization', value),
  ),
  header('workato', lead, 'Proxy-Authorization', 'Basic SECRET'),
  header('gitlab', '/-/trials/new', 'Cookie', '_gitlab_session=SECRET'),
  header('gitlab', '/-/trials/new', 'Set-Cookie', 'remember_user_token=SECRET'),
  header('salesforce', '/', 'cookie', 'sid=SECRET; a=b'),
  ...['PRIVATE-TOKEN', 'JOB-TOKEN', 'DEPLOY-TOKEN', 'X-CSRF-Token', 'X-Customers-Dot-Internal-Token', 'x-gitlab-static-object-token'].map(
    (name) => header('gitlab', api, name),
  ),
  header('customersdot', '/leads/gitlab_com/hand_raises', 'X-ADMIN-TOKEN'),
  header('customersdot', '/leads/gitlab_com/hand_raises', 'X-Admin-Email'),
  ...['API-TOKEN', 'X-USER-TOKEN', 'X-USER-EMAIL', 'X-Api-Key', 'X-Client-Secret'].map((name) => header('workato', lead, name)),
  header('salesforce', '/', 'X-SFDC-Session'),
  header('salesforce', '/', 'X-Forwarded-Authorization'),
  ...['?access_token=SECRET', '#access_token=SECRET', '?code=SECRET&state=1', '?next=%2Fcb%3Faccess_token%3DSECRET'].map((end) =>
    header('gitlab', '/-/trials/new', 'Referer', `https://app.example/cb${end}`),
  ),
  header('gitlab', '/-/trials/new', 'Referer', 'https://jane:SECRET@app.example/'),
  header('salesforce', '/', 'Location', 'https://app.example/cb?state=1&code=SECRET'),
  header('marketo', '/rest/v1/leads.json', 'X-Original-URL', '/rest/v1/leads.json?access_token=SECRET'),
  // Queries
  ...['private_token', 'access_token', 'job_token', 'rss_token', 'feed_token', 'incoming_email_token'].map((name) =>
    query('gitlab', api, name),
  ),
  query('gitlab', api, 'deploy_token'),
  query('gitlab', api, 'static_object_token'),
  query('gitlab', '/users/password/edit', 'reset_password_token'),
  query('gitlab', '/users/confirmation', 'confirmation_token'),
  query('gitlab', '/users/invitation', 'invitation_token'),
  query('gitlab', api, 'PRIVATE_TOKEN'),
  query('gitlab', api, 'private%5Ftoken'),
  query('gitlab', api, 'private-token'),
  query('gitlab', api, 'user[otp]'),
  query('workato', lead, 'user_email'),
  query('workato', lead, 'user_token'),
  query('workato', lead, 'api_token'),
  query('workato', lead, 'api_key'),
  query('marketo', '/rest/v1/leads.json', 'access_token'),
  query('marketo', '/identity/oauth/token', 'client_secret'),
  query('salesforce', '/secur/frontdoor.jsp', 'sid'),
  query('salesforce', '/id/00D/005', 'oauth_token'),
  query('salesforce', '/services/oauth2/revoke', 'token'),
  query('salesforce', '/cb', 'code'),
  { kind: 'query in a query', system: 'salesforce', path: '/secur/frontdoor.jsp?retURL=%2Fa%3Fb%3D1%26sid%3DSECRET&c=1' },
  { kind: 'query in a query in a query', system: 'gitlab', path: '/users/sign_in?u=a%3Fu%3Db%253Faccess_token%253DSECRET' },
  { kind: 'userinfo in a query', system: 'gitlab', path: '/-/trials/new?u=https%3A%2F%2Fjane%3ASECRET%40host%2F' },
  // Paths
  { kind: 'path after revoke', system: 'salesforce', path: '/services/oauth2/revoke/SECRET' },
  { kind: 'path after userinfo', system: 'salesforce', path: '/services/oauth2/userinfo/SECRET' },
  { kind: 'path after introspect', system: 'salesforce', path: '/services/oauth2/introspect/SECRET' },
  { kind: 'path after token', system: 'marketo', path: '/identity/oauth/token/SECRET' },
  { kind: 'path parameter', system: 'salesforce', path: '/secur/frontdoor.jsp;sid=SECRET' },
  // Forms
  ...['client_secret', 'password', 'assertion', 'client_assertion', 'refresh_token', 'id_token', 'device_code'].map((name) => grant(name)),
  ...['subject_token', 'actor_token', 'user_code', 'request_token', 'security_token', 'code_verifier', 'otp'].map((name) => grant(name)),
  grant('code', 'grant_type=authorization_code'),
  post('form token', 'salesforce', '/services/oauth2/revoke', form, 'token=SECRET'),
  post('form authenticity_token', 'gitlab', '/-/trials', form, 'authenticity_token=SECRET&a=1'),
  post('form of the wrong type', 'salesforce', token, 'text/plain', 'grant_type=password&password=SECRET&a=1'),
  post('form with an encoded name, of the wrong type', 'salesforce', token, json, 'client%5Fsecret=SECRET&a=1'),
  post('form with an encoded name and value, of the wrong type', 'salesforce', token, json, 'private%5Ftoken=a SECRET&b=1'),
  post('code in a form of the wrong type', 'salesforce', token, json, 'code=SECRET&grant_type=authorization_code'),
  post('JSON sent as a form', 'workato', '/oauth2/token', form, '{"client_secret":"SECRET","a":1}'),
  part('multipart', `${disposition} name="client_secret"`),
  part('multipart without quotes', `${disposition} name=password`),
  part('multipart with more headers', `${disposition} name="assertion"; filename="a.jwt"\r\nContent-Type: text/plain`),
  // JSON
  ...['password', 'clientSecret', 'secret', 'passwd', 'private_key', 'ACCESS_TOKEN', 'session_id', 'jwt', 'credentials', 'bearer'].map(
    member,
  ),
  ...['auth_token', 'security_answer', 'passphrase', 'signing_secret', 'new_password', 'session_token'].map(member),
  post('JSON with a code', 'salesforce', token, json, '{"grant_type":"authorization_code","code":"SECRET"}'),
  post('JSON array', 'customersdot', '/leads/gitlab_com/hand_raises', json, '{"password":["SECRET",{"a":"SECRET"}]}'),
  post('JSON object', 'customersdot', '/leads/gitlab_com/hand_raises', json, '{"credentials":{"a":{"b":"SECRET"}}}'),
  post('JSON with an escaped name', 'workato', '/oauth2/token', json, '{"client\\u005fsecret":"SECRET"}'),
  post('JSON in a string', 'customersdot', '/leads/gitlab_com/hand_raises', json, '{"log":"{\\"password\\":\\"SECRET\\"}"}'),
  post('a URL in JSON', 'customersdot', '/leads/gitlab_com/hand_raises', json, '{"url":"https://a.example/?access_token=SECRET"}'),
  post('repeated JSON members', 'workato', '/oauth2/token', json, '{"password":"x","password":"SECRET"}'),
  post('malformed JSON', 'workato', '/oauth2/token', json, '{"client_secret":"SECRET",'),
  post('malformed JSON with an escaped name', 'workato', '/oauth2/token', json, '{"pass\\u0077ord":"SECRET",'),
  post('malformed JSON with an array', 'workato', '/oauth2/token', json, '{"password":[\n"x",\n"SECRET"\n],'),
  post('malformed JSON with an object', 'workato', '/oauth2/token', json, '{"password":{\n"a":\n"SECRET"},'),
  post('malformed JSON without quotes', 'workato', '/oauth2/token', json, '{password: SECRET}'),
  // XML
  post('SOAP password', 'salesforce', soap, xml, soapOf('<login><username>u</username><password>SECRET</password></login>')),
  post('SOAP sessionId', 'salesforce', soap, xml, soapOf('<u:sessionId xmlns:u="urn:x">SECRET</u:sessionId>')),
  post('XML that is not parsed', 'salesforce', '/nope', xml, '<a:password b="c">SECRET</a:password>'),
  post('XML with CDATA', 'salesforce', '/nope', xml, '<password><![CDATA[a</b SECRET]]></password>'),
  post('XML with CDATA that holds the end', 'salesforce', '/nope', xml, '<password>x<![CDATA[</password>SECRET]]></password>'),
  post('XML attribute', 'salesforce', '/nope', xml, '<login user="u" password="SECRET"/>'),
  post('XML of the wrong type', 'workato', '/oauth2/token', json, '<x><client_secret>\n<v>SECRET</v></client_secret></x>'),
  // Text
  post('text of headers', 'marketo', '/nope', 'text/plain', 'accept: */*\r\nauthorization: Bearer SECRET\r\n'),
  post('text with a URL', 'marketo', '/nope', 'text/plain', 'see http://jane:SECRET@host.example/a for it'),
  post('CSV', 'salesforce', '/nope', 'text/csv', 'a,b\nx,https://host.example/?sid=SECRET\n'),
]

function soapOf(content: string): string {
  return `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${content}</e:Body></e:Envelope>`
}

/** Secrets found by their form or because the sandbox knows them. `VALUE` is one of `issued`, in a place that says nothing about it. */
export const carriers: Planted[] = [
  { kind: 'in a path', system: 'salesforce', path: '/nope/VALUE' },
  { kind: 'in a query', system: 'gitlab', path: '/nope?q=VALUE' },
  { kind: 'in a header', system: 'workato', path: '/nope', headers: { 'x-note': 'VALUE' } },
  post('in JSON', 'customersdot', '/nope', json, '{"note":"see VALUE, please"}'),
  post('in a form', 'gitlab', '/nope', form, 'note=VALUE'),
  post('in text', 'marketo', '/nope', 'text/plain', 'see VALUE, please'),
  post('in a JSON name', 'workato', '/oauth2/token', json, '{"VALUE":1}'),
]

/** What the sandbox issues or was started with, by kind. */
export const issued = [
  'Salesforce access token',
  'Salesforce refresh token',
  'Salesforce authorization code',
  'Marketo access token',
  'Workato access token',
  'Platypus access token',
  'GitLab session',
  'GitLab admin token',
  'CustomersDot admin token',
  'Workato API token',
  'Workato developer token',
  'Platypus client secret',
  'Workato client secret',
  'Marketo client secret',
  'Salesforce client secret',
  'Salesforce password',
  'sandbox access token',
  'JWT',
  'GitLab personal access token',
] as const
