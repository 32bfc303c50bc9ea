import { existsSync, readdirSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import express, { type Response } from 'express'
import type { World } from '../../mocks/core/world.ts'
import type { Listener } from './listener.ts'
import { lastHandler } from './net.ts'

/** Only this origin: no script, style, font or connection from elsewhere. Sizes that depend on data are styles of elements. */
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

/** The pages of a sandbox. */
export interface Pages {
  /** Whether a request is for a file of the pages, or is a browser's navigation to a page. */
  own(path: string, request: IncomingMessage): boolean
  answer: Listener
}
/** Serves the pages of a folder; `otherwise` answers for a file that does not exist. */
export function pages(world: World, folder: string, otherwise: Listener): Pages {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : [])
  const site = express().disable('x-powered-by')
  const setHeaders = (response: Response, path: string) => cache(response, path.includes('assets'))
  site.use((_request, response, next) => {
    response.set({ 'content-security-policy': policy, 'referrer-policy': 'no-referrer' })
    next()
  })
  site.use(express.static(folder, { index: false, redirect: false, setHeaders }))
  site.use((request, response) => {
    const refused = () => otherwise(request, response)
    if (isNavigation(request.path, request)) show(folder, response, refused)
    else refused()
  })
  site.use(lastHandler(world))
  return {
    own: (path, request) => isRead(request) && (isNavigation(path, request) || names.has(path.split('/')[1] ?? '')),
    answer: site,
  }
}

const isRead = ({ method }: IncomingMessage) => method === 'GET' || method === 'HEAD'

const isNavigation = (path: string, { headers }: IncomingMessage) => path === '/' || (headers.accept ?? '').includes('text/html')

/** Names of built files contain a hash of their content. */
const cache = (response: Response, forever: boolean) =>
  void response.set('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')

/** Sends the page by a path relative to the folder. Express refuses an absolute path in which a folder name begins with a dot, such as `node_modules/.pnpm`. */
function show(folder: string, response: Response, refused: () => void) {
  cache(response, false)
  response.sendFile('index.html', { root: folder }, (error) => error && !response.headersSent && refused())
}
