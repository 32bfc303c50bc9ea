import { execFile } from 'node:child_process'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { builtPages } from '../sandbox/server/build.ts'
import { startSandbox } from '../sandbox/server/sandbox.ts'
import { launchChromium } from '../test/browser/launch.ts'

/** Takes the pictures of README and docs: the main pages of a sandbox with some leads, in light and dark. */
const folder = join(import.meta.dirname, 'screenshots')
const sandbox = await startSandbox({ port: 0, pages: await builtPages() })
const command = (...args: string[]) => promisify(execFile)(process.execPath, [join(import.meta.dirname, '../sandbox/bin.js'), ...args])
await mkdir(folder, { recursive: true })

const switchRecipe = async (running: boolean) => {
  const recipes = [{ id: 39999, name: 'SaaS trials & registrations', version: 1, running }]
  const headers = { 'content-type': 'application/json' }
  await fetch(`${sandbox.url}/_sandbox/seed`, { method: 'POST', headers, body: JSON.stringify({ workato: { recipes } }) })
}

for (const user of ['jane', 'sofia', 'james']) await command('send', 'hand-raise', '--user', user, '--url', sandbox.url)
await command('send', 'trial', '--url', sandbox.url)
for (const report of ['verify', 'coverage', 'mutate']) await command(report, '--report-to', sandbox.url)
await switchRecipe(false)
await command('send', 'hand-raise', '--user', 'priya', '--url', sandbox.url).catch(() => undefined)
await switchRecipe(true)

const [, arrived] = sandbox.world.traces.list({ limit: 2, where: ({ kind }) => kind !== undefined }).rows
const pages = {
  overview: '/',
  leads: '/leads',
  timeline: `/leads/${arrived?.id}`,
  fields: `/leads/${arrived?.id}?tab=fields`,
  jobs: '/jobs',
  contracts: '/contracts',
  try: '/try?user=sofia',
}

const browser = await launchChromium()
for (const colorScheme of ['light', 'dark'] as const) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme, reducedMotion: 'reduce' })
  const page = await context.newPage()
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(sandbox.url + path)
    await page.locator('h1').waitFor()
    // The event stream stays open, so the network never falls silent: what is asked at first has come when nothing is loading.
    await page.waitForFunction(() => !document.body.innerText.includes('Loading …'))
    await page.evaluate(() => document.fonts.ready)
    await page.screenshot({ path: join(folder, `${name}-${colorScheme}.png`) })
  }
}
await browser.close()
await sandbox.close()
