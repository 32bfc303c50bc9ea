import { Agent } from 'node:http'
import { appRoutes } from '@bull-board/api/dist/routes.js'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { operations } from '../../contracts/openapi/spec.ts'
import type { Sandbox } from '../../sandbox/server/sandbox.ts'
import { likeIt, sameAs } from './aliases.ts'
import { ask, type Reply } from './raw.ts'
import { running } from './sandbox.ts'
import { icon, script, shell, site } from './site.ts'

interface Route {
  method: string
  path: string
}

const filled = (template: string) => template.replace(/\{\w+\}|:\w+/g, '1')

const control: Route[] = [...operations.values()]
  .filter(({ system }) => system === 'control')
  .map(({ method, path }) => ({ method, path: filled(path) }))

const board: Route[] = [appRoutes.entryPoint, ...appRoutes.api].flatMap(({ method, route }) =>
  [method]
    .flat()
    .flatMap((method) => [route].flat().map((route) => ({ method: method.toUpperCase(), path: filled(`/admin/queues${route}`) }))),
)

/** Other paths of the main port, existing and not. */
const others: Route[] = [
  { method: 'HEAD', path: '/_sandbox/health' },
  { method: 'POST', path: '/_sandbox/health' },
  { method: 'GET', path: '/_sandbox' },
  { method: 'GET', path: '/_sandbox/healthy' },
  { method: 'GET', path: '/_sandbox/health/damage' },
  { method: 'HEAD', path: '/_sandbox/events' },
  { method: 'HEAD', path: '/_sandbox/traces' },
  { method: 'GET', path: '/admin/queues/static/images/logo.svg' },
  { method: 'GET', path: '/admin' },
  { method: 'GET', path: '/nowhere' },
  { method: 'POST', path: '/' },
  { method: 'POST', path: '/icon.svg' },
]

/** A sandbox that others reach, and a way to ask it. */
async function exposed() {
  const sandbox = await running({ host: '0.0.0.0', pages: site(), world: { automatic: false } })
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  onTestFinished(() => agent.destroy())
  const bearing = { authorization: `Bearer ${sandbox.token}` }
  return {
    ...sandbox,
    free: (target: string, method = 'GET', url = sandbox.url) => ask(url, target, { method, agent }),
    trusted: (target: string, method = 'GET') => ask(sandbox.url, target, { method, agent, headers: bearing }),
  }
}

/** Whether the guard refused a request. A system's own refusal names its trace. */
const isShut = ({ status, headers }: Reply) => (status === 401 || status === 400) && headers['x-sandbox-trace'] === undefined

const every = (path: string, { url }: Pick<Sandbox, 'url'>) => [
  ...Object.values({ ...sameAs, ...likeIt }).map((write) => write(path, url)),
  `${path}?/_sandbox/health`,
]

test('leaves only health free of the token under /_sandbox, at the queues and where there is nothing', async () => {
  const sandbox = await exposed()
  const free = new Set<string>()
  for (const { method, path } of [...control, ...board, ...others])
    for (const target of every(path, sandbox)) if (!isShut(await sandbox.free(target, method))) free.add(`${method} ${path}`)
  expect([...free]).toEqual(['GET /_sandbox/health', 'HEAD /_sandbox/health'])
})

test('agrees with openapi.yaml, where only health has no security', () => {
  const open = [...operations.values()].filter(({ system, security }) => system === 'control' && !security.length)
  expect(open.map(({ id }) => id)).toEqual(['control.getHealth'])
})

test.each(Object.entries(sameAs))('answers health written %s, without the token', async (_, write) => {
  const { free, url, version } = { ...(await exposed()), version: expect.any(String) }
  const { status, body } = await free(write('/_sandbox/health', url))
  expect([status, JSON.parse(body)]).toEqual([200, { status: 'ok', version, systems: expect.any(Object) }])
})

test('answers each spelling of a path as the path itself, and refuses a path that only resembles it', async () => {
  const sandbox = await exposed()
  const reads = [...control.filter(({ method }) => method === 'GET'), { method: 'GET', path: '/_sandbox/nowhere' }]
  for (const { path } of reads) {
    const { status, headers } = await sandbox.trusted(path)
    for (const [way, write] of Object.entries(sameAs)) {
      const reply = await sandbox.trusted(write(path, sandbox.url))
      expect([way, path, reply.status, reply.headers['content-type']]).toEqual([way, path, status, headers['content-type']])
    }
    for (const [way, write] of Object.entries(likeIt)) {
      const reply = await sandbox.trusted(write(path, sandbox.url))
      expect([400, 404], `${path} ${way}`).toContain(reply.status)
    }
  }
})

