import { expect, test } from 'vitest'
import { ask } from './raw.ts'
import { running } from './sandbox.ts'
import { icon, script, shell, site } from './site.ts'

const navigation = { headers: { accept: 'text/html' } }

test('serves the pages from a folder below one whose name begins with a dot, where pnpm and npx put packages', async () => {
  const { url } = await running({ pages: site('node_modules', '.pnpm', 'pql-sandbox', 'ui') })
  for (const path of ['/', '/leads']) expect(await ask(url, path, navigation)).toMatchObject({ status: 200, body: shell })
  expect(await ask(url, '/assets/index-1a2b.js')).toMatchObject({ status: 200, body: script })
})

test('shows a page for every path that a browser navigates to, and for nothing else', async () => {
  const { url } = await running({ pages: site() })
  for (const path of ['/', '/leads/1', '/nowhere/icon.svg']) expect((await ask(url, path, navigation)).body).toBe(shell)
  expect((await ask(url, '/')).body).toBe(shell)
  expect((await ask(url, '/leads', { ...navigation, method: 'HEAD' })).status).toBe(200)
  for (const [path, asking] of [
    ['/leads', {}],
    ['/leads', { headers: { accept: '*/*' } }],
    ['/leads', { ...navigation, method: 'POST' }],
    ['/', { method: 'POST' }],
    ['/assets/none.js', {}],
    ['/assets', {}],
    ['/assets/../../secret', {}],
  ] as const) {
    const { status, body } = await ask(url, path, asking)
    expect([path, status, JSON.parse(body).error]).toEqual([path, 404, expect.stringContaining('There is nothing at ')])
  }
})

test('answers 404 when there are no pages', async () => {
  for (const pages of [undefined, '/nowhere/at/all']) {
    const { url } = await running({ pages })
    const { status, body } = await ask(url, '/', navigation)
    expect([status, JSON.parse(body).error]).toEqual([404, expect.stringContaining('There is nothing at /.')])
  }
})

test('lets browsers cache the files of a build permanently, and the page not at all', async () => {
  const { url } = await running({ pages: site() })
  expect((await ask(url, '/assets/index-1a2b.js')).headers['cache-control']).toBe('public, max-age=31536000, immutable')
  for (const path of ['/', '/icon.svg', '/index.html']) expect((await ask(url, path)).headers['cache-control']).toBe('no-cache')
  expect((await ask(url, '/icon.svg')).body).toBe(icon)
})

test('forbids a page to load anything from elsewhere', async () => {
  const { url } = await running({ pages: site() })
  for (const path of ['/', '/icon.svg']) {
    const { headers } = await ask(url, path)
    expect(headers['content-security-policy']).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
        "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    )
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  }
})

test('sends nosniff and a strict policy with every other answer, and never names Express', async () => {
  const { url, systems } = await running({ pages: site() })
  const queues = ['/admin/queues/api/queues', '/admin/queues/static/images/logo.svg', '/admin/queues/nowhere']
  const ours = ['/_sandbox/health', '/_sandbox/nowhere', '/_sandbox/events', '/nowhere', '/_sandbox/health#x', ...queues]
  const theirs = [
    '/gitlab/-/countries',
    '/gitlab/nowhere',
    '/gitlab/-/trials/apply',
    '/salesforce/services/data',
    '/marketo/rest/v1/leads.json',
  ]
  const asked = [...[...ours, ...theirs].map((path) => [url, path]), [systems.gitlab as string, '/nowhere']] as [string, string][]
  for (const [base, path] of asked) {
    const { headers } = await ask(base, path)
    expect([path, headers['x-content-type-options'], headers['x-powered-by']]).toEqual([path, 'nosniff', undefined])
    expect(headers['content-security-policy'], path).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/)
  }
  const page = await ask(url, '/admin/queues')
  expect(page.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  expect(page.headers).not.toHaveProperty('x-powered-by')
  expect(page.headers['content-security-policy']).toContain("script-src 'self'")
})

test("allows GitLab's pages their style and a form to their own origin", async () => {
  const { url } = await running()
  const { headers, body } = await ask(url, '/gitlab/nowhere')
  expect(body).toContain('<style>')
  expect(headers['content-security-policy']).toBe(
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
  )
})
