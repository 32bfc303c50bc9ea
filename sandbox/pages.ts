import { join } from 'node:path'
import express, { type Request, type RequestHandler, type Response } from 'express'

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
