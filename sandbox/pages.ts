import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { type Request, type RequestHandler, type Response } from 'express'

const sources = fileURLToPath(new URL('./ui/', import.meta.url))
const ground = fileURLToPath(new URL('../contracts/openapi.json', import.meta.url))

/** The folder with the built pages: in the package beside this file, in a checkout made from the sources when these have changed. */
export async function builtPages(): Promise<string> {
  const built = join(import.meta.dirname, '..', 'ui')
  if (!existsSync(join(sources, 'index.html'))) return built
  const folder = fileURLToPath(new URL('../dist/ui', import.meta.url))
  const mark = join(folder, 'sources.sha256')
  const sum = await sumOf(sources)
  if ((await readFile(mark, 'utf8').catch(() => '')) === sum) return folder
  await buildPages()
  await writeFile(mark, sum)
  return folder
}

/** As everybody gets them, whatever NODE_ENV says: with that of a test runner, Vite would take Vue's larger build for development. */
async function buildPages() {
  const { build } = await import('vite')
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  try {
    await build({ configFile: join(sources, 'vite.config.ts'), root: sources, logLevel: 'warn' })
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
}

async function sumOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  const hash = createHash('sha256').update(await readFile(ground))
  for (const path of paths.sort()) hash.update(path.slice(folder.length)).update(await readFile(path))
  return hash.digest('hex')
}

/** Nothing but this origin: no script, style, font or connection from elsewhere. Styles are set on elements for sizes that data decides. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** Serves the pages; a path that is no file is a page of theirs when a browser asks for it. */
export function pages(folder: string): RequestHandler[] {
  const files = express.static(folder, { index: false, setHeaders: (response, path) => cache(response, path.includes('assets')) })
  return [secure, files, (request, response, next) => (isNavigation(request) ? show(folder, response) : next())]
}

const secure: RequestHandler = (_request, response, next) => {
  response.set({ 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
  next()
}

/** Files of the build have their hash in their name. */
const cache = (response: Response, forever: boolean) =>
  void response.set('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')

const isNavigation = ({ method, headers, path }: Request) =>
  (method === 'GET' || method === 'HEAD') && (path === '/' || (headers.accept ?? '').includes('text/html'))

function show(folder: string, response: Response) {
  cache(response, false)
  response.sendFile(join(folder, 'index.html'))
}
