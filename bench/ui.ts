import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Browser } from 'playwright-core'
import { builtPages } from '../sandbox/server/build.ts'
import { launchChromium } from '../test/browser/launch.ts'
import { start } from './child.ts'
import { median } from './load.ts'
import { change, drawn, firstRows, newPage } from './looking.ts'
import { scroll } from './scroll.ts'
import { weigh } from './weight.ts'

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false }, leads: { type: 'string' } } })
const leads = Number(values.leads ?? (values.quick ? 5_000 : 100_000))

/** How often each figure is taken; the median counts. */
const times = 5
/** Filters by what is seldom, by what is frequent, and by text. */
const filters = { state: 'stopped', kind: 'trial', finding: 'true' }

const data = mkdtempSync(join(tmpdir(), 'pql-bench-'))
const pages = await builtPages()
const sandbox = await start('server.ts', join(data, 'ui'), pages)
const browser = await launchChromium()
try {
  await sandbox.ask({ store: leads })
  await measure(browser, sandbox.ready.url)
} finally {
  await browser.close()
  await sandbox.stop()
  rmSync(data, { recursive: true, force: true })
}

async function measure(browser: Browser, url: string) {
  console.log(`\nThe leads page with ${leads.toLocaleString('en')} leads stored`)
  const cold = await firstRows(browser, url)
  const rows: number[] = []
  for (let count = 0; count < times; count++) rows.push(await firstRows(browser, url))
  console.log(`first rows after navigation: ${ms(median(rows))} (the very first time ${ms(cold)})`)
  await scrollDown(browser, url)
  await filter(browser, url)
  for (const path of ['/', '/leads'])
    console.log(`JavaScript of ${path}, gzipped: ${(await weigh(browser, url + path, pages)).toFixed(1)} kB`)
}

async function scrollDown(browser: Browser, url: string) {
  const page = await newPage(browser)
  await page.goto(`${url}/leads`)
  await page.evaluate(drawn)
  const { frames, blank, rows } = await scroll(page, values.quick ? 4 : 10)
  const share = ((blank / frames) * 100).toFixed(1)
  console.log(`scrolling past ${rows.toLocaleString('en')} rows: blank rows in ${blank} of ${frames} frames (${share} %)`)
  await page.context().close()
}

async function filter(browser: Browser, url: string) {
  const page = await newPage(browser)
  const took = async (name: string, field: string, value: string) => {
    const each: number[] = []
    for (let count = 0; count < times; count++) {
      await page.goto(`${url}/leads`)
      await page.evaluate(drawn)
      each.push(await change(page, field, value))
    }
    console.log(`${name}: ${ms(median(each))}`)
  }
  for (const [name, value] of Object.entries(filters)) await took(`filter ${name}=${value}`, `select[name="${name}"]`, value)
  await took('search for a text, its pause included', 'input[type="search"]', 'grace.9')
  await page.context().close()
}

function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(0)} ms`
}
