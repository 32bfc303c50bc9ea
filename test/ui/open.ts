import axe from 'axe-core'
import type { Browser, Page } from 'playwright-core'
import { expect } from 'vitest'
import { builtPages } from '../../sandbox/server/build.ts'
import { type Sandbox, type SandboxOptions, startSandbox } from '../../sandbox/server/sandbox.ts'
import { launchChromium } from '../browser/launch.ts'

/** How a page is looked at. */
export interface Look {
  /** Pixels; 1280 unless given. */
  width?: number
}

/** Every page is walked at these widths. */
export const looks: Required<Look>[] = [{ width: 1280 }, { width: 360 }]

/** A sandbox with its pages, and a browser to look at them with. */
export interface Ui {
  sandbox: Sandbox
  /** Opens a page of the sandbox. What its console complains of, and whom else it asks, is kept in `complaints`. */
  page(path: string, look?: Look): Promise<Page>
  complaints: string[]
  close(): Promise<void>
}

export async function openUi(options: SandboxOptions = {}): Promise<Ui> {
  const sandbox = await startSandbox({ port: 0, pages: await builtPages(), ...options })
  const browser = await launchChromium()
  const complaints: string[] = []
  return {
    sandbox,
    complaints,
    page: (path, look) => openPage({ browser, sandbox, complaints }, path, look),
    async close() {
      await browser.close()
      await sandbox.close()
    },
  }
}

interface Opened {
  browser: Browser
  sandbox: Sandbox
  complaints: string[]
}

async function openPage({ browser, sandbox, complaints }: Opened, path: string, { width = 1280 }: Look = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.on('console', (message) => void (message.type() === 'error' && complaints.push(`${path}: ${message.text()}`)))
  page.on('pageerror', (error) => void complaints.push(`${path}: ${error.message}`))
  page.on('request', (request) => void (new URL(request.url()).origin !== sandbox.url && complaints.push(`${path} asks ${request.url()}`)))
  await page.goto(sandbox.url + path)
  return page
}

/** axe lists what violates them, and not all the rest, which takes the longest. */
const rules = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'] }

/** Holds a page to WCAG 2.2 AA as far as axe can see, in light and in dark colours, and to its width. */
export async function expectAccessible(page: Page) {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    expect(await violationsOf(page), `in ${colorScheme} colours`).toEqual([])
  }
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect(overflow, 'pixels by which the page is too wide').toBe(0)
}

async function violationsOf(page: Page): Promise<string[]> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe.source)
  const violations = await page.evaluate<axe.Result[]>(`axe.run(${JSON.stringify(rules)}).then(({ violations }) => violations)`)
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' | ')}`)
}
