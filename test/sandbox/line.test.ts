import { expect, test } from 'vitest'
import { ask, speak } from './raw.ts'
import { running } from './sandbox.ts'

/** Status and body of what was answered to bytes. */
async function said(url: string, ...lines: string[]): Promise<{ status: number; head: string; body: string }> {
  const [head = '', body = ''] = (await speak(url, `${lines.join('\r\n')}\r\n\r\n`)).split(/\r\n\r\n(.*)/s)
  return { status: Number(head.split(' ')[1]), head: head.toLowerCase(), body }
}

const close = 'Connection: close'

test('accepts a target in absolute form, and uses its host', async () => {
  const { url, systems } = await running()
  const { port, host } = new URL(url)
  const named = `http://localhost:${port}`
  expect(await said(url, `GET ${named}/_sandbox/health HTTP/1.1`, `Host: ${host}`, close)).toMatchObject({ status: 200 })
  const { port: own } = new URL(systems.customersdot as string)
  const discovery = `/.well-known/openid-configuration`
  const { body } = await said(
    systems.customersdot as string,
    `GET http://localhost:${own}${discovery} HTTP/1.1`,
    `Host: 127.0.0.1:${own}`,
    close,
  )
  expect(body).toContain(`"jwks_uri":"http://localhost:${own}/`)
})

test('refuses a foreign host in the request line and in Host, whether one of them or both are foreign', async () => {
  const { url } = await running()
  const { host } = new URL(url)
  for (const [line, header] of [
    ['evil.example', host],
    [host, 'evil.example'],
    ['evil.example', 'evil.example'],
    [`evil.example@${host}`, host],
  ]) {
    const { status, body } = await said(url, `GET http://${line}/_sandbox/health HTTP/1.1`, `Host: ${header}`, close)
    expect([status, JSON.parse(body).error]).toEqual([403, expect.stringMatching(/^The host "evil\.example.* is not this sandbox/)])
  }
})

test('refuses a target that is neither a path nor an http URL', async () => {
  const { url } = await running()
  const { host } = new URL(url)
  for (const target of ['*', `https://${host}/`, '/_sandbox/health#x']) {
    const { status, body } = await said(url, `OPTIONS ${target} HTTP/1.1`, `Host: ${host}`, close)
    expect([status, JSON.parse(body).error]).toEqual([400, expect.stringContaining('must name a path')])
  }
})

test('accepts HTTP/1.0 without Host under the address that was connected to, and refuses HTTP/1.1 without it', async () => {
  const { url, systems } = await running()
  expect(await said(url, 'GET /_sandbox/health HTTP/1.0')).toMatchObject({ status: 200 })
  const { body } = await said(systems.customersdot as string, 'GET /.well-known/openid-configuration HTTP/1.0')
  expect(body).toContain(`"jwks_uri":"${systems.customersdot}/`)
  expect(await said(url, 'GET /_sandbox/health HTTP/1.1', close)).toMatchObject({ status: 400 })
  expect(await said(url, 'GET /_sandbox/health HTTP/1.0', 'Host:')).toMatchObject({ status: 403 })
})

test('refuses a second Host, even when it is the same', async () => {
  const { url } = await running()
  const { host } = new URL(url)
  for (const second of [host, 'evil.example']) {
    const { status, body } = await said(url, 'GET /_sandbox/health HTTP/1.1', `Host: ${host}`, `HOST: ${second}`, close)
    expect([status, JSON.parse(body).error]).toEqual([400, expect.stringContaining('more than one Host')])
  }
})

test('compares hosts without regard to case, a closing dot and the port', async () => {
  const { url } = await running({ allowHosts: ['Sandbox.Example.'] })
  const hosts = [
    'LOCALHOST',
    'localhost.',
    'LocalHost.:80',
    '127.0.0.1',
    '[::1]:9',
    '[0:0:0:0:0:0:0:1]',
    'sandbox.EXAMPLE',
    'sandbox.example.:443',
  ]
  for (const host of hosts) expect([host, (await ask(url, '/_sandbox/health', { headers: { host } })).status]).toEqual([host, 200])
  for (const host of ['localhost.evil.example', 'example', 'x.sandbox.example', '[::2]', '127.0.0.2', 'localhost:99999'])
    expect([host, (await ask(url, '/_sandbox/health', { headers: { host } })).status]).toEqual([host, 403])
})

test.each(['http://sandbox.example', '*', '*.sandbox.example', '', 'a,b'])(
  'refuses to start with the allowed host %j, not a name',
  async (host) => {
    await expect(running({ allowHosts: [host] })).rejects.toThrow(`"${host}" is not a host name`)
  },
)

test("answers a URL that is too long with the system's own 414, however long it is", async () => {
  const { url, systems } = await running()
  const asked = { salesforce: '/services/data/v66.0/query?q=', marketo: '/rest/v1/leads.json?fields=' }
  for (const [name, path] of Object.entries(asked))
    for (const length of [16_384, 100_000, 250_000])
      for (const [base, prefix] of [
        [url, `/${name}`],
        [systems[name] as string, ''],
      ] as const) {
        const { status, body, headers } = await ask(base, `${prefix}${path}${'x'.repeat(length)}`)
        expect([name, length, status, body, 'x-sandbox-trace' in headers]).toEqual([name, length, 414, '', true])
      }
})

test.each([
  ['a URL beyond 256 KiB', `GET /${'x'.repeat(400_000)} HTTP/1.1`, 431, '256 KiB'],
  ['more than 1,000 headers', `GET / HTTP/1.1\r\nHost: localhost\r\n${'X: x\r\n'.repeat(1000)}`, 431, '1,000 headers'],
  ['headers beyond 256 KiB', `GET / HTTP/1.1\r\nHost: localhost\r\nX: ${'x'.repeat(400_000)}`, 431, '256 KiB'],
  ['what is not HTTP', 'hello', 400, 'not a request'],
  ['a header without a colon', 'GET / HTTP/1.1\r\nHost: localhost\r\nnonsense', 400, 'not a request'],
  ['a length given twice', 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nContent-Length: 2', 400, 'not a request'],
  [
    'a chunk extension beyond 16 KiB',
    `POST /gitlab/- HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(20_000)}\r\nx\r\n0`,
    413,
    'chunk',
  ],
])('answers %s with a sentence, and closes the connection', async (_, bytes, status, says) => {
  const { url } = await running()
  const reply = await said(url, bytes)
  expect(reply.status).toBe(status)
  expect(reply.head).toContain('connection: close')
  expect(reply.head).toContain(`content-length: ${reply.body.length}`)
  expect(JSON.parse(reply.body).error).toContain(says)
  expect((await fetch(`${url}/_sandbox/health`)).status).toBe(200)
})

test('answers a HEAD that is not HTTP without a body', async () => {
  const { url } = await running()
  expect(await said(url, 'HEAD nowhere HTTP/1.1', 'Host: localhost')).toMatchObject({ status: 400, body: '' })
})