test('leaves the systems free of the token, on the main port and on their own', async () => {
  const sandbox = await exposed()
  for (const { system, method, path } of operations.values()) {
    if (system === 'control') continue
    const main = await sandbox.free(`/${system}${filled(path)}`, method)
    const own = await sandbox.free(filled(path), method, sandbox.systems[system])
    expect([path, isShut(main), isShut(own)]).toEqual([path, false, false])
  }
})

test.each(Object.entries(sameAs))('reaches a system asked %s', async (_, write) => {
  const sandbox = await exposed()
  const reply = await sandbox.free(write('/gitlab/-/countries', sandbox.url))
  expect([reply.status, JSON.parse(reply.body).length > 200]).toEqual([200, true])
  const own = await sandbox.free(write('/services/data', sandbox.systems.salesforce as string), 'GET', sandbox.systems.salesforce)
  expect(own.status).toBe(200)
})

test("requires the token for the queues on Platypus' own port, and leaves every other path to Platypus", async () => {
  const sandbox = await exposed()
  const { platypus, marketo } = sandbox.systems as Record<'platypus' | 'marketo', string>
  for (const path of ['/admin/queues', '/admin/queues/api/queues'])
    for (const [way, write] of Object.entries(sameAs))
      expect([way, (await sandbox.free(write(path, platypus), 'GET', platypus)).status]).toEqual([way, 401])
  expect(isShut(await sandbox.free('/ADMIN/queues', 'GET', platypus))).toBe(false)
  expect((await sandbox.free('/_sandbox/traces', 'GET', platypus)).headers).toHaveProperty('x-sandbox-trace')
  expect((await sandbox.free('/admin/queues', 'GET', marketo)).headers).toHaveProperty('x-sandbox-trace')
})

test('leaves the files of the pages free of the token, and the page that a browser is shown for any other path', async () => {
  const { free, url, token } = await exposed()
  const files = { '/': shell, '/index.html': shell, '/icon.svg': icon, '/assets/index-1a2b.js': script }
  for (const [path, text] of Object.entries(files)) {
    expect([path, await free(path)]).toMatchObject([path, { status: 200, body: text }])
    expect([path, await free(path, 'HEAD')]).toMatchObject([path, { status: 200, body: '' }])
  }
  const navigation = { headers: { accept: 'text/html,*/*' } }
  for (const path of ['/leads/1', '/_SANDBOX/events', '/_sandboxes']) expect((await ask(url, path, navigation)).body).toBe(shell)
  for (const path of ['/_sandbox/events', '/_sandbox', '/admin/queues']) expect((await ask(url, path, navigation)).status).toBe(401)
  expect(token).toBeDefined()
})

test('answers any path without the token with a refusal, health, a system or a file', { timeout: 60_000 }, async () => {
  const { free } = await exposed()
  const pieces = [
    '/',
    '/',
    '_sandbox',
    '_SANDBOX',
    '%5fsandbox',
    'health',
    'events',
    'traces',
    'admin',
    'queues',
    '..',
    '.',
    '%2e',
    '%2f',
    '\\',
  ]
  const piece = fc.constantFrom(...pieces, ';', '%', '%00', '?', '#', '%25', 'gitlab', 'assets', 'icon.svg', 'http://', 'api')
  const target = fc.array(piece, { minLength: 1, maxLength: 9 }).map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(target, async (target) => {
      const reply = await free(`/${target}`)
      const isHealth = reply.body.startsWith('{"status":"ok","version":') && !reply.body.includes('traces')
      const isMissing = reply.status === 404 && reply.body.startsWith('{"error":"There is nothing at ')
      const isFile = [shell, script, icon].includes(reply.body)
      expect(isShut(reply) || 'x-sandbox-trace' in reply.headers || isHealth || isFile || isMissing).toBe(true)
    }),
    { numRuns: 1000 },
  )
})
