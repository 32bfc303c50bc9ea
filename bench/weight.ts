import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Browser } from 'playwright-core'
import { newPage } from './looking.ts'

/** Kilobytes (1000 bytes) of JavaScript, gzipped, that a page of the sandbox loads until it is quiet. */
export async function weigh(browser: Browser, url: string, folder: string): Promise<number> {
  const page = await newPage(browser)
  const scripts = new Set<string>()
  page.on('request', (request) => void (request.resourceType() === 'script' && scripts.add(new URL(request.url()).pathname)))
  await page.goto(url)
  await page.locator('h1').waitFor()
  await page.waitForTimeout(500)
  await page.context().close()
  const sizes = await Promise.all([...scripts].map(async (path) => gzipSync(await readFile(join(folder, path))).length))
  return sizes.reduce((sum, size) => sum + size, 0) / 1000
}
