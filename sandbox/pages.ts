import { existsSync, readdirSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import express, { type Response } from 'express'
import type { World } from '../mocks/world.ts'
import type { Listener } from './face.ts'
import { lastHandler } from './net.ts'

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

/** The pages of a sandbox. */
export interface Pages {
  /** Whether a request is for a file of the pages, or for one of the pages itself: any other path that a browser navigates to. */
  own(path: string, request: IncomingMessage): boolean
  answer: Listener
}
/** Serves the pages of a folder; `otherwise` answers where there is no file. */
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

/** Files of the build have their hash in their name. */
const cache = (response: Response, forever: boolean) =>
  void response.set('cache-control', forever ? 'public, max-age=31536000, immutable' : 'no-cache')

/** Relative to the folder: of an absolute path Express hides each part that begins with a dot, as `node_modules/.pnpm` does. */
function show(folder: string, response: Response, refused: () => void) {
  cache(response, false)
  response.sendFile('index.html', { root: folder }, (error) => error && !response.headersSent && refused())
}
